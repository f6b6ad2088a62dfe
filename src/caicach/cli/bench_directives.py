"""`caicach bench directives`: how fast directives are read and found, and whether memory stays flat."""

from __future__ import annotations

import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from caicach.cli import django_setup
from caicach.cli.bench_directives_search import measured_search
from caicach.cli.bench_texts import dispatch, write_word
from caicach.cli.output import print_json, progress, stdout

MOST_MS_A_PAGE, MOST_MS_WORD, MOST_MS_SEARCH = 100, 1000, 200
"""What a page of text, a Word file of WORD_PAGES pages and a search (p95) may take."""
WORD_PAGES = 20
_SAMPLE_PAGES = 10
_FILES, _FILE_PAGES = 100, 3
"""Different files of the mass reading; each is read as often as it takes."""
_SEED = 5


def directives(
    documents: Annotated[int, typer.Option(min=100, help="Số tệp Word đọc hàng loạt.")] = 1000,
    texts: Annotated[
        int, typer.Option(min=1000, help="Số văn bản để tìm; 0 văn bản thì không đo được.")
    ] = 100_000,
    runs: Annotated[int, typer.Option(min=1, help="Số lần đo; lấy trung vị.")] = 5,
    workers: Annotated[int, typer.Option(min=1, help="Số tiến trình đọc hàng loạt.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Đọc một trang, một tệp Word 20 trang, 1.000 tệp với bộ nhớ không tăng; tìm trong 100.000 văn bản.

    Chạy trên cơ sở dữ liệu trống của riêng nó: SQLite trong thư mục tạm, hoặc PostgreSQL mà DATABASE_URL trỏ đến.
    """
    with tempfile.TemporaryDirectory(prefix="caicach-bench-", ignore_cleanup_errors=True) as folder:
        os.environ["CAICACH_HOME"] = folder
        os.environ["CAICACH_SECRET_KEY"] = os.urandom(32).hex()
        django_setup.setup()
        report = _one(Path(folder), runs) | _many(Path(folder), documents, workers)
        report["search"] = measured_search(texts, runs)
    report["fast_enough"] = (
        report["page_ms"] < MOST_MS_A_PAGE
        and report["word_ms"] < MOST_MS_WORD
        and report["search"]["p95_ms"] < MOST_MS_SEARCH
    )
    print_json(report) if as_json else _show(report)


def _one(folder: Path, runs: int) -> dict[str, Any]:
    """One text and one file, on one core."""
    from caicach.core.directives.reading import read
    from caicach.core.vietnamese.legacy import convert
    from caicach.platform.readers import read_file

    chance = random.Random(_SEED)
    text = "\n".join(dispatch(chance, _SAMPLE_PAGES))
    path = folder / "mẫu.docx"
    write_word(path, chance, WORD_PAGES, in_vni=True)

    def whole() -> None:
        found = read_file(path, path.name)
        read(found.text, found.tables)

    converting = _median(runs, lambda: convert(text)) / _SAMPLE_PAGES
    reading = _median(runs, lambda: read(text)) / _SAMPLE_PAGES
    word = _median(runs, whole)
    return {
        "page_ms": round(reading * 1000, 2),
        "convert_page_ms": round(converting * 1000, 2),
        "word_ms": round(word * 1000, 1),
        "word_ratio_to_reading_its_text": round(word / (reading * WORD_PAGES), 2),
    }


def _median(runs: int, work: Callable[[], Any]) -> float:
    """Median seconds of one core, so that what else the machine does is not measured."""
    taken = []
    for _run in range(runs):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def _many(folder: Path, documents: int, workers: int) -> dict[str, Any]:
    """Many files on several cores: a file is handed out when a process is free, and only counts come back."""
    paths = [folder / f"{number}.docx" for number in range(_FILES)]
    for number, path in enumerate(paths):
        write_word(path, random.Random(number), _FILE_PAGES, in_vni=bool(number % 2))
    given = [str(paths[number % _FILES]) for number in range(documents)]
    early = late = found = 0
    with multiprocessing.get_context("spawn").Pool(workers, django_setup.setup) as pool, progress() as bar:
        task = bar.add_task("Đang đọc hàng loạt", total=documents)
        list(pool.imap_unordered(_read, given[: workers * 2]))  # the first ones load the libraries
        started = time.monotonic()
        for number, (peak, findings) in enumerate(pool.imap_unordered(_read, given), 1):
            found += findings
            late = max(late, peak)
            early = late if number == 100 else early
            bar.advance(task)
        taken = time.monotonic() - started
    return {
        "documents": documents,
        "workers": workers,
        "documents_seconds": round(taken, 1),
        "documents_ms_each": round(taken / documents * 1000, 1),
        "findings": found,
        "peak_mb_after_100": round(early / 1024, 1),
        "peak_mb_at_the_end": round(late / 1024, 1),
        "peak_ratio": round(late / early, 2),
    }


def _read(path: str) -> tuple[int, int]:
    """The peak of this process's memory so far, in KiB, and how many targets and tasks the file has."""
    import resource

    from caicach.core.directives.reading import read
    from caicach.platform.readers import read_file

    found = read_file(Path(path))
    reading = read(found.text, found.tables)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, len(reading.targets) + len(reading.tasks)


def _show(report: dict[str, Any]) -> None:
    table = Table(title="Đọc và tìm văn bản chỉ đạo", title_justify="left")
    for name in ("Việc", "Kết quả", "Cần đạt"):
        table.add_column(name, justify="left" if name == "Việc" else "right")
    table.add_row("Đọc một trang chữ", f"{report['page_ms']} ms", f"< {MOST_MS_A_PAGE} ms")
    table.add_row("Nhận và chuyển bảng mã một trang", f"{report['convert_page_ms']} ms", "")
    table.add_row(
        f"Tệp Word {WORD_PAGES} trang ({report['word_ratio_to_reading_its_text']}× so với chỉ đọc phần chữ)",
        f"{report['word_ms']} ms",
        f"< {MOST_MS_WORD} ms",
    )
    table.add_row(
        f"{report['documents']} tệp Word, {report['workers']} tiến trình",
        f"{report['documents_seconds']} s, {report['documents_ms_each']} ms mỗi tệp",
        "",
    )
    table.add_row(
        "Bộ nhớ cao nhất của một tiến trình, sau 100 tệp và lúc xong",
        f"{report['peak_mb_after_100']} → {report['peak_mb_at_the_end']} MB ({report['peak_ratio']}×)",
        "không tăng",
    )
    search = report["search"]
    table.add_row(
        f"Tìm trong {search['texts']} văn bản ({search['database']}), p95"
        f" ({search['p95_ratio']}× so với {search['first']} văn bản)",
        f"{search['p95_ms']} ms",
        f"< {MOST_MS_SEARCH} ms",
    )
    table.add_row(
        "   trung vị; chậm nhất",
        f"{search['median_ms']} ms; {search['slowest_ms']} ms: {search['slowest']}",
        "",
    )
    table.add_row("   đưa một văn bản vào chỉ mục", f"{search['index_ms']} ms", "")
    stdout.print(table)
    stdout.print("Đạt." if report["fast_enough"] else "Chưa đạt.", highlight=False)
