"""The sentences of the results pages: what the numbers beside them mean, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.parindex.queries.analysis import LocalityAnalysis
from caicach.apps.parindex.queries.criterion import Criterion
from caicach.apps.parindex.queries.sheet_model import Sheet
from caicach.apps.parindex.queries.targets import Goal, Targets
from caicach.apps.parindex.queries.trend import RoundYear, UnitTrend
from caicach.apps.parindex.queries.unit_analysis import UnitAnalysis
from caicach.platform.wording import language
from caicach.web.formats import decimal, percent

Words = dict[str, str]


def more_or_less(change: Decimal, than: str) -> str:
    """ "cao hơn năm 2025 1,20 điểm"."""
    words = {"than": than, "points": decimal(abs(change))}
    if change > 0:
        return _("cao hơn %(than)s %(points)s điểm") % words
    if change < 0:
        return _("thấp hơn %(than)s %(points)s điểm") % words
    return _("bằng %(than)s") % words


def unit(sheet: Sheet) -> Words:
    """The sentences of a unit's page."""
    score = sheet.score
    if score is None:
        return {}
    year = _("năm %(year)s") % {"year": sheet.year - 1}
    told = {
        "lead": _lead(sheet),
        "index": more_or_less(sheet.change, year) if sheet.change is not None else _first_year(sheet),
        "rank_label": _("Hạng trong khối %(block)s") % {"block": sheet.block_name}
        if sheet.block_name
        else _("Hạng"),
        "peers": f"/ {score.peers}" if score.rank is not None else "",
        "ahead": _ahead(sheet),
        "class": "; ".join(score.reasons) or _next_class(sheet),
        "areas": _areas(sheet),
        "lost": _lost(sheet),
        "median": _against_median(sheet),
    }
    goal = sheet.par_index_goal
    if goal is not None:
        told |= {"goal": distance(goal), "goal_tone": "done" if goal.is_reached else "waiting"}
    return told


def _first_year(sheet: Sheet) -> str:
    if sheet.score is not None and sheet.score.index is None:
        return _("chưa tính được: %(count)s tiêu chí thiếu số liệu") % {"count": sheet.score.missing}
    return _("chưa có năm trước để so")


def _lead(sheet: Sheet) -> str:
    score = sheet.score
    if score is None or score.index is None:
        return _("Chưa có chỉ số vì còn tiêu chí thiếu số liệu; các tiêu chí đã chấm xem bên dưới.")
    parts = [_("Đạt %(index)s") % {"index": percent(score.index)}]
    if score.rank is not None:
        parts.append(_("hạng %(rank)s/%(peers)s") % {"rank": score.rank, "peers": score.peers})
    if sheet.places:
        text = _("lên %(count)s bậc") if sheet.places > 0 else _("xuống %(count)s bậc")
        parts.append(text % {"count": abs(sheet.places)})
    if score.class_name:
        parts.append(_("xếp loại %(name)s") % {"name": score.class_name})
    return ", ".join(parts) + "."


def _ahead(sheet: Sheet) -> str:
    score = sheet.score
    if score is None or score.rank is None or score.index is None:
        return "; ".join(score.reasons) if score else ""
    moved = ""
    if sheet.places:
        text = _("lên %(count)s bậc") if sheet.places > 0 else _("xuống %(count)s bậc")
        moved = text % {"count": abs(sheet.places)} + "; "
    if sheet.ahead is None:
        return moved + _("đứng đầu khối")
    missing = decimal(sheet.ahead.index - score.index)
    return moved + _("còn %(points)s điểm tới %(unit)s") % {"points": missing, "unit": sheet.ahead.name}


def _next_class(sheet: Sheet) -> str:
    """How far the class above is."""
    if sheet.score is None or sheet.score.index is None or sheet.framework is None:
        return ""
    above = [band for band in sheet.framework.classes if band.start > sheet.score.index]
    if not above:
        return _("xếp loại cao nhất")
    nearest = min(above, key=lambda band: band.start)
    words = {"points": decimal(nearest.start - sheet.score.index), "name": nearest.words.text(language())}
    return _("còn %(points)s điểm tới %(name)s") % words


