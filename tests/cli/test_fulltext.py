"""`caicach fulltext rebuild`: all kinds or one, and a kind that nobody knows."""

from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from caicach.cli import app
from caicach.platform.fulltext import sources
from caicach.platform.fulltext.actions import Text
from caicach.platform.fulltext.queries import Question, search

KIND = "thử-lệnh"
runner = CliRunner()


@pytest.fixture(autouse=True)
def source() -> Iterator[None]:
    sources.register(
        KIND, lambda after, limit: [Text(1, "Chỉ thị", "cải cách hành chính")] if after < 1 else []
    )
    yield
    sources._sources.pop(KIND)


@pytest.mark.django_db
def test_texts_are_found_after_the_index_was_built_again() -> None:
    result = runner.invoke(app, ["fulltext", "rebuild", "--kind", KIND])
    assert result.exit_code == 0, (result.output, result.exception)
    assert f"{KIND}: 1 văn bản." in result.stdout
    assert [hit.id for hit in search(Question("cai cach", KIND)).hits] == [1]
    assert runner.invoke(app, ["fulltext", "rebuild"]).exit_code == 0


@pytest.mark.django_db
def test_a_kind_that_nobody_knows_is_told_with_those_there_are() -> None:
    result = runner.invoke(app, ["fulltext", "rebuild", "--kind", "khác"])
    assert result.exit_code == 2
    assert KIND in result.stderr
