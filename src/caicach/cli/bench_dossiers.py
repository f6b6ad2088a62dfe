"""`caicach bench dossiers`: lists of millions of dossiers for every role, and fifty officers who receive at once.

On a database of its own: SQLite in a folder that is kept with `--keep` and used again, or the PostgreSQL that DATABASE_URL
names. Administrators hold no permission to read dossiers (they name citizens), so that a unit's officer is compared with whoever
reads the whole locality.
"""

from __future__ import annotations

import logging
import os
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from caicach.cli import django_setup
from caicach.cli.output import fail, print_json, progress, stdout

MOST_QUERIES, MOST_MS = 12, 200
WARM_UP = 2
UNITS_FOR_MILLION = 30


def dossiers(
    count: Annotated[int, typer.Option(min=1_000, help="Số hồ sơ.")] = 5_000_000,
    runs: Annotated[int, typer.Option(min=20, help="Số lần mở mỗi danh sách.")] = 40,
    officers: Annotated[int, typer.Option(min=2, help="Số người cùng tiếp nhận.")] = 50,
    each: Annotated[int, typer.Option(min=1, help="Số hồ sơ mỗi người tiếp nhận.")] = 5,
    keep: Annotated[Path | None, typer.Option(help="Thư mục giữ cơ sở dữ liệu để đo lại.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Mở từng danh sách hồ sơ theo từng vai trò: truy vấn, p95; rồi nhiều người cùng tiếp nhận: không mất, không trùng mã."""
    with tempfile.TemporaryDirectory(prefix="caicach-bench-", ignore_cleanup_errors=True) as folder:
        home = keep.expanduser().absolute() if keep else Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        os.environ["CAICACH_HOME"] = str(home)
        os.environ.setdefault("CAICACH_SECRET_KEY", os.urandom(32).hex())
        django_setup.setup()
        from django.conf import settings
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        settings.ALLOWED_HOSTS = ["testserver"]
        logging.disable(logging.INFO)
        made = _made(count)
        report = {**made, "lists": _lists(runs), "receiving": _receiving(officers, each)}
        report["ratio"] = _ratio(report["lists"])
    print_json(report) if as_json else _show(report)
    if faults := _faults(report):
        fail("; ".join(faults))


def _made(count: int) -> dict[str, Any]:
    """The dossiers, made unless they are there."""
    from django.db import connection, transaction

    from caicach.apps.dossiers.models import Dossier
    from caicach.apps.dossiers.synthetic.ground import counters
    from caicach.apps.dossiers.synthetic.mass import Mass, has_indexes
    from caicach.apps.units.queries import ids_of
    from caicach.platform import clock
    from caicach.platform.access import Scope

    started = time.monotonic()
    if not has_indexes() or Dossier.objects.count() < count:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA cache_size = -1000000")
        units = max(2, count * UNITS_FOR_MILLION // 1_000_000)
        with transaction.atomic():
            found = counters(Scope.system("bench"), units, units)
        mass = Mass(count, 1, clock.today().year, found, ids_of(found[0].unit.path)[0])
        with progress() as bar:
            task = bar.add_task("Đang tạo hồ sơ", total=count)
            for passed in mass.make():
                bar.advance(task, passed)
    return {
        "database": connection.vendor,
        "dossiers": Dossier.objects.count(),
        "made_in_s": round(time.monotonic() - started, 1),
    }


def _readers() -> dict[str, tuple[Any, bool]]:
    """Somebody of each role that reads dossiers, and whether he reads the whole locality."""
    from caicach.apps.dossiers.models import Dossier
    from caicach.apps.units.actions import PostData, assign_post
    from caicach.apps.units.models import Post, Unit
    from caicach.platform import clock
    from caicach.platform.access import Permission, Role, Scope
    from caicach.platform.access.roles import GRANTS, LOCALITY_WIDE
    from caicach.platform.accounts.models import User

    some = Dossier.objects.order_by("pk")[:1].get()
    scope = Scope.system("bench", clock.today())
    found: dict[str, tuple[Any, bool]] = {}
    for role in (role for role in Role if Permission.DOSSIERS_READ in GRANTS[role]):
        wide = role in LOCALITY_WIDE
        post = Post.objects.filter(role=role, unit_id__in=[some.unit_id, some.locality_id]).first()
        if post is None:
            unit = Unit.objects.get(pk=some.locality_id if wide else some.unit_id)
            user = User.objects.create(username=f"do.{role.value}", display_name=f"Mẫu {role.label}")
            post = assign_post(scope, PostData(user.pk, unit.pk, role, unit.valid_from))
        found[role.label] = (post.user, wide)
    return found


def _questions() -> Iterator[tuple[str, dict[str, str]]]:
    """Every list, narrowed in the ways that people narrow them."""
    from caicach.apps.dossiers.models import Dossier
    from caicach.apps.dossiers.queries.lists import KINDS, Mark, Order, View

    for view, kind in KINDS.items():
        yield str(kind.title), {"xem": view.value}
    some = Dossier.objects.select_related("applicant").order_by("pk")[:1].get()
    late = Dossier.objects.order_by("-pk")[:1].get()
    middle = Dossier.objects.filter(pk__gte=(some.pk + late.pk) // 2).order_by("pk")[:1].get()
    every = {"xem": View.ALL.value}
    yield "Tất cả, một lĩnh vực", {**every, "linh_vuc": str(late.field_id)}
    yield "Tất cả, nộp bưu chính", {**every, "kenh": "3"}
    yield "Đã trả, lâu nhất trước", {"xem": View.RETURNED.value, "xep": "nop"}
    yield (
        "Tất cả, một tuần",
        {**every, "tu": f"{some.submitted_at:%d/%m/%Y}", "den": f"{some.submitted_at:%d/%m/%Y}"},
    )
    yield "Trang giữa danh sách", {**every, "sau": str(Mark.of(middle, Order.NEWEST))}
    yield "Tìm mã hồ sơ", {**every, "q": some.code}
    yield "Tìm số định danh", {**every, "q": some.applicant.number}
    yield "Tìm điện thoại", {**every, "q": some.applicant.phone}
    yield "Tìm họ tên", {**every, "q": some.applicant.name}


def _lists(runs: int) -> list[dict[str, Any]]:
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    address, questions = reverse("dossiers:list"), list(_questions())
    report = []
    readers = _readers()
    with progress() as bar:
        task = bar.add_task("Đang mở danh sách", total=len(readers) * len(questions))
        for role, (user, wide) in readers.items():
            client = Client()
            client.force_login(user)
            for name, asked in questions:
                counted: list[str] = []

                def count(execute: Any, sql: str, *rest: Any, counted: list[str] = counted) -> Any:
                    counted.append(sql)
                    return execute(sql, *rest)

                with connection.execute_wrapper(count):
                    client.get(address, asked)
                for _ in range(WARM_UP):
                    client.get(address, asked)
                taken = []
                for _ in range(runs):
                    started = time.perf_counter()
                    response = client.get(address, asked)
                    taken.append((time.perf_counter() - started) * 1000)
                    assert response.status_code == 200, asked
                bar.advance(task)
                report.append(
                    {
                        "role": role,
                        "whole_locality": wide,
                        "list": name,
                        "queries": len(counted),
                        "median_ms": round(statistics.median(taken), 1),
                        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 1),
                    }
                )
    return report


def _ratio(report: list[dict[str, Any]]) -> float:
    """The slowest median of an officer of a unit in relation to that of a reader of the whole locality, list by list."""
    wide: dict[str, list[float]] = defaultdict(list)
    own: dict[str, list[float]] = defaultdict(list)
    for row in report:
        (wide if row["whole_locality"] else own)[row["list"]].append(row["median_ms"])
    ratios = [
        statistics.median(own[name]) / statistics.median(wide[name]) for name in wide.keys() & own.keys()
    ]
    return round(statistics.median(ratios), 2)


def _receiving(officers: int, each: int) -> dict[str, Any]:
    """Officers of one counter receive at the same moment, each through his own connection."""
    from django.db import connections

    from caicach.apps.dossiers.actions import intake
    from caicach.apps.dossiers.actions.papers import PaperIn
    from caicach.apps.dossiers.actions.people import Person
    from caicach.apps.dossiers.models import BookEntry, Dossier, Slip
    from caicach.apps.dossiers.synthetic.lives import person
    from caicach.apps.procedures.models import Version
    from caicach.apps.units.actions import PostData, assign_post
    from caicach.apps.units.models import Unit
    from caicach.platform import clock
    from caicach.platform.access import Role, Scope
    from caicach.platform.access.loading import scope_of
    from caicach.platform.accounts.models import User

    some = Dossier.objects.order_by("pk")[:1].get()
    unit = Unit.objects.get(pk=some.unit_id)
    version = (
        Version.objects.filter(
            procedure__locality_id=some.locality_id, valid_to=None, limit_kind="working_days"
        )
        .order_by("pk")[:1]
        .get()
    )
    papers = [PaperIn(paper.pk) for paper in version.papers.filter(required=True)]
    system = Scope.system("bench", clock.today())
    scopes = []
    for number in range(officers):
        user, made = User.objects.get_or_create(
            username=f"do.tiep-nhan.{number}", defaults={"display_name": f"Công chức Mẫu {number + 1}"}
        )
        if made:
            assign_post(system, PostData(user.pk, unit.pk, Role.ONE_STOP_OFFICER, unit.valid_from))
        scopes.append(scope_of(user))
    before = Dossier.objects.order_by("-pk").values_list("pk", flat=True)[0]
    begun = threading.Barrier(officers)
    told: list[tuple[int, str, str]] = []
    faults: list[str] = []
    taken: list[float] = []

    def work(number: int) -> None:
        try:
            begun.wait()
            for turn in range(each):
                one = person(5_500_000 + number * 1_000 + turn)
                started = time.perf_counter()
                received = intake.receive(
                    scopes[number],
                    intake.Intake(
                        unit_id=unit.pk,
                        version_id=version.pk,
                        person=Person(one.name, one.number, birth_date=one.birth_date),
                        papers=papers,
                    ),
                )
                taken.append((time.perf_counter() - started) * 1000)
                told.append((received.pk, received.code, received.receipt_number))
        except Exception as fault:  # whatever it is, it is a finding
            faults.append(f"{type(fault).__name__}: {fault}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(officers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    stored = {
        (one.pk, one.code, one.receipt_number)
        for one in Dossier.objects.filter(pk__gt=before).only("code", "receipt_number")
    }
    ids = {pk for pk, _, _ in stored}
    return {
        "officers": officers,
        "received": len(told),
        "wanted": officers * each,
        "stored": len(stored),
        "lost": len(set(told) - stored),
        "doubled": len(stored) - len(set(told)),
        "codes": len({code for _, code, _ in stored}),
        "receipts": Slip.objects.filter(dossier_id__in=ids).values("number").distinct().count(),
        "book_lines": BookEntry.objects.filter(dossier_id__in=ids).values("number").distinct().count(),
        "errors": faults[:10],
        "a_second": round(len(told) / seconds, 1),
        "median_ms": round(statistics.median(taken), 1) if taken else None,
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 1) if len(taken) > 1 else None,
    }


def _faults(report: dict[str, Any]) -> list[str]:
    """What does not reach the figures that the issue names."""
    faults = []
    if slow := [row for row in report["lists"] if row["p95_ms"] > MOST_MS]:
        faults.append(f"{len(slow)} danh sách có p95 quá {MOST_MS} ms")
    if [row for row in report["lists"] if row["queries"] > MOST_QUERIES]:
        faults.append(f"Có danh sách quá {MOST_QUERIES} truy vấn")
    got = report["receiving"]
    if got["lost"] or got["doubled"] or got["errors"] or got["codes"] != got["wanted"]:
        faults.append("Tiếp nhận đồng thời bị mất, bị lặp, trùng mã hoặc báo lỗi")
    return faults


def _show(report: dict[str, Any]) -> None:
    title = f"{report['dossiers']} hồ sơ ({report['database']}, tạo trong {report['made_in_s']} giây)"
    table = Table(title=title, title_justify="left")
    for name in ("Vai trò", "Danh sách", "Truy vấn", "Trung vị (ms)", "p95 (ms)"):
        table.add_column(name, justify="left" if name in ("Vai trò", "Danh sách") else "right")
    for row in report["lists"]:
        table.add_row(
            row["role"], row["list"], str(row["queries"]), f"{row['median_ms']}", f"{row['p95_ms']}"
        )
    stdout.print(table)
    stdout.print(
        f"Người của một đơn vị so với người đọc cả địa phương: {report['ratio']}× "
        "(quản trị hệ thống không có quyền xem hồ sơ vì hồ sơ có dữ liệu cá nhân).",
        highlight=False,
    )
    got = report["receiving"]
    stdout.print(
        f"{got['officers']} người cùng tiếp nhận {got['wanted']} hồ sơ: lưu {got['stored']}, mất {got['lost']}, "
        f"lặp {got['doubled']}, {got['codes']} mã khác nhau, {got['a_second']} hồ sơ/giây, "
        f"trung vị {got['median_ms']} ms, p95 {got['p95_ms']} ms.",
        highlight=False,
    )
    for line in got["errors"]:
        stdout.print(f"  {line}", highlight=False, markup=False)