def _against_median(sheet: Sheet) -> str:
    if sheet.score is None or sheet.score.index is None or sheet.block_median is None:
        return ""
    return _("đơn vị %(compared)s") % {
        "compared": more_or_less(sheet.score.index - sheet.block_median, _("trung vị"))
    }


def _areas(sheet: Sheet) -> str:
    medians = sheet.area_medians or {}
    known = [
        (area, area.index - medians[area.code])
        for area in sheet.areas
        if area.index is not None and area.code in medians
    ]
    above = sum(difference >= 0 for _area, difference in known)
    words = _("Bằng hoặc cao hơn trung vị khối ở %(above)s/%(count)s lĩnh vực.") % {
        "above": above,
        "count": len(known),
    }
    worst = min(known, key=lambda pair: pair[1], default=None)
    if worst is None or worst[1] >= 0:
        return words
    return (
        words
        + " "
        + _("Kém nhất so với khối: %(area)s, thấp hơn %(points)s điểm phần trăm.")
        % {
            "area": worst[0].name,
            "points": decimal(-worst[1], 1),
        }
    )


def _lost(sheet: Sheet) -> str:
    lost = sheet.lost
    total = sum((line.lost for line in lost), Decimal(0))
    ten = sum((line.lost for line in lost[:10]), Decimal(0))
    if len(lost) <= 10:
        return _("%(count)s tiêu chí mất tổng cộng %(total)s điểm.") % {
            "count": len(lost),
            "total": decimal(total),
        }
    return _("%(count)s tiêu chí mất tổng cộng %(total)s điểm; mười tiêu chí dưới đây mất %(ten)s điểm.") % {
        "count": len(lost),
        "total": decimal(total),
        "ten": decimal(ten),
    }


def distance(goal: Goal) -> str:
    """How far a goal is, in words."""
    if goal.distance is None:
        return _("chưa có chỉ số để so")
    if goal.is_reached:
        words = _("đã đạt, hơn %(points)s điểm") % {"points": decimal(goal.distance)}
    elif goal.distance == 0:
        words = _("bằng mức giao nhưng phải cao hơn")
    else:
        words = _("còn thiếu %(points)s điểm") % {"points": decimal(-goal.distance)}
    if goal.aim is not None and goal.aim_distance is not None:
        reached = _("đạt mức phấn đấu %(aim)s") if goal.aim_distance >= 0 else _("phấn đấu %(aim)s")
        words += "; " + reached % {"aim": percent(goal.aim)}
    return words


def criterion(found: Criterion) -> Words:
    """The sentences of a criterion's page."""
    node, framework = found.node, found.framework
    if node is None or framework is None:
        return {}
    agencies = {agency.code: agency.words.text(language()) for agency in framework.agencies}
    scored = found.count - found.missing
    return {
        "name": node.words.text(language()),
        "lead": _("%(count)s đơn vị được chấm tiêu chí này; điểm tối đa %(max)s.")
        % {"count": scored, "max": decimal(node.max_points).removesuffix(",00").removesuffix(".00")},
        "median": _("bình quân %(mean)s") % {"mean": percent(found.mean)},
        "lost": decimal(found.lost, 1),
        "losing": _("%(count)s đơn vị mất điểm") % {"count": sum(row.lost > 0 for row in found.rows)}
        if not found.unnamed
        else "",
        "of": f"/ {found.count}",
        "full": _("đơn vị"),
        "nothing": _("đơn vị; %(missing)s chưa có số liệu") % {"missing": found.missing}
        if found.missing
        else _("đơn vị"),
        "spread": _spread(found),
        "rule": node.rule.words(framework.leaf(node.code), language()) if node.rule else "",
        "agency": agencies.get(node.agency, ""),
        "bars": _("Tỷ lệ điểm đạt được của từng đơn vị, từ cao xuống thấp."),
    }


def _spread(found: Criterion) -> str:
    most = max(found.bins, key=lambda one: one.count, default=None)
    if most is None:
        return _("Chưa đơn vị nào có điểm ở đây.")
    return _("Nhiều nhất là %(label)s: %(count)s đơn vị.") % {"label": most.label, "count": most.count}


