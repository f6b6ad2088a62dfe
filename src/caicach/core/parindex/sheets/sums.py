"""Do the maxima of a sheet add up? Where they do not, the cell that would make them is asked for."""

from decimal import Decimal

from caicach.core.words import Words, plain

from .asking import Desk
from .layout import Layout
from .model import Line, Option, address
from .points import points, shorter

ZERO = Decimal(0)


def check_sums(layout: Layout, desk: Desk, column: int) -> Decimal | None:
    """The maximum of the whole set; None while something does not fit. Answered maxima are put in place first."""
    lines = layout.lines
    for line in lines:
        answer = points(desk.answered(f"max:{address(line.row, column)}"))
        if answer is not None:
            line.max_points = answer
    if any(line.max_points is None for line in lines):
        return None
    tops = [line for line in lines if not line.parent]
    by_code = {line.code: line for line in lines}
    total = layout.total if layout.total is not None else _sum(tops)
    assumed = {id(line): line.max_points or ZERO for line in lines}

    def needs(line: Line) -> list[tuple[Words, Decimal]]:
        """What the lines below and those beside it ask of a maximum."""
        found = []
        if line.children:
            below = sum((assumed[id(child)] for child in line.children), ZERO)
            found.append(
                (Words(f"các mục con cộng lại {plain(below)}", f"its children sum to {plain(below)}"), below)
            )
        if line.parent not in by_code and layout.total is None:
            return found
        peers = by_code[line.parent].children if line.parent in by_code else tops
        whole = assumed[id(by_code[line.parent])] if line.parent in by_code else total
        beside = whole - sum((assumed[id(peer)] for peer in peers if peer is not line), ZERO)
        if beside > 0:
            found.append(
                (Words(f"tổng nhóm cần {plain(beside)}", f"its group needs {plain(beside)}"), beside)
            )
        return found

    for line in lines:
        if desk.answered(f"max:{address(line.row, column)}"):
            continue
        for value, mark in shorter(assumed[id(line)]):
            wanted = needs(line)
            if wanted and all(need == value for _, need in wanted) and assumed[id(line)] != value:
                _ask_footnote(desk, line, column, value, mark, [words for words, _ in wanted])
                assumed[id(line)] = value
                break
    fits = not any(question.key.startswith("max:") for question in desk.questions)
    for line in lines:
        if line.children:
            below = sum((assumed[id(child)] for child in line.children), ZERO)
            if below != assumed[id(line)]:
                fits = False
                _ask_sum(desk, line, column, below, assumed[id(line)])
    whole = _total(tops, assumed)
    if layout.total is not None and whole != layout.total and not _take_sum(desk, layout, whole):
        fits = False
    return whole if fits else None


def _sum(lines: list[Line]) -> Decimal:
    return sum((line.max_points or ZERO for line in lines), ZERO)


def _total(tops: list[Line], assumed: dict[int, Decimal]) -> Decimal:
    return sum((assumed[id(line)] for line in tops), ZERO)


def _ask_footnote(
    desk: Desk, line: Line, column: int, value: Decimal, mark: str, reasons: list[Words]
) -> None:
    place, printed = address(line.row, column), plain(line.max_points or ZERO)
    why = Words(", ".join(words.vi for words in reasons), ", ".join(words.en for words in reasons))
    desk.number(
        f"max:{place}",
        [place],
        printed,
        Words(
            f"Ô {place} ghi {printed}; {why.vi}: phải chăng là {plain(value)} với chú thích {mark}?",
            f"Cell {place} says {printed}; {why.en}: is it {plain(value)} with footnote {mark}?",
        ),
        [
            (
                value,
                Words(
                    f"{plain(value)}, và {mark} là số của chú thích",
                    f"{plain(value)}, and {mark} is a footnote mark",
                ),
            ),
        ],
    )


def _ask_sum(desk: Desk, line: Line, column: int, below: Decimal, stated: Decimal) -> None:
    place = address(line.row, column)
    children = ", ".join(f"{child.printed}: {plain(child.max_points or ZERO)}" for child in line.children)
    desk.number(
        f"max:{place}",
        [place],
        f"{line.name}: {plain(stated)} ({children})",
        Words(
            f"Ô {place} ghi {plain(stated)}, các mục con cộng lại {plain(below)}. "
            "Nếu một mục con sai, hãy sửa trong tệp rồi gửi lại.",
            f"Cell {place} says {plain(stated)}, its children sum to {plain(below)}. If a child is wrong, correct the file.",
        ),
        [(below, Words(f"{plain(below)}, theo các mục con", f"{plain(below)}, as the children say"))],
        again=True,
    )


def _take_sum(desk: Desk, layout: Layout, whole: Decimal) -> bool:
    """Whether the areas are right and the printed total is not."""
    assert layout.total is not None
    printed, summed = plain(layout.total), plain(whole)
    answer = desk.choose(
        "total",
        [layout.total_cell],
        [printed],
        Words(
            f"Ô {layout.total_cell} ghi tổng {printed}, các lĩnh vực cộng lại {summed}. "
            "Nếu một lĩnh vực sai, hãy sửa trong tệp rồi gửi lại.",
            f"Cell {layout.total_cell} says a total of {printed}, the areas sum to {summed}. "
            "If an area is wrong, correct the file.",
        ),
        [Option("sum", Words(f"Lấy {summed}, theo các lĩnh vực", f"Take {summed}, as the areas say"))],
    )
    return answer == "sum"
