"""Each fault of layout is found by its name, and a whole letter has none."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from caicach.core.letters import (
    Annex,
    Article,
    Column,
    Dateline,
    Fault,
    Heading,
    Letter,
    LetterFaults,
    Number,
    Paragraph,
    Points,
    Row,
    Sender,
    Signature,
    Table,
    checked,
    faults,
)

from .samples import decision, minutes, official


@pytest.mark.parametrize("make", [decision, minutes, official])
def test_a_whole_letter_has_no_fault(make: Callable[[], Letter]) -> None:
    assert faults(make()) == ()
    assert checked(make()) == make()


def test_a_number_that_was_given_is_not_judged() -> None:
    assert faults(replace(decision(), number=Number("", given="15-QĐ/UBND"))) == ()


ONE = (Column("TT"), Column("Đơn vị"))


@pytest.mark.parametrize(
    ("fault", "letter"),
    [
        (Fault.NO_SENDER, replace(decision(), sender=Sender(" "))),
        (Fault.NO_SYMBOL, replace(decision(), number=Number("", 7))),
        (Fault.WRONG_SYMBOL, replace(decision(), number=Number("KH-UBND", 7))),
        (Fault.WRONG_SYMBOL, replace(decision(), number=Number("QĐ", 7))),
        (Fault.WRONG_SYMBOL, replace(official(), number=Number("CV-UBND", 7))),
        (Fault.WRONG_SYMBOL, replace(official(), number=Number("TB-UBND", 7))),
        (Fault.WRONG_ORDINAL, replace(decision(), number=Number("QĐ-UBND", 0))),
        (Fault.NO_PLACE, replace(decision(), dateline=Dateline("\u00a0"))),
        (Fault.UNKNOWN_KIND, replace(decision(), kind="poem")),
        (Fault.NO_SUBJECT, replace(decision(), subject="")),
        (Fault.NO_BASES, replace(decision(), bases=())),
        (Fault.NO_ADDRESSEE, replace(official(), to=())),
        (Fault.NO_BODY, replace(minutes(), blocks=())),
        (Fault.EMPTY_TEXT, replace(minutes(), blocks=(Paragraph(""),))),
        (Fault.EMPTY_TEXT, replace(minutes(), blocks=(Heading(" "), Paragraph("Hết")))),
        (Fault.EMPTY_TEXT, replace(minutes(), blocks=(Points(()),))),
        (Fault.EMPTY_TEXT, replace(minutes(), blocks=(Points(("Một", "")),))),
        (Fault.WRONG_HEADING, replace(minutes(), blocks=(Heading("I", 3), Paragraph("Hết")))),
        (Fault.WRONG_ARTICLES, replace(decision(), blocks=(Article(1, "Một"), Article(3, "Ba")))),
        (Fault.WRONG_TABLE, replace(minutes(), blocks=(Table(ONE, (Row(("1", "Xã", "thừa")),)),))),
        (Fault.WRONG_TABLE, replace(minutes(), blocks=(Table((), ()),))),
        (Fault.WRONG_TABLE, replace(minutes(), blocks=(Table((Column("TT", 0),), ()),))),
        (Fault.NO_SIGNATURE, replace(minutes(), signatures=())),
        (Fault.NO_SIGNATURE, replace(minutes(), signatures=(Signature("", "Nguyễn Văn Mẫu"),))),
        (Fault.TOO_MANY_SIGNATURES, replace(minutes(), signatures=(Signature("Ủy viên"),) * 3)),
        (Fault.NO_RECIPIENTS, replace(minutes(), recipients=())),
        (Fault.NOT_FILED, replace(minutes(), filed="")),
        (Fault.NO_ANNEX_TITLE, replace(decision(), annexes=(Annex("", (Paragraph("Hết"),)),))),
        (Fault.NO_ANNEX_TITLE, replace(decision(), annexes=(Annex("Danh sách", ()),))),
        (Fault.EMPTY_TEXT, replace(decision(), annexes=(Annex("Danh sách", (Paragraph(""),)),))),
    ],
)
def test_a_fault_is_found_by_its_name(fault: Fault, letter: Letter) -> None:
    assert faults(letter) == (fault,)


def test_every_fault_is_named_once_and_a_letter_that_has_any_is_refused() -> None:
    bare = replace(minutes(), blocks=(Paragraph(""), Paragraph("")), recipients=())
    with pytest.raises(LetterFaults, match="thiếu nơi nhận") as refused:
        checked(bare)
    assert refused.value.faults == (Fault.EMPTY_TEXT, Fault.NO_RECIPIENTS)
