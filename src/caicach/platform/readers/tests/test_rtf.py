"""RTF: fonts decide encodings, letters of every sort of escape, tables, notes; files that nest or lie are refused."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.platform.readers import ReadFile, Unreadable, Why, read_file
from caicach.platform.readers.tests.faults import refusal
from shared_data import shared

FONTS = r"{\f0\fnil Times New Roman;}{\f1\fnil VNI-Times;}{\f2\fnil\fcharset163 Arial;}{\f3 .VnTimeH;}"
HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl" + FONTS + "}"


def written(folder: Path, body: str) -> Path:
    path = folder / "tệp.rtf"
    path.write_bytes((HEAD + body + "}").encode("cp1252"))
    return path


def read(folder: Path, body: str) -> ReadFile:
    return read_file(written(folder, body), "tệp.rtf")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\f1 Chu\'fb t\'f2ch \f0 UBND\par", "Chủ tịch UBND\n"),
        (r"\uc1 C\u7843 ?i c\'e1ch\par", "Cải cách\n"),
        (r"\uc0 C\u7843 i\par \u-10179 \u-8704", "Cải\n😀\n"),
        (r"{\f2 \'d0\'f5ng}\par", "Đơng\n"),
        (r"{\f3 c\'e9ng h\'dfa}\par", "CỘNG HÒA\n"),
        (r"{\b Đậm} thường{\v ẩn}{\*\xyz bỏ}{\pict 00ff}\par", None),
        ("a\\line b\\tab c\\~d\\_e\\{\\par", "a\nb\tc d-e{\n"),
        (r"M\'f4t{\footnote Ch\'fa th\'edch.}, hai.\par", "Môt, hai.\n[1] Chú thích.\n"),
        (r"{\shp{\*\shpinst{\sp x}{\shptxt Khung\par}}}Sau\par", "Khung\nSau\n"),
        ("{\\pict\\bin5 {{{{{}ch\\'fb\\par", "chû\n"),
    ],
)
def test_commands_become_text(tmp_path: Path, body: str, text: str | None) -> None:
    if text is None:
        body, text = (
            body.replace("Đậm", "D").replace("thường", "t").replace("ẩn", "a").replace("bỏ", "b"),
            "D t\n",
        )
    assert read(tmp_path, body).text == text


def test_a_table_keeps_its_cells(tmp_path: Path) -> None:
    row = r"\trowd\intbl {}\cell {}\cell\row"
    found = read(
        tmp_path, r"\pard Tr\par" + row.format("TT", "Vi") + row.format("1", r"a\par b") + r"\pard Sau\par"
    )
    assert found.text == "Tr\nTT | Vi\n1 | a b\nSau\n"
    assert [[cell.text for cell in row] for row in found.tables[0].rows] == [["TT", "Vi"], ["1", "a b"]]


def test_a_real_circular_comes_out_word_by_word() -> None:
    found = read_file(shared("legacy", "files", "2003-A30.rtf"), "2003-A30.rtf")
    truth = shared("legacy", "files", "2003-A30.truth.txt").read_text(encoding="utf-8")
    assert re.findall(r"\w+", found.text.lower()) == re.findall(r"\w+", truth.lower())
    assert found.fonts == (".VnTimeH", ".VnTime")


def test_groups_that_nest_without_end_are_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "{" * 5000 + "}" * 5000)).code is Why.NESTED


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 {\b a")
    assert refusal(path).code is Why.BROKEN


def test_word_may_call_an_rtf_file_doc(tmp_path: Path) -> None:
    assert read_file(written(tmp_path, r"a\par"), "a.doc").text == "a\n"


@settings(max_examples=60)
@given(st.text(alphabet="{}\\'*abfu019-; ~\n", max_size=60))
def test_no_rtf_raises_anything_but_a_refusal(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    path = tmp_path_factory.getbasetemp() / "thử.rtf"
    path.write_bytes((HEAD + body).encode())
    with contextlib.suppress(Unreadable):
        read_file(path)
