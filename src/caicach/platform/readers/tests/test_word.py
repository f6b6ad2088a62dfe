"""Word files: fonts decide encodings, numbers are written out, tables keep their cells, nothing breaks a sentence."""

from pathlib import Path

import pytest

from caicach.core.vietnamese.legacy import Encoding
from caicach.platform.readers import ReadFile, Why, read_file
from caicach.platform.readers.tests.faults import refusal
from caicach.platform.readers.tests.word_files import WITH_MACROS, paragraph, run, table, word
from caicach.platform.readers.word_numbers import written
from caicach.platform.tests.containers import packed


def read(folder: Path, body: str, **parts: str) -> ReadFile:
    path = word(folder, body, **parts)
    return read_file(path, path.name)


def test_the_font_of_a_run_decides_its_encoding(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        paragraph("Được ", run("Chuû tòch Uyû ban", "VNI-Times"), " và ", run("Uû", ".VnTime"), " giao"),
    )
    assert found.text == "Được Chủ tịch Uỷ ban và Uỷ giao\n"
    assert found.original == "Được Chuû tòch Uyû ban và Uû giao\n"
    assert found.fonts == ("VNI-Times", ".VnTime")
    assert [span.encoding for span in found.spans if span.is_changed] == [Encoding.VNI, Encoding.TCVN3]
    assert "".join(span.original for span in found.spans) == found.original
    assert "".join(span.text for span in found.spans) == found.text


def test_fonts_and_styles_of_capitals_give_capitals(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
        '<w:style w:type="paragraph" w:styleId="Ten"><w:basedOn w:val="Normal"/><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Thuong"><w:rPr><w:caps w:val="0"/></w:rPr></w:style>'
    )
    body = (
        paragraph(run("Céng hßa", ".VnTimeH"))
        + paragraph(run("Kế hoạch "), run("năm", properties='<w:rStyle w:val="Thuong"/>'), properties='<w:pStyle w:val="Ten"/>')
    )  # fmt: skip
    assert read(tmp_path, body, styles=styles).text == "CỘNG HÒA\nKẾ HOẠCH năm\n"


def test_words_that_word_cut_into_pieces_are_read_whole(tmp_path: Path) -> None:
    found = read(
        tmp_path, paragraph(run("nh", "VNI-Times"), run("aân d", "VNI Helve"), run("aân", "VNI-Times"))
    )
    assert found.text == "nhân dân\n"


def test_damage_of_a_scanner_is_judged_over_the_whole_text(tmp_path: Path) -> None:
    lines = [
        "Chuû tòch Uyû ban nhaân daân phòõng yeâu caàu toaøn theỏ caùn boỏ",
        "caùc ban ngaõnh cuûa phòõng",
    ]
    assert read(tmp_path, "".join(map(paragraph, lines))).text == (
        "Chủ tịch Uỷ ban nhân dân phường yêu cầu toàn thể cán bộ\ncác ban ngành của phường\n"
    )


