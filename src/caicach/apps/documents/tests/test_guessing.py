"""Names of files say what they can; nothing is made up."""

import datetime as dt

import pytest

from caicach.apps.documents.guessing import Guess, guess
from caicach.apps.documents.models import Kind

TODAY = dt.date(2026, 3, 14)
D = dt.date


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "07-KH-UBND 2026-02-05.pdf",
            Guess("Kế hoạch số 07/KH-UBND ngày 05/02/2026", Kind.PLAN, "07/KH-UBND", D(2026, 2, 5)),
        ),
        (
            "1234-QD-UBND ngày 5.2.2026 kiện toàn Ban chỉ đạo.pdf",
            Guess("kiện toàn Ban chỉ đạo", Kind.DECISION, "1234/QĐ-UBND", D(2026, 2, 5)),
        ),
        ("báo cáo quý I_2026.docx", Guess("báo cáo quý I 2026", Kind.REPORT)),
        ("15_BC-UBND_20260131.pdf", Guess("Báo cáo số 15/BC-UBND ngày 31/01/2026", Kind.REPORT, "15/BC-UBND", D(2026, 1, 31))),
        ("88-UBND-NC đôn đốc.pdf", Guess("đôn đốc", Kind.LETTER, "88/UBND-NC")),
        ("IMG_0001.jpg", Guess("IMG 0001", Kind.PICTURE)),
        ("2026-12-31 họp.pdf", Guess("2026-12-31 họp", Kind.OTHER)),
        ("31-02-2026.pdf", Guess("31-02-2026", Kind.OTHER)),
        ("quét.pdf", Guess("quét", Kind.OTHER)),
    ],
)  # fmt: skip
def test_a_name_fills_in_what_it_says(name: str, wanted: Guess) -> None:
    assert guess(name, "jpeg" if name.endswith("jpg") else "pdf", TODAY) == wanted
