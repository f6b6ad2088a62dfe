"""A catalog that Django does not read would be complete and still never shown."""

from pathlib import Path

from django.apps import apps
from django.conf import settings

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "caicach"


def test_django_reads_every_folder_of_translations() -> None:
    read = {*map(Path, settings.LOCALE_PATHS), *(Path(app.path, "locale") for app in apps.get_app_configs())}
    assert {path for path in PACKAGE.glob("**/locale") if any(path.rglob("*.po"))} <= read


def test_the_build_has_compiled_every_catalog() -> None:
    stale = [
        str(po.relative_to(PACKAGE))
        for po in PACKAGE.glob("**/*.po")
        if not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
    ]
    assert not stale, "make install compiles them"
