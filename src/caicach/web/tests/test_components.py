"""The tags: what they print, and that nothing inline slips in."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.forms import widgets
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from pytest_django.asserts import assertHTMLEqual

from caicach.platform import clock
from caicach.web import fields, query_string
from caicach.web.templatetags.web import plain


def rendered(source: str, query: str = "", **context: Any) -> str:
    request = RequestFactory().get(f"/chi-so/2026/{query}")
    return Template("{% load web %}" + source).render(Context({"request": request, **context}))


class PlanForm(forms.Form):
    signed = forms.DateField(label="Ngày ký", help_text="dd/MM/yyyy")
    note = forms.CharField(label="Ghi chú", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Đồng ý", required=False)


class TestQuery:
    def test_keys_are_replaced_and_removed(self) -> None:
        assert rendered("{% qs page=3 block=None %}", "?block=xa&q=hy") == "?q=hy&amp;page=3"

    def test_hidden_fields_leave_some_out(self) -> None:
        html = rendered('{% qs_hidden "page" %}', "?block=xa&page=2")
        assert html == '<input type="hidden" name="block" value="xa">\n'.strip("\n") + "\n"

    def test_downloads_get_what_is_seen(self) -> None:
        html = rendered(
            '{% table_toolbar count=3321 noun="đơn vị" xlsx="/tai/xlsx/?a=1" %}', "?block=xa&page=2"
        )
        assert 'href="/tai/xlsx/?a=1&amp;block=xa"' in html
        assert plain(html).startswith("3.321 đơn vị")

    @pytest.mark.parametrize(
        ("asked", "order", "following"),
        [
            ("", "descending", "points"),
            ("?sort=points", "ascending", "-points"),
            ("?sort=name", "", "-points"),
        ],
    )
    def test_a_head_sorts_the_other_way_the_second_time(self, asked: str, order: str, following: str) -> None:
        html = rendered('{% sort_header "points" "Điểm" numeric=True default="desc" %}', asked)
        assert f'href="?sort={following}"' in html
        assert (f'aria-sort="{order}"' in html) == bool(order)

    def test_sorting_leads_back_to_the_first_page(self) -> None:
        assert query_string.changed(QueryDict("sort=a&page=4"), {"sort": "-a", "page": None}) == "?sort=-a"

    def test_pages_keep_the_filter(self) -> None:
        html = rendered("{% pagination page %}", "?block=xa", page=Paginator(range(168), 20).page(2))
        assert 'href="?block=xa&amp;page=3" rel="next"' in html
        assert "21–40 trong 168" in plain(html)

    def test_one_page_needs_no_pages(self) -> None:
        assert rendered("{% pagination page %}", page=Paginator(range(3), 20).page(1)) == ""


class TestForms:
    def test_a_field_is_tied_to_its_help_and_its_fault(self) -> None:
        html = rendered("{% field form.signed %}", form=PlanForm({"signed": "31/02/2026"}))
        assert 'aria-describedby="id_signed-help id_signed-error"' in html
        assert 'aria-invalid="true"' in html
        assert "form-control is-invalid" in html
        assert 'id="id_signed-error"' in html

    def test_only_what_may_be_left_out_says_so(self) -> None:
        form = PlanForm()
        assert "không bắt buộc" in rendered("{% field form.note %}", form=form)
        assert "không bắt buộc" not in rendered("{% field form.signed %}", form=form)

    def test_choices_are_a_group_with_a_legend(self) -> None:
        html = rendered("{% field form.kind %}", form=PlanForm())
        assert "<legend>Loại" in html
        assert html.count('class="form-check-input"') == 2

    def test_the_label_of_a_box_stands_beside_it(self) -> None:
        html = rendered("{% field form.agreed %}", form=PlanForm())
        assert html.index("form-check-input") < html.index("Đồng ý")

    def test_the_summary_links_each_fault_to_its_field(self) -> None:
        html = rendered("{% error_summary form %}", form=PlanForm({"signed": "", "kind": "x"}))
        assert "Có 2 chỗ cần sửa" in html
        assert 'href="#id_signed"' in html
        assert 'href="#id_kind_0"' in html
        assert rendered("{% error_summary form %}", form=PlanForm()) == ""


class TestCharts:
    def test_the_data_travel_as_json_and_a_gap_stays_a_gap(self) -> None:
        data = {"rows": [{"label": "Xã A", "value": Decimal("88.2")}, {"label": "Xã B", "value": None}]}
        html = rendered('{% chart "bars" "c" data caption="Xã A đứng đầu." %}', data=data)
        found = re.search(r'<script id="c-data" type="application/json">(.*?)</script>', html)
        assert found
        assert json.loads(found.group(1))["rows"] == [
            {"label": "Xã A", "value": 88.2}, {"label": "Xã B", "value": None},
        ]  # fmt: skip
        assert 'data-chart="bars" data-source="c-data"' in html

    def test_names_cannot_break_out_of_the_data(self) -> None:
        html = rendered('{% chart "bars" "c" data %}', data={"rows": [{"label": "</script><b>", "value": 1}]})
        assert "</script><b>" not in html

    def test_an_unknown_kind_is_refused(self) -> None:
        with pytest.raises(TemplateSyntaxError, match="pie"):
            rendered('{% chart "pie" "c" data %}', data={})


class TestSmall:
    def test_a_status_is_icon_word_and_colour(self) -> None:
        html = rendered('{% chip "late" "quá hạn" %}')
        assert "cc-chip-late" in html
        assert "#alert-triangle" in html
        assert plain(html) == "quá hạn"

    def test_texts_are_escaped(self) -> None:
        html = rendered(
            '{% chip "late" text title=text %}{% crumb text "/" %}{% why_link "/" label=text %}', text='<b>"'
        )
        assert "<b>" not in html
        assert '"<' not in html

    def test_the_explanation_is_a_plain_link_too(self) -> None:
        html = rendered('{% why_link "/vi-sao/1.1.3/" label="3,88 điểm" %}')
        assert 'href="/vi-sao/1.1.3/" data-drawer' in html
        assert plain(html) == "Vì sao? 3,88 điểm"

    def test_a_due_chip_without_a_date_is_a_dash(self) -> None:
        assert plain(rendered("{% due_chip day %}", day=None)) == "—"
        late = rendered("{% due_chip day %}", day=clock.today() - dt.timedelta(1))
        assert "cc-chip-late" in late

    def test_blocks_take_their_contents(self) -> None:
        html = rendered('{% notice "late" title="Quá hạn." %}<p>Báo cáo</p>{% endnotice %}')
        assert "<p>Báo cáo</p>" in html
        html = rendered('{% section "Lĩnh vực" id="lv" count=8 %}x{% endsection %}')
        assert 'id="lv"' in html
        assert plain(html) == "Lĩnh vực8x"

    def test_tabs_take_tuples_and_mappings(self) -> None:
        items = [("Tổng quan", "/a/", True), {"label": "Điểm mất", "url": "/b/", "active": False, "count": 3}]
        html = rendered("{% tabs items %}", items=items)
        assert html.count("aria-current") == 1
        assert "Điểm mất 3" in plain(html)

    def test_missing_values_are_dashes(self) -> None:
        html = rendered("{% definitions rows %}", rows=[("Căn cứ", None), ("Khối", "Xã", "/xa/")])
        assert plain(html) == "Căn cứ—KhốiXã"


@pytest.mark.parametrize("value", [None, "", "2", 2, "no such choice", '"><script>'])
def test_a_plain_select_is_the_one_that_django_draws(value: object) -> None:
    choices = [("", "Tất cả"), (1, "Hộ tịch & chứng thực"), (2, '<b>Đất "đai"</b>')]
    attrs = {"class": "form-select", "aria-describedby": "x"}
    plain, usual = (kind(attrs=attrs, choices=choices) for kind in (fields.PlainSelect, widgets.Select))
    assertHTMLEqual(
        plain.render("linh_vuc", value, {"id": "f"}), usual.render("linh_vuc", value, {"id": "f"})
    )
