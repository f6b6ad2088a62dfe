"""Reading a sheet of officials: rows in, a Reading out. Pure; called again with more answers until nothing is open."""

from collections.abc import Mapping

from caicach.core.words import Words, plain

from .asking import POLICIES, Desk
from .codes import Printed, composed, following, misplaced, parents, printed
from .columns import CODE, MAXIMUM, SheetFault, find_head
from .layout import Layer, unread
from .machine import Machine
from .model import Answers, Line, Merge, Option, Reading, Rows, address
from .points import footnote, says_not_applicable, scale_line
from .sums import check_sums


def read(
    rows: Rows, merges: tuple[Merge, ...] = (), answers: Answers | None = None, machine: Machine | None = None
) -> Reading:
    """What a sheet says, and what it leaves open. `machine` is what our own export keeps beside the sheet.

    Raises SheetFault for a sheet without the head of a criteria set, or without any line.
    """
    head = find_head(rows, merges)
    if head is None:
        raise SheetFault(
            "không tìm thấy dòng tiêu đề có cột “Tiêu chí” và cột “Điểm tối đa”",
            "there is no head with the columns “Tiêu chí” and “Điểm tối đa”",
        )
    desk = Desk(answers or {})
    layout = Layer(rows, merges, head, desk).read()
    if not layout.lines:
        raise SheetFault(
            "bảng không có mục nào có số thứ tự và điểm", "the table has no line with a code and points"
        )
    ignored = list(unread(rows, head))
    if ignored:
        listed = ", ".join(f"“{title}”" for title in ignored)
        desk.remark(
            address(head.row, 1), f"Không đọc các cột: {listed}.", f"Columns that are not read: {listed}."
        )
    column = head.columns.get(CODE, 1)
    if machine is None:
        _structure(layout.lines, desk, column)
    else:
        _known_structure(layout.lines, desk, column, machine)
    _footnotes(layout.lines, desk, head.columns, machine)
    maximum = head.columns[MAXIMUM]
    total = check_sums(layout, desk, maximum)
    _guides(layout.lines, desk, head.columns, machine)
    _rules(layout.lines, desk, column, machine)
    return Reading(tuple(layout.lines), tuple(desk.questions), tuple(desk.remarks), total, maximum)


def _structure(lines: list[Line], desk: Desk, column: int) -> None:
    """Codes from what is printed; a code that is used twice or cannot stand where it stands is asked for."""
    codes = [_corrected(line, desk, column) for line in lines]
    above = parents(codes)
    full = composed(codes, above)
    seen: dict[str, Line] = {}
    open_: set[int] = set()
    for at, line in enumerate(lines):
        parent = above[at]
        line.code = full[at]
        if parent is not None:
            line.parent = full[parent]
            lines[parent].children.append(line)
        over = codes[parent] if parent is not None else None
        if parent in open_:  # its code is part of one that is asked for
            open_.add(at)
        elif full[at] in seen or misplaced(codes[at], over):
            open_.add(at)
            _ask_code(desk, line, column, codes[at], seen.get(full[at]))
        seen.setdefault(full[at], line)


def _corrected(line: Line, desk: Desk, column: int) -> Printed:
    """The code of a line, as printed or as answered."""
    answer = desk.answered(f"code:{address(line.row, column)}")
    known = printed(answer) or printed(line.printed)
    assert known is not None
    line.printed = known.text
    return known


def _ask_code(desk: Desk, line: Line, column: int, code: Printed, first: Line | None) -> None:
    place = address(line.row, column)
    if first is not None:
        doubt = Words(
            f"Ô {place} ghi mã “{code.text}” đã dùng ở ô {address(first.row, column)} (“{first.name}”).",
            f"Cell {place} says “{code.text}”, which cell {address(first.row, column)} (“{first.name}”) has used.",
        )
    else:
        doubt = Words(
            f"Ô {place} ghi mã “{code.text}” nhưng không có mục cấp trên tương ứng đứng trước.",
            f"Cell {place} says “{code.text}”, but the line it belongs to does not stand before it.",
        )
    next_ = following(code) if first is not None else ""
    options = [Option(next_, Words(f"Mã đúng là “{next_}”", f"The right code is “{next_}”"))] if next_ else []
    desk.reopen(f"code:{place}", [place], [line.name], doubt, options, Words("Mã đúng", "The right code"))


def _known_structure(lines: list[Line], desk: Desk, column: int, machine: Machine) -> None:
    """Our own export: codes are complete, and what stands above a line is kept beside it. New lines are dotted below one."""
    by_code: dict[str, Line] = {}
    for line in lines:
        place = address(line.row, column)
        line.code = desk.answered(f"code:{place}") or line.printed
        if line.code in by_code:
            code = printed(line.code)
            if code is not None:
                _ask_code(desk, line, column, code, by_code[line.code])
        by_code.setdefault(line.code, line)
        parent = machine.parent_of(line.code)
        if parent is None:
            parent = line.code.rpartition(".")[0]
        if parent and parent not in by_code:
            doubt = Words(
                f"Ô {place}: mục “{line.code}” thuộc mục “{parent}”, nhưng mục “{parent}” không đứng trước.",
                f"Cell {place}: line “{line.code}” belongs to “{parent}”, which does not stand before it.",
            )
            desk.reopen(f"code:{place}", [place], [line.name], doubt, (), Words("Mã đúng", "The right code"))
            continue
        line.parent = parent
        if parent:
            by_code[parent].children.append(line)


