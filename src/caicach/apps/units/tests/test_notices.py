"""Numbered notices, and the question who answers for a criterion on a day."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.apps.units import actions, queries
from caicach.apps.units.models import Post, Responsibility, ResponsibilityNotice
from caicach.apps.units.tests.conftest import SYSTEM, TODAY, Locality, give_post, make_user
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

D = dt.date
Row = actions.Assignment


def issue(locality: Locality, *rows: actions.Assignment, **fields: object) -> ResponsibilityNotice:
    given = {
        "unit_id": locality.commune.pk,
        "number": "12/TB-UBND",
        "date": D(2026, 1, 5),
        "valid_from": D(2026, 1, 5),
    }
    data = actions.NoticeData(**(given | fields), assignments=rows)
    return actions.issue_notice(locality.scope(locality.focal), data)


class TestIssue:
    def test_a_notice_with_its_rows_is_entered_and_recorded(self, locality: Locality) -> None:
        notice = issue(
            locality, Row("3.3.", locality.division.pk, locality.assignee.pk), Row("1", locality.economy.pk)
        )
        rows = queries.assignments(SYSTEM, notice.pk)
        assert [(row.node_code, row.subject, row.part) for row in rows] == [
            ("3.3", "commune", "lead"),
            ("1", "commune", "lead"),
        ]
        entry = Entry.objects.get(action="notice.issued")
        assert entry.values_after["assignments"][0]["person"] == "an.nguyen"

    def test_only_who_may_assign_in_the_unit(self, locality: Locality) -> None:
        data = actions.NoticeData(
            locality.commune.pk, "1/TB", TODAY, TODAY, (Row("1", locality.division.pk),)
        )
        for user in (locality.reader, locality.administrator):
            with pytest.raises(Refused):
                actions.issue_notice(locality.scope(user), data)
        with pytest.raises(NotFound):  # whoever reaches one division only does not learn of the commune
            actions.issue_notice(locality.scope(locality.assignee), data)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"number": " "}, "Thiếu số, ký hiệu"),
            ({"date": D(1206, 1, 5)}, "ngoài khoảng"),
            ({"valid_to": D(2025, 12, 31)}, "sớm hơn ngày bắt đầu"),
            ({"valid_from": D(2024, 1, 1)}, "chỉ hoạt động từ"),
        ],
    )
    def test_number_and_dates_are_mandatory_and_sane(
        self, locality: Locality, fields: dict[str, object], words: str
    ) -> None:
        with pytest.raises(Invalid, match=words):
            issue(locality, Row("1", locality.division.pk), **fields)
        assert not ResponsibilityNotice.objects.exists()

    def test_a_number_is_used_once_a_year(self, locality: Locality) -> None:
        issue(locality, Row("1", locality.division.pk))
        with pytest.raises(Conflict, match="đã có thông báo số 12/TB-UBND"):
            issue(locality, Row("1", locality.division.pk), number="12/tb-ubnd", date=D(2026, 3, 1))
        issue(locality, Row("1", locality.division.pk), date=D(2025, 12, 1), valid_from=D(2025, 12, 1))

    def test_every_faulty_row_is_named_at_once(self, locality: Locality) -> None:
        with pytest.raises(Invalid) as fault:
            issue(
                locality,
                Row("ba chấm ba", locality.division.pk),
                Row("3.3"),
                Row("4", locality.sister.pk),
                Row("5", None, locality.reader.pk),
                Row("6", locality.division.pk, part="chief"),
            )
        assert [problem.split(":")[0] for problem in fault.value.problems] == [
            f"Dòng {n}" for n in range(1, 6)
        ]
        assert "không phải mã tiêu chí" in fault.value.problems[0]
        assert "không thuộc Xã Hy Cương" in fault.value.problems[2]
        assert "không có vị trí công tác" in fault.value.problems[3]
        assert not Responsibility.objects.exists()

    def test_one_lead_for_a_node_and_nobody_twice(self, locality: Locality) -> None:
        with pytest.raises(Invalid) as fault:
            issue(
                locality,
                Row("3", locality.division.pk),
                Row("3", locality.economy.pk),
                Row("3", locality.division.pk),
            )
        assert len(fault.value.problems) == 2
        issue(locality, Row("3", locality.division.pk), Row("3", locality.economy.pk, part="support"))

    def test_a_notice_without_rows_is_refused(self, locality: Locality) -> None:
        with pytest.raises(Invalid, match="chưa có dòng phân công"):
            issue(locality)

    @pytest.mark.parametrize("code", ["3", "3.3.1", "1.10", "II", "II.3", "A-1"])
    def test_printed_codes_are_text(self, code: str) -> None:
        assert actions.node_code(f" {code}. ") == code


class TestWhoAnswers:
    def ask(self, locality: Locality, code: str, on: dt.date = TODAY) -> list[tuple[str, str, str]]:
        found = queries.who_answers(SYSTEM, locality.commune.pk, code, on)
        return [(one.code, one.unit_name, one.person) for one in found]

    def test_the_nearest_node_above_answers(self, locality: Locality) -> None:
        issue(locality, Row("3", locality.economy.pk), Row("3.3", locality.division.pk, locality.assignee.pk))
        assert self.ask(locality, "3.3.1") == [("3.3", "Phòng Văn hóa - Xã hội", "Nguyễn Văn Ân")]
        assert self.ask(locality, "3.4") == [("3", "Phòng Kinh tế", "")]
        assert self.ask(locality, "4.1") == []
        assert self.ask(locality, "33") == []

    def test_the_latest_notice_in_force_answers(self, locality: Locality) -> None:
        issue(locality, Row("3", locality.economy.pk))
        issue(
            locality,
            Row("3", locality.division.pk),
            number="15/TB-UBND",
            date=D(2026, 2, 1),
            valid_from=D(2026, 2, 1),
        )
        assert self.ask(locality, "3.1", D(2026, 1, 20)) == [("3", "Phòng Kinh tế", "")]
        assert self.ask(locality, "3.1", D(2026, 2, 1)) == [("3", "Phòng Văn hóa - Xã hội", "")]

    def test_an_ended_notice_answers_no_longer(self, locality: Locality) -> None:
        notice = issue(locality, Row("3", locality.economy.pk))
        actions.end_notice(locality.scope(locality.focal), notice.pk, D(2026, 1, 31), "Thay thế")
        assert self.ask(locality, "3", D(2026, 1, 31))
        assert self.ask(locality, "3", D(2026, 2, 1)) == []
        with pytest.raises(Conflict):
            actions.end_notice(locality.scope(locality.focal), notice.pk, D(2026, 2, 28), "Thay thế")

    def test_the_lead_comes_before_those_who_support(self, locality: Locality) -> None:
        issue(locality, Row("3", locality.division.pk, part="support"), Row("3", locality.economy.pk))
        found = queries.who_answers(SYSTEM, locality.commune.pk, "3.1.1", TODAY)
        assert [(one.is_lead, one.unit_name) for one in found] == [
            (True, "Phòng Kinh tế"),
            (False, "Phòng Văn hóa - Xã hội"),
        ]

    def test_codes_above_that_the_printed_code_does_not_show(self, locality: Locality) -> None:
        issue(locality, Row("VIII", locality.economy.pk), Row("1", locality.division.pk))
        found = queries.who_answers(SYSTEM, locality.commune.pk, "1.2", TODAY, above=("1", "VIII"))
        assert [one.code for one in found] == ["1"]

    def test_somebody_who_left_is_named_as_gone(self, locality: Locality) -> None:
        issue(locality, Row("3", None, locality.assignee.pk))
        post = Post.objects.get(user=locality.assignee)
        actions.end_post(SYSTEM, post.pk, D(2026, 2, 28), "Chuyển công tác")
        assert queries.who_answers(SYSTEM, locality.commune.pk, "3", D(2026, 2, 28))[0].still_here
        assert not queries.who_answers(SYSTEM, locality.commune.pk, "3", D(2026, 3, 1))[0].still_here

    def test_a_division_that_ended_is_named_as_gone(self, locality: Locality) -> None:
        issue(locality, Row("3", locality.economy.pk))
        actions.end_unit(SYSTEM, locality.economy.pk, D(2026, 2, 28), "Giải thể")
        found = [
            queries.who_answers(SYSTEM, locality.commune.pk, "3", day)[0].still_here
            for day in (D(2026, 2, 28), D(2026, 3, 1))
        ]
        assert found == [True, False]

    def test_it_is_one_query(self, locality: Locality) -> None:
        issue(
            locality,
            Row("3", locality.division.pk, locality.assignee.pk),
            Row("3", locality.economy.pk, part="support"),
        )
        scope = locality.scope(locality.focal)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(queries.who_answers(scope, locality.commune.pk, "3.3.1", TODAY)) == 2
        assert len(asked) == 1

    def test_outside_the_reach_there_is_no_such_unit(self, locality: Locality) -> None:
        person = make_user("xa.khac", "Người Xã Khác")
        give_post(person, locality.sister, Role.FOCAL_OFFICER)
        issue(locality, Row("3", locality.economy.pk))
        with pytest.raises(NotFound):
            queries.who_answers(locality.scope(person), locality.commune.pk, "3", TODAY)
        with pytest.raises(NotFound):
            queries.notice(locality.scope(person), ResponsibilityNotice.objects.get().pk)


def test_notices_of_a_year_are_those_in_force_on_some_day_of_it(locality: Locality) -> None:
    issue(
        locality,
        Row("1", locality.division.pk),
        date=D(2025, 8, 1),
        valid_from=D(2025, 8, 1),
        valid_to=D(2026, 1, 31),
    )
    issue(
        locality, Row("1", locality.division.pk), number="2/TB", date=D(2026, 2, 1), valid_from=D(2026, 2, 1)
    )
    numbers = {year: [one.number for one in queries.notices(SYSTEM, year)] for year in (2025, 2026, 2027)}
    assert numbers == {2025: ["12/TB-UBND"], 2026: ["2/TB", "12/TB-UBND"], 2027: ["2/TB"]}
