"""`caicach dossiers generate`: a synthetic year of dossiers, with known violations planted."""

from __future__ import annotations

from typing import Annotated

import typer

from caicach.cli import django_setup
from caicach.cli.output import MALFORMED, fail, faults_told, print_json, progress, stderr, stdout


def generate(
    count: Annotated[int, typer.Option(min=1, help="Số hồ sơ.")],
    seed: Annotated[int, typer.Option(min=0, help="Hạt giống: cùng hạt giống thì cùng hồ sơ.")] = 2026,
    plant: Annotated[
        str, typer.Option(help="Vi phạm phải có, mỗi mã đúng chừng ấy: V1=12,V3=5 (V1 đến V12).")
    ] = "",
    year: Annotated[
        int | None, typer.Option(min=2020, max=2100, help="Năm; mặc định năm nay, nửa đầu năm thì năm trước.")
    ] = None,
    units: Annotated[int, typer.Option(min=1, max=4000, help="Số quầy tiếp nhận, nhiều nhất.")] = 10,
    among_real: Annotated[
        bool, typer.Option("--among-real", help="Chấp nhận đứng lẫn với hồ sơ thật.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="In dạng JSON, kèm mã của từng hồ sơ bị gài.")
    ] = False,
) -> None:
    """Sinh một năm hồ sơ minh họa như thật theo mùa, theo đơn vị, theo thủ tục. Chạy lại không nhân đôi."""
    django_setup.setup_with_database(fresh=True)
    from caicach.apps.dossiers.synthetic.generating import Asked, generation, year_to_tell
    from caicach.apps.dossiers.synthetic.lives import Unplantable, read_plants
    from caicach.platform import clock
    from caicach.platform.access import Scope

    try:
        asked = Asked(count, seed, year or year_to_tell(clock.today()), units, read_plants(plant))
        with faults_told(MALFORMED), progress() as bar:
            task = bar.add_task("Sinh hồ sơ", total=count)
            run = generation(Scope.system("caicach dossiers generate"), asked, among_real=among_real)
            for passed in run.run():
                bar.advance(task, passed)
    except Unplantable as fault:
        fail(
            f"{fault.words.vi[:1].upper()}{fault.words.vi[1:]}.",
            "Xem: caicach dossiers generate --help",
            MALFORMED,
        )
    if as_json:
        print_json(
            {
                "written": run.written,
                "already_there": run.there,
                "planted": [{"code": code, "dossier": dossier} for code, dossier in run.planted],
            }
        )
        return
    stdout.print(f"Đã ghi {run.written} hồ sơ; đã có từ trước {run.there}.", highlight=False)
    if run.planted:
        stderr.print(f"Có {len(run.planted)} vi phạm được gài; thêm --json để xem mã hồ sơ.", highlight=False)