def test_numbers_that_word_writes_stand_before_their_paragraphs(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        + level.format(0, "decimal", "Điều %1.") + level.format(1, "decimal", "%1.%2.") + level.format(2, "lowerLetter", "%3)")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="8">' + level.format(0, "bullet", "\uf0b7") + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )  # fmt: skip

    def item(text: str, number: int, at: int = 0) -> str:
        return paragraph(
            text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
        )

    body = (
        item("một", 1) + item("hai", 1, 1) + item("ba", 1, 2) + item("bốn", 1, 2) + item("gạch", 2) + item("năm", 1, 1)
        + item("sáu", 1) + item("bảy", 1, 1) + item("tám", 3) + item("chín", 0) + item("", 1) + item("mười", 99)
    )  # fmt: skip
    assert read(tmp_path, body, numbering=numbering).text.splitlines() == [
        "Điều 1. một", "1.1. hai", "a) ba", "b) bốn", "- gạch", "1.2. năm", "Điều 2. sáu", "2.1. bảy", "Điều 5. tám",
        "chín", "mười",
    ]  # fmt: skip


def test_a_column_that_word_numbers_itself_has_its_numbers(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    number = paragraph(properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    rows = [(number, paragraph("Rà soát thủ tục"), paragraph("Sở Tư pháp")) for _ in range(2)]
    found = read(tmp_path, table(*rows), numbering=numbering)
    assert found.text.splitlines() == ["1 | Rà soát thủ tục | Sở Tư pháp", "2 | Rà soát thủ tục | Sở Tư pháp"]


@pytest.mark.parametrize(
    ("format", "text"),
    [("upperRoman", "XIV"), ("lowerLetter", "n"), ("decimalZero", "14"), ("ordinal", "14")],
)
def test_counters_are_written_as_word_writes_them(format: str, text: str) -> None:
    assert written(14, format) == text
    assert written(28, "upperLetter") == "BB"
    assert written(10**9, "lowerRoman") == "1000000000"


def test_a_table_stands_row_by_row_and_its_cells_know_their_places(tmp_path: Path) -> None:
    spanning = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Nhóm I")}'
    body = paragraph("Phụ lục") + table(
        (paragraph("TT"), paragraph("Việc"), paragraph("Hạn")),
        (spanning, paragraph("")),
        ("<w:p/>", "<w:p/>", "<w:p/>"),
        (paragraph("1"), paragraph(run("Caûi", "VNI-Times")) + paragraph("cách"), paragraph("30/6")),
    )
    found = read(tmp_path, body)
    assert found.text == "Phụ lục\nTT | Việc | Hạn\nNhóm I |  | \n1 | Cải cách | 30/6\n"
    (rows,) = (one.rows for one in found.tables)
    assert [[cell.text for cell in row] for row in rows] == [
        ["TT", "Việc", "Hạn"], ["Nhóm I", "", ""], ["1", "Cải cách", "30/6"],
    ]  # fmt: skip
    assert all(found.text[cell.start : cell.end] == cell.text for row in rows for cell in row)


def test_a_letterhead_set_in_a_table_comes_out_as_lines(tmp_path: Path) -> None:
    vni = run("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "VNI-Times")
    left = paragraph("ỦY BAN NHÂN DÂN") + paragraph("XÃ MẪU")
    found = read(tmp_path, table((left, paragraph(vni))) + table((paragraph("Một ô"),)))
    assert found.text == "ỦY BAN NHÂN DÂN\nXÃ MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nMột ô\n"
    assert found.tables == ()


def test_a_letterhead_in_one_row_is_read_across(tmp_path: Path) -> None:
    left = paragraph("UBND XÃ MẪU") + paragraph("Số: 12/UBND-NV") + paragraph("V/v cải cách hành chính")
    right = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("Độc lập - Tự do - Hạnh phúc")
    right += paragraph("Mẫu, ngày 15 tháng 3 năm 2026")
    assert read(tmp_path, table((left, right))).text.splitlines() == [
        "UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/UBND-NV",
        "V/v cải cách hành chính", "Mẫu, ngày 15 tháng 3 năm 2026",
    ]  # fmt: skip
    beside = table(
        (
            paragraph("Nơi nhận:") + paragraph("- Như trên;"),
            paragraph("TM. ỦY BAN NHÂN DÂN") + paragraph("CHỦ TỊCH"),
        )
    )
    assert read(tmp_path, beside).text == "Nơi nhận:\n- Như trên;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"


def test_notes_boxes_and_what_is_not_shown_do_not_break_a_sentence(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Trong khung')}</w:txbxContent></w:pict></w:r>"
    repeated = f"<Fallback><w:r><w:t>Trong khung</w:t></w:r></Fallback>{box}"
    hidden = run("ẩn", properties="<w:vanish/>")
    deleted = "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    noted = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:type="separator">{paragraph("gạch")}</w:footnote><w:footnote>{paragraph("Chú thích.")}</w:footnote>'
    body = paragraph("Các xã ", repeated, hidden, deleted, field, noted, "báo cáo.") + paragraph("Hết.")
    assert read(tmp_path, body, footnotes=notes, header="<w:p/>").text == (
        "Các xã báo cáo.\nTrong khung\nHết.\n[1] Chú thích.\n"
    )


def test_breaks_and_signs_of_a_run_are_kept(tmp_path: Path) -> None:
    signs = "<w:r><w:t>Số:</w:t><w:tab/><w:t>12</w:t><w:noBreakHyphen/><w:t>KH</w:t><w:br/><w:t>Hai</w:t>"
    signs += '<w:sym w:char="F0FE"/></w:r>'
    assert read(tmp_path, paragraph(signs)).text == "Số:\t12-KH\nHai•\n"


# --- bad files -------------------------------------------------------------------------------------------------------


def test_the_words_of_a_file_with_macros_are_read_and_a_warning_says_so(tmp_path: Path) -> None:
    path = word(tmp_path, paragraph("Chữ"), main=WITH_MACROS, vbaProject=b"\xd0\xcf\x11\xe0 macro")
    found = read_file(path, "báo cáo.docm")
    assert (found.text, found.has_macros) == ("Chữ\n", True)
    assert "macro không được chạy" in found.warnings[0]


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    foreign = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for xml in (bomb, foreign):
        good = word(tmp_path, "").read_bytes()
        path.write_bytes(_with_part(good, "word/document.xml", xml))
        assert refusal(path).code is Why.BROKEN


def test_elements_and_tables_that_nest_without_end_are_refused(tmp_path: Path) -> None:
    assert refusal(word(tmp_path, "<w:sdt>" * 500 + "</w:sdt>" * 500)).code is Why.NESTED
    nested = paragraph("trong cùng")
    for _level in range(12):
        nested = table((nested,))
    assert "bảng lồng nhau" in refusal(word(tmp_path, nested)).message


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = word(tmp_path, paragraph("a" * 30_000_000))
    assert refusal(path).code is Why.BOMB


def test_a_text_without_end_is_refused(tmp_path: Path) -> None:
    words = " ".join(f"{number:x}" for number in range(900_000))
    assert refusal(word(tmp_path, paragraph(words))).code is Why.TOO_LONG


def test_a_broken_part_is_told(tmp_path: Path) -> None:
    assert refusal(word(tmp_path, "<w:p>")).code is Why.BROKEN


def _with_part(container: bytes, name: str, content: str) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(container)) as archive:
        parts: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    return packed(parts | {name: content})
