"""Classes and ranks: on unrounded indices, inside blocks, with every refusal explained."""

from decimal import Decimal

from caicach.core.parindex.standing import competition

from .builders import framework, leaf, points, score

CONDITIONED = [
    {
        "name": "Xuất sắc",
        "from": 90,
        "conditions": [
            {"require": "attr.head_disciplined == False", "reason": "người đứng đầu bị kỷ luật"},
            {"require": "points_of('b') >= 5", "reason": "tiêu chí b dưới 5 điểm"},
        ],
    },
    {"name": "Tốt", "from": 80},
    {"name": "Yếu", "from": 0},
]
WHOLE = framework(
    leaf("a", 90),
    leaf("b", 10),
    classes=CONDITIONED,
    attributes=[{"code": "head_disciplined", "name": "Người đứng đầu bị kỷ luật"}],
    rounding={"stage": "display", "decimals": 2},
)


def test_equal_indices_share_a_rank_and_the_next_is_skipped() -> None:
    assert competition([Decimal(90), Decimal(95), Decimal(90), Decimal(80)]) == [2, 1, 2, 4]


def test_ranks_stand_inside_a_block() -> None:
    units = score(
        WHOLE,
        {"block": "xa", "inputs": points(a=50, b=5)},
        {"block": "phuong", "inputs": points(a=40, b=5)},
        {"block": "xa", "inputs": points(a=60, b=5)},
    ).units
    assert [(unit.standing.rank, unit.standing.peers) for unit in units] == [(2, 2), (1, 1), (1, 2)]


def test_a_class_is_given_on_the_unrounded_index() -> None:
    below, at = score(WHOLE, {"inputs": points(a=79.996, b=9.999)}, {"inputs": points(a=80, b=10)}).units
    assert below.index == Decimal("89.995")
    assert below.standing.class_name is not None
    assert below.standing.class_name.vi == "Tốt"
    assert at.standing.class_name is not None
    assert at.standing.class_name.vi == "Xuất sắc"


def test_a_condition_keeps_a_unit_from_a_class_and_says_why() -> None:
    facts = points(a=89, b=9)
    clean, disciplined, weak, unstated = score(
        WHOLE,
        {"inputs": facts, "attributes": {"head_disciplined": False}},
        {"inputs": facts, "attributes": {"head_disciplined": True}},
        {"inputs": points(a=90, b=4), "attributes": {"head_disciplined": False}},
        {"inputs": facts},
    ).units
    names = [
        unit.standing.class_name.vi
        for unit in (clean, disciplined, weak, unstated)
        if unit.standing.class_name
    ]
    assert names == ["Xuất sắc", "Tốt", "Tốt", "Xuất sắc"]
    assert disciplined.standing.reasons[0].vi == "không xếp loại Xuất sắc: người đứng đầu bị kỷ luật"
    assert weak.standing.reasons[0].vi == "không xếp loại Xuất sắc: tiêu chí b dưới 5 điểm"


def test_who_is_not_ranked_takes_no_place_and_gets_the_reason() -> None:
    """A unit created in mid-year is scored; its rank stays blank unless the council decides."""
    new, missing, ranked = score(
        WHOLE,
        {"inputs": points(a=90, b=10), "not_ranked": "đơn vị thành lập ngày 01/7"},
        {"inputs": points(a=90)},
        {"inputs": points(a=50, b=5)},
    ).units
    assert (new.index, new.standing.rank) == (100, None)
    assert "thành lập" in new.standing.reasons[-1].vi
    assert (missing.index, missing.standing.rank) == (None, None)
    assert "1 tiêu chí chưa tính được (b)" in missing.standing.reasons[-1].vi
    assert (ranked.standing.rank, ranked.standing.peers) == (1, 1)
