"""`caicach deadline`: the contract of its JSON, each kind of limit, what it refuses."""

import json

import pytest
from typer.testing import CliRunner

from caicach.cli.deadline import app


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def answer(*arguments: str) -> dict:
    code, output = run(*arguments, "--json")
    assert code == 0, output
    return json.loads(output)


def test_json_has_the_due_moment_and_every_day_with_its_reason() -> None:
    found = answer("--received", "2026-02-13T16:10", "--days", "3")
    assert set(found) == {"due", "due_date", "steps"}
    assert (found["due"], found["due_date"]) == ("2026-02-25T17:00:00+07:00", "2026-02-25")
    assert all(set(step) == {"date", "counted", "why"} for step in found["steps"])
    assert [step["date"] for step in found["steps"] if step["counted"]] == [
        "2026-02-23",
        "2026-02-24",
        "2026-02-25",
    ]
    assert found["steps"][0] == {"date": "2026-02-13", "counted": False, "why": "ngày tiếp nhận; không tính"}


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (("--received", "2026-02-13T16:10", "--hours", "2"), "2026-02-23T08:40:00+07:00"),
        (("--received", "2026-02-13T16:10", "--calendar-days", "8"), "2026-02-23T17:00:00+07:00"),
        (
            ("--received", "2026-11-16T08:00", "--days", "1", "--unit-hours", "07:00-11:30,13:00-16:30"),
            "2026-11-17T16:30:00+07:00",
        ),
        (("--received", "2026-11-16T03:00:00+00:00", "--hours", "1"), "2026-11-16T11:00:00+07:00"),
        (("--received", "2026-11-16T03:00:00Z", "--hours", "1"), "2026-11-16T11:00:00+07:00"),
        (("--received", "2026-11-16T08:00", "--days", "0,5"), "2026-11-16T13:45:00+07:00"),
        (("--received", "2026-11-16", "--days", "3"), "2026-11-19T17:00:00+07:00"),
        (
            ("--received", "2026-11-16T08:00", "--days", "1", "--unit-hours", "7h30-11h30,13h-16h30"),
            "2026-11-17T16:30:00+07:00",
        ),
        (("--received", "2026-11-16T08:00:00.9", "--hours", "0,333"), "2026-11-16T08:19:59+07:00"),
    ],
)
def test_each_kind_of_limit(arguments: tuple[str, ...], due: str) -> None:
    assert answer(*arguments)["due"] == due


def test_for_people_it_tells_a_sentence_and_the_days() -> None:
    code, output = run("--received", "2026-12-30T16:10", "--days", "3")
    assert code == 0
    assert "Hạn trả: 17:00 ngày 05/01/2027" in output
    assert "tạm tính" in output
    assert "01/01/2027" in output


def test_a_provisional_date_says_so_in_json_too() -> None:
    last = answer("--received", "2026-12-30T16:10", "--days", "3")["steps"][-1]
    assert (last["date"], last["counted"]) == ("2027-01-05", True)
    assert "chưa có văn bản về lịch nghỉ năm 2027" in last["why"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Thiếu --received"),
        (("--received", "hôm qua", "--days", "3"), "không phải ngày giờ"),
        (("--received", "2026-02-30T10:00", "--days", "3"), "không phải ngày giờ"),
        (("--received", "2026-02-13T16:10"), "đúng một trong"),
        (("--received", "2026-02-13T16:10", "--days", "3", "--hours", "2"), "đúng một trong"),
        (("--received", "2026-02-13T16:10", "--days", "0"), "lớn hơn 0"),
        (("--received", "2026-02-13T16:10", "--days", "-1"), "lớn hơn 0"),
        (("--received", "2026-02-13T16:10", "--days", "ba"), "không phải là số"),
        (("--received", "2026-02-13T16:10", "--days", "NaN"), "không phải là số"),
        (("--received", "2026-02-13T16:10", "--days", "1_0"), "không phải là số"),
        (("--received", "2026-02-13T16:10", "--days", "٣"), "không phải là số"),
        (("--received", "2026-02-13T16:10", "--hours", "0.0001"), "ít nhất 0,01"),
        (("--received", "2026-02-13", "--hours", "4"), "cần cả giờ tiếp nhận"),
        (("--received", "2026-02-13", "--days", "0.5"), "cần cả giờ tiếp nhận"),
        (("--received", "13/02/2026 16:10", "--days", "3"), "không phải ngày giờ"),
        (("--received", "0001-01-01T00:00+14:00", "--days", "3"), "không phải ngày giờ"),
        (("--received", "9999-12-31T23:00-12:00", "--days", "3"), "không phải ngày giờ"),
        (("--received", "2026-02-13T16:10", "--days", "99999999"), "không quá"),
        (("--received", "2026-02-13T16:10", "--calendar-days", "1.5"), "số nguyên"),
        (("--received", "2026-02-13T16:10", "--days", "3", "--unit-hours", "sáng"), "không hiểu giờ"),
        (
            ("--received", "2026-02-13T16:10", "--days", "3", "--unit-hours", "11:30-07:30"),
            "trước khi kết thúc",
        ),
        (("--received", "2026-02-13T16:10", "--days", "3", "--unit-hours", ""), "chưa có giờ làm việc"),
        (("--received", "9999-12-30T08:00", "--days", "3"), "lịch nghỉ của năm 9999"),
        (("--received", "0001-01-01T08:00", "--hours", "3"), "lịch nghỉ của năm 1"),
    ],
)
def test_what_cannot_be_read_is_told_and_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    code, output = run(*arguments)
    assert code == 2, output
    assert said in " ".join(output.split())
