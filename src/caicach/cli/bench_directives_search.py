"""The part of `caicach bench directives` that searches: a first thousand texts, then all of them, the same questions to both."""

from __future__ import annotations

import random
import statistics
import time
from itertools import islice
from typing import Any

from caicach.cli.bench_texts import texts as made_up
from caicach.cli.output import fail, progress

FIRST = 1000
_LENGTH = 250
"""Words of a text: what Vietnamese offices say on the better half of a page."""
_KIND = "đo"
_BATCH = 500
_SEED = 6
# Common words, rare ones, words side by side, with and without marks, beginnings, numbers, nothing to be found.
QUESTIONS = (
    "cải cách hành chính", "cai cach hanh chinh", "ủy ban nhân dân", "uy ban nhan dan tinh", "báo cáo kết quả thực hiện",
    "của các", "và", "thực hiện", "“cải cách hành chính”", "“ủy ban nhân dân tỉnh”", "“nhân dân các xã”",
    "thủ tục hành chính năm", "dịch vụ công trực tuyến", "dich vu cong truc tuyen", "chuyển đổi số", "123/KH-UBND",
    "4567/kh-ubnd", "cải các*", "thu tuc hanh ch*", "th*", "không có ở đâu xyzzy", "xyzzy", "đô thị", "an toàn giao thông",
    "“công khai minh bạch”", "khiếu nại tố cáo", "phòng cháy chữa cháy", "trách nhiệm người đứng đầu cơ quan đơn vị",
)  # fmt: skip


def measured_search(texts: int, runs: int) -> dict[str, Any]:
    """Times of the first page of each question, asked with a scope of half of the texts, in milliseconds."""
    from django.core.management import call_command
    from django.db import connection

    from caicach.cli import migrations
    from caicach.platform.fulltext.models import Entry

    if problem := migrations.unreachable():
        fail(f"Không kết nối được cơ sở dữ liệu: {problem}", "Hãy kiểm tra DATABASE_URL.")
    call_command("migrate", verbosity=0)
    if Entry.objects.exists():
        fail(
            "Cơ sở dữ liệu này đã có dữ liệu, nên không đo ở đây.",
            "Hãy bỏ DATABASE_URL, hoặc trỏ đến một cơ sở dữ liệu trống.",
        )
    source = made_up(random.Random(_SEED), texts, _LENGTH)
    with progress() as bar:
        task = bar.add_task("Đang lập chỉ mục", total=texts)
        _index(source, 0, FIRST)
        few = _asked(runs)
        taken = 0.0
        for start in range(FIRST, texts, _BATCH):
            taken += _index(source, start, min(_BATCH, texts - start))
            bar.update(task, completed=start)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE fulltext_entry")  # as autovacuum does some minutes later
    all_ = _asked(runs)
    p95 = {
        name: _p95([one for times in found.values() for one in times])
        for name, found in (("few", few), ("all", all_))
    }
    slowest = max(all_, key=lambda words: max(all_[words]))
    return {
        "database": connection.vendor,
        "texts": texts,
        "first": FIRST,
        "median_ms": round(statistics.median(one for times in all_.values() for one in times), 1),
        "p95_ms": round(p95["all"], 1),
        "p95_ratio": round(p95["all"] / p95["few"], 1),
        "slowest": slowest,
        "slowest_ms": round(max(all_[slowest]), 1),
        "index_ms": round(taken / max(texts - FIRST, 1) * 1000, 2),
    }


def _index(source: Any, start: int, count: int) -> float:
    """Seconds that it took to index the next texts; making them up is not counted."""
    from caicach.platform.fulltext.actions import Text, index_all

    batch = [Text(start + at, title, text) for at, (title, text) in enumerate(islice(source, count), 1)]
    started = time.perf_counter()
    index_all(_KIND, batch, number=start // _BATCH % 2)
    return time.perf_counter() - started


def _asked(runs: int) -> dict[str, list[float]]:
    """Milliseconds of each question; the first round warms up and is not counted."""
    from caicach.platform.fulltext.models import Entry
    from caicach.platform.fulltext.queries import Question, search

    half = Entry.objects.filter(kind=_KIND, round=0).values("object_id")
    taken: dict[str, list[float]] = {words: [] for words in QUESTIONS}
    for number in range(runs + 1):
        for words in QUESTIONS:
            started = time.perf_counter()
            search(Question(words, _KIND, half))
            if number:
                taken[words].append((time.perf_counter() - started) * 1000)
    return taken


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
