"""Results over HTTP: ranking, a unit's sheet, explanations, criteria across units, analysis, targets, the years.

Points, indices and rates are decimal strings; what is not known is null, never 0.
"""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from caicach.apps.parindex import schemas_analysis as more
from caicach.apps.parindex import schemas_results as out
from caicach.apps.parindex.actions.targets import set_target
from caicach.apps.parindex.api_support import Code, Id, SubjectName, scope_of
from caicach.apps.parindex.queries import analysis as analyses
from caicach.apps.parindex.queries import criterion as criteria
from caicach.apps.parindex.queries import explaining, results, trend, unit_analysis, unit_sheet
from caicach.apps.parindex.queries import targets as goals

router = Router(tags=["results"])

Year = Annotated[int, Path(ge=2000, le=2100, description="Năm chấm điểm")]
SubjectIn = Annotated[
    SubjectName | None, Query(description="Đối tượng; không ghi thì lấy đợt đầu tiên của năm")
]
Block = Annotated[str, Query(max_length=40, description="Mã khối xếp hạng; để trống là tất cả")]
Locality = Annotated[
    int | None, Query(ge=1, description="Đơn vị đứng đầu địa phương, khi thấy nhiều địa phương")
]


@router.get("/results/years", response=list[int], summary="Các năm có kết quả", operation_id="results_years")
def result_years(request: HttpRequest) -> list[int]:
    """Những năm có đợt chấm điểm mà người hỏi được xem, năm gần nhất trước."""
    return trend.years(scope_of(request))


@router.get(
    "/results/{year}/ranking", response=out.RankingOut, summary="Bảng xếp hạng", operation_id="ranking"
)
def ranking(
    request: HttpRequest,
    year: Year,
    subject: SubjectIn = None,
    block: Block = "",
    class_name: Annotated[str, Query(max_length=60, description="Tên xếp loại")] = "",
    search: Annotated[
        str, Query(max_length=200, description="Một phần tên đơn vị, có dấu hoặc không dấu")
    ] = "",
    sort: Annotated[
        str, Query(max_length=50, description="rank, unit, index, change, goal, a1…; thêm “-” để xếp ngược")
    ] = "",
    locality: Locality = None,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 500,
) -> out.RankingOut:
    """Chỉ số, thứ hạng, xếp loại và chỉ số từng lĩnh vực của các đơn vị, so với năm trước và với chỉ tiêu."""
    asked = results.Asked(subject or "", block, class_name, search, sort, locality)
    return out.ranking(results.ranking(scope_of(request), year, asked), offset, limit)


@router.get(
    "/results/{year}/units/{int:unit_id}",
    response=out.SheetOut,
    summary="Bảng điểm của một đơn vị",
    operation_id="unit_sheet",
)
def sheet(request: HttpRequest, year: Year, unit_id: Id) -> out.SheetOut:
    """Mọi lĩnh vực, tiêu chí với điểm, điểm năm trước, tình trạng, người chịu trách nhiệm; đơn vị xếp trên và chỉ tiêu."""
    return out.sheet(unit_sheet.sheet(scope_of(request), year, unit_id))


@router.get(
    "/results/{year}/units/{int:unit_id}/why",
    response=out.WhyOut,
    summary="Vì sao chỉ số như vậy",
    operation_id="why_index",
)
def why_index(request: HttpRequest, year: Year, unit_id: Id) -> out.WhyOut:
    """Các lĩnh vực, điểm thưởng, điểm phạt thành chỉ số như thế nào."""
    return out.why(explaining.explained(scope_of(request), year, unit_id))


@router.get(
    "/results/{year}/units/{int:unit_id}/why/{str:code}",
    response=out.WhyOut,
    summary="Vì sao một tiêu chí được chừng ấy điểm",
    operation_id="why_node",
)
def why_node(request: HttpRequest, year: Year, unit_id: Id, code: Code) -> out.WhyOut:
    """Quy tắc bằng lời, số liệu đầu vào và nguồn, từng bước tính, căn cứ; của mục có mục con thì là các mục con."""
    return out.why(explaining.explained(scope_of(request), year, unit_id, code))


