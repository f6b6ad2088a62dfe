"""The layers of a leaf's points, from last year's to the published ones, and what a new layer must respect.

All layers are kept for ever (process page of the domain papers, section 2.1). What counts is the latest that was set; what is
analysed is how they differ.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from caicach.core.words import Words, figure

from .process import Stage


class Layer(StrEnum):
    """The seven values of a leaf, oldest first."""

    LAST_YEAR = "last_year"
    SELF = "self"
    APPRAISED_1 = "appraised_1"
    EXPLANATION = "explanation"
    APPRAISED_2 = "appraised_2"
    COUNCIL = "council"
    FINAL = "final"


LAYER_WORDS = {
    Layer.LAST_YEAR: Words("năm trước", "last year"),
    Layer.SELF: Words("tự chấm", "self-score"),
    Layer.APPRAISED_1: Words("thẩm định lần 1", "first appraisal"),
    Layer.EXPLANATION: Words("giải trình", "explanation"),
    Layer.APPRAISED_2: Words("thẩm định lần 2", "second appraisal"),
    Layer.COUNCIL: Words("hội đồng", "council"),
    Layer.FINAL: Words("kết quả", "final"),
}

# What an appraiser or the council has decided counts; what a unit asks for in its explanation does not by itself.
DECIDING = (Layer.COUNCIL, Layer.APPRAISED_2, Layer.APPRAISED_1)

APPRAISAL_LAYER = {Stage.APPRAISING_1: Layer.APPRAISED_1, Stage.APPRAISING_2: Layer.APPRAISED_2}


def to_appraise(layer: Layer, leaves: Iterable[str], questioned: Collection[str]) -> tuple[str, ...]:
    """The leaves that an appraisal looks at: all of them first, then those that the unit was asked to explain."""
    return tuple(code for code in leaves if layer is not Layer.APPRAISED_2 or code in questioned)


def settled(points: Mapping[Layer, Decimal | None]) -> Decimal | None:
    """The points that count: the latest decision, else the self-score; None where nothing is known."""
    for layer in DECIDING:
        if points.get(layer) is not None:
            return points[layer]
    return points.get(Layer.SELF)


def faults(
    points: Decimal | None, maximum: Decimal | None, compared: Decimal | None, reason: str
) -> list[Words]:
    """What is wrong with points that somebody sets on a leaf.

    `maximum` is None where the leaf does not apply; `compared` is the self-score (or the layer that the points replace), from
    which nobody may differ without saying why.
    """
    found: list[Words] = []
    if points is None:
        return [Words("chưa có điểm", "there are no points")]
    if points < 0:
        found.append(Words("điểm không được âm", "points must not be negative"))
    if maximum is not None and points > maximum:
        most = figure(maximum, "vi"), figure(maximum, "en")
        found.append(Words(f"điểm vượt mức tối đa {most[0]}", f"the points exceed the maximum of {most[1]}"))
    if points != compared and not reason.strip():
        found.append(
            Words(
                "điểm khác điểm tự chấm thì phải ghi lý do",
                "points that differ from the self-score need a reason",
            )
        )
    return found


def difference(points: Mapping[Layer, Decimal | None], of: Layer = Layer.SELF) -> Decimal | None:
    """Settled points minus those of a layer: negative where points were taken away; None where one is not known."""
    then, now = points.get(of), settled(points)
    return None if then is None or now is None else now - then