def analysis(found: LocalityAnalysis) -> Words:
    """The sentences of the locality's analysis."""
    areas, leaves = found.areas, found.leaves
    if not areas or not found.lost:
        return {"lead": _("Chưa có điểm mất để phân tích."), "areas": "", "leaves": "", "holders": ""}
    first = areas[0]
    ten = sum((one.lost for one in leaves[:10]), Decimal(0)) * 100 / found.lost
    return {
        "lead": _(
            "%(units)s đơn vị mất tổng cộng %(lost)s điểm; nhiều nhất ở %(area)s, %(share)s số điểm mất."
        )
        % {
            "units": found.units,
            "lost": decimal(found.lost, 1),
            "area": first.name,
            "share": percent(first.share, 0),
        },
        "areas": _("Điểm mất cộng trên tất cả đơn vị, từ nhiều xuống ít."),
        "leaves": _("Mười tiêu chí đầu chiếm %(share)s số điểm mất.") % {"share": percent(ten, 0)},
        "holders": _unanswered(found),
    }


def _unanswered(found: LocalityAnalysis) -> str:
    if not found.unanswered:
        return _("Mọi tiêu chí mất điểm đều có người hoặc bộ phận chủ trì.")
    return _("%(points)s điểm mất ở các tiêu chí chưa phân công cho ai.") % {
        "points": decimal(found.unanswered, 1)
    }


def targets(found: Targets) -> str:
    """How many units have reached their targets."""
    told = []
    for label, goals in (
        (_("Chỉ số CCHC"), [row.par_index for row in found.rows if row.par_index]),
        (_("chỉ số hài lòng"), [row.satisfaction for row in found.rows if row.satisfaction]),
    ):
        if goals:
            reached = sum(goal.is_reached for goal in goals)
            told.append(
                _("%(label)s: %(reached)s/%(count)s đơn vị được giao đã đạt")
                % {"label": label, "reached": reached, "count": len(goals)}
            )
    return "; ".join(told) + "." if told else _("Chưa giao chỉ tiêu cho đơn vị nào.")


def years(rows: Sequence[RoundYear]) -> str:
    """How the mean of each kind of unit moved between its last two years."""
    told, seen = [], set()
    for row in rows:
        key = row.subject, row.locality_id
        before = next(
            (one for one in rows if (one.subject, one.locality_id) == key and one.year == row.year - 1), None
        )
        if key in seen or before is None or row.mean is None or before.mean is None:
            continue
        seen.add(key)
        year = _("năm %(year)s") % {"year": before.year}
        told.append(
            _("%(subject)s năm %(year)s %(compared)s")
            % {
                "subject": row.subject_label,
                "year": row.year,
                "compared": more_or_less(row.mean - before.mean, year),
            }
        )
    return "; ".join(told) + "." if told else ""


def unit_years(trend: UnitTrend) -> str:
    """How the unit moved since its first year."""
    known = [one for one in trend.years if one.index is not None]
    if len(known) < 2 or known[0].index is None or known[-1].index is None:
        return ""
    first = _("năm %(year)s") % {"year": known[0].year}
    compared = more_or_less(known[-1].index - known[0].index, first)
    return _("Năm %(year)s %(compared)s.") % {"year": known[-1].year, "compared": compared}


def unit_analysis(found: UnitAnalysis) -> Words:
    """The sentences of a unit's two lists."""
    sheet = found.sheet
    told = {
        "repair": _("%(count)s tiêu chí mất %(lost)s điểm, xếp từ mất nhiều đến mất ít.")
        % {"count": len(found.repair), "lost": decimal(found.lost)},
        "hold": _("%(count)s tiêu chí đạt từ 90%% điểm tối đa trở lên.") % {"count": len(found.hold)},
        "gains": "",
    }
    if found.gains:
        told["gains"] = _("Làm được hết các việc này giành lại %(points)s điểm; chỉ số khi đó %(index)s.") % {
            "points": decimal(found.winnable),
            "index": percent(found.index_then),
        }
    if sheet.par_index_goal is not None:
        told["goal"] = distance(sheet.par_index_goal)
    if sheet.score is not None:
        told["ahead"] = _ahead(sheet)
    return told