@router.get(
    "/results/{year}/units/{int:unit_id}/analysis",
    response=more.UnitAnalysisOut,
    summary="Điểm cần giữ, cần khắc phục của một đơn vị",
    operation_id="unit_analysis",
)
def analysis_of_unit(request: HttpRequest, year: Year, unit_id: Id) -> more.UnitAnalysisOut:
    """Tiêu chí cần giữ, cần khắc phục, việc giành lại nhiều điểm nhất. `consequences` là null với người không được xem."""
    return more.unit_analysis(unit_analysis.of_unit(scope_of(request), year, unit_id))


@router.get(
    "/results/{year}/criteria/{subject}/{str:code}",
    response=more.CriterionOut,
    summary="Một tiêu chí ở các đơn vị",
    operation_id="criterion",
)
def criterion(
    request: HttpRequest,
    year: Year,
    subject: Annotated[SubjectName, Path()],
    code: Code,
    block: Block = "",
    locality: Locality = None,
) -> more.CriterionOut:
    """Phân bố, trung vị, tổng điểm mất. Dưới cấp lĩnh vực chỉ nêu tên đơn vị trong phạm vi của người hỏi."""
    return more.criterion(criteria.criterion(scope_of(request), year, subject, code, block, locality))


@router.get(
    "/results/{year}/analysis",
    response=more.AnalysisOut,
    summary="Điểm mất của địa phương",
    operation_id="locality_analysis",
)
def analysis(
    request: HttpRequest, year: Year, subject: SubjectIn = None, block: Block = "", locality: Locality = None
) -> more.AnalysisOut:
    """Điểm mất theo lĩnh vực, tiêu chí, đơn vị, cơ quan theo dõi và người chịu trách nhiệm."""
    return more.analysis(analyses.of_locality(scope_of(request), year, subject or "", block, locality))


@router.get(
    "/results/{year}/targets",
    response=list[more.TargetRowOut],
    summary="Chỉ tiêu của các đơn vị",
    operation_id="targets",
)
def targets(
    request: HttpRequest, year: Year, subject: SubjectIn = None, locality: Locality = None
) -> list[more.TargetRowOut]:
    """Mức phải đạt, mức phấn đấu và khoảng cách, cho Chỉ số CCHC và chỉ số hài lòng."""
    return more.targets(goals.targets(scope_of(request), year, subject or "", locality))


@router.put(
    "/results/{year}/targets/{int:unit_id}",
    response=out.GoalOut,
    summary="Đặt chỉ tiêu của một đơn vị",
    operation_id="target_set",
)
def put_target(request: HttpRequest, year: Year, unit_id: Id, body: more.TargetIn) -> out.GoalOut:
    """Phải nêu văn bản giao chỉ tiêu. `strict` đúng là “trên”, sai là “từ”."""
    scope = scope_of(request)
    set_target(scope, unit_id, year, body.kind, body.minimum, body.strict, body.aim, body.document)
    return out.goal(goals.unit_to_set(scope, year, unit_id).goals[body.kind])


@router.get(
    "/trend", response=list[more.RoundYearOut], summary="Các năm của địa phương", operation_id="trend"
)
def years(request: HttpRequest) -> list[trend.RoundYear]:
    """Bình quân, trung vị, cao nhất, thấp nhất của từng đợt chấm, kèm bộ chỉ số đã dùng."""
    return trend.of_localities(scope_of(request))


@router.get(
    "/trend/units/{int:unit_id}",
    response=more.UnitTrendOut,
    summary="Các năm của một đơn vị",
    operation_id="unit_trend",
)
def unit_years(request: HttpRequest, unit_id: Id) -> more.UnitTrendOut:
    """Chỉ số, thứ hạng và lĩnh vực từng năm; `earlier` là các đơn vị trước sắp xếp."""
    return more.unit_trend(trend.of_unit(scope_of(request), unit_id))