def _footnotes(lines: list[Line], desk: Desk, columns: Mapping[str, int], machine: Machine | None) -> None:
    """Digits that hang at the end of names."""
    found = [
        line
        for line in lines
        if footnote(line.name) and not (machine and machine.has_name(line.code, line.name))
    ]
    if not found:
        return
    column = columns["name"]
    marks = ", ".join(footnote(line.name) for line in found)
    answer = desk.choose(
        "footnotes",
        [address(line.row, column) for line in found],
        [f"{address(line.row, column)}: {line.name}" for line in found],
        Words(
            f"{len(found)} tên kết thúc bằng chữ số viết liền ({marks}): phải chăng là số của chú thích?",
            f"{len(found)} names end in digits ({marks}): are they footnote marks?",
        ),
        (
            Option("strip", Words("Là chú thích: bỏ các chữ số này", "Footnote marks: take them off")),
            Option("keep", Words("Là một phần của tên: giữ nguyên", "Part of the name: keep them")),
        ),
    )
    if answer == "strip":
        for line in found:
            line.name = line.name[: -len(footnote(line.name))].rstrip()


def _guides(lines: list[Line], desk: Desk, columns: Mapping[str, int], machine: Machine | None) -> None:
    """Scales in guides, what they say of not applicable, and where they contradict the maximum."""
    exempt: list[tuple[Line, str]] = []
    for line in lines:
        for text in [part for guide in line.guide for part in guide.splitlines()]:
            if scored := scale_line(text):
                line.scale.append(scored)
            elif line.is_leaf and says_not_applicable(text) and not (machine and machine.has_rule(line.code)):
                exempt.append((line, text))
        best = max((points for _, points in line.scale), default=None)
        if line.is_leaf and len(line.scale) > 1 and best != line.max_points and line.max_points is not None:
            cell = address(line.row, columns[MAXIMUM])
            shown = plain(best) if best is not None else ""
            desk.remark(
                cell,
                f"Mục {line.code}: điểm tối đa là {plain(line.max_points)} nhưng hướng dẫn cho cao nhất {shown}. "
                "Đây là lỗi của văn bản gốc; giữ nguyên cả hai.",
                f"Line {line.code}: the maximum is {plain(line.max_points)}, its guidance gives at most {shown}. "
                "That is an error of the source; both are kept.",
            )
    if exempt:
        answer = desk.choose(
            "na",
            [address(line.row, columns.get(CODE, 1)) for line, _ in exempt],
            [f"{line.code}: {text}" for line, text in exempt],
            Words(
                f"{len(exempt)} mục có câu “không được giao / không phát sinh thì không chấm”. Khi đó tính thế nào?",
                f"{len(exempt)} lines say when they are not scored. What becomes of their points?",
            ),
            POLICIES,
        )
        for line, _ in exempt:
            if answer and answer != "none":
                line.na = answer  # type: ignore[assignment]


def _rules(lines: list[Line], desk: Desk, column: int, machine: Machine | None) -> None:
    """Leaves without a rule that a machine can apply: a scale of the guide may serve, else the points are given by hand."""
    bare = [line for line in lines if line.is_leaf and not (machine and machine.has_rule(line.code))]
    scaled = [
        line for line in bare if len(line.scale) > 1 and max(p for _, p in line.scale) == line.max_points
    ]
    rest = [line for line in bare if line not in scaled]
    manual = Option("manual", Words("Chấm tay, phải ghi lý do", "By hand, with a reason"))
    choice = Option(
        "choice", Words("Chọn một mức theo đúng lời hướng dẫn", "One of the levels of the guidance")
    )
    if scaled:
        answer = desk.choose(
            "rules:scale",
            [address(line.row, column) for line in scaled],
            [
                f"{line.code}: " + "; ".join(f"{text}: {plain(points)}" for text, points in line.scale)
                for line in scaled
            ],
            Words(
                f"{len(scaled)} tiêu chí có thang điểm trong lời hướng dẫn. Chấm theo thang đó?",
                f"{len(scaled)} leaves have a scale in their guidance. Score by it?",
            ),
            (choice, manual),
        )
        for line in scaled:
            line.rule = answer
    if rest:
        answer = desk.choose(
            "rules:none",
            [address(line.row, column) for line in rest],
            [f"{line.code}: {line.name}" for line in rest],
            Words(
                f"{len(rest)} tiêu chí không có cách chấm mà máy đọc được.",
                f"{len(rest)} leaves have no rule that a machine can read.",
            ),
            (
                Option(
                    "manual",
                    Words(
                        "Tạm để chấm tay, có ghi lý do; sửa quy tắc sau", "By hand for now; rules come later"
                    ),
                ),
            ),
        )
        for line in rest:
            line.rule = answer
