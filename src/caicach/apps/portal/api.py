"""Published results as open data: the only operations of the API that need no sign-in."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.decorators import decorate_view

from caicach.apps.parindex.queries import public as queries
from caicach.apps.portal import schemas as out
from caicach.apps.portal.caching import all_decisions, one_decision, until_published_again

router = Router(tags=["public"], auth=None)

Id = Annotated[int, Path(ge=1, le=queries.LARGEST_ID)]


@router.get(
    "/decisions",
    response=list[out.DecisionOut],
    summary="Các quyết định công bố",
    operation_id="public_decisions",
)
@decorate_view(until_published_again(all_decisions))
def decisions(request: HttpRequest) -> list[out.DecisionOut]:
    """Mọi quyết định công bố và điều chỉnh, năm gần nhất trước. Không cần đăng nhập."""
    return out.decisions(queries.decisions())


@router.get(
    "/decisions/{int:publication_id}",
    response=out.TableOut,
    summary="Bảng điểm theo một quyết định",
    operation_id="public_table",
)
@decorate_view(until_published_again(one_decision))
def table(request: HttpRequest, publication_id: Id) -> out.TableOut:
    """Điểm, chỉ số, thứ hạng, xếp loại và điểm từng lĩnh vực của mọi đơn vị. Không cần đăng nhập."""
    return out.table(queries.results(publication_id))


@router.get(
    "/units/{int:unit_id}",
    response=list[out.UnitYearOut],
    summary="Kết quả công bố của một đơn vị qua các năm",
    operation_id="public_unit",
)
@decorate_view(until_published_again(all_decisions))
def unit(request: HttpRequest, unit_id: Id) -> list[out.UnitYearOut]:
    """Mỗi năm theo quyết định đang có hiệu lực, năm gần nhất trước. Không cần đăng nhập."""
    return [out.unit_year(one) for one in queries.unit(unit_id)]
