"""Refreshes the English catalogs: `make messages`.

The msgids are the Vietnamese texts of the source; the English ones stand in en/LC_MESSAGES/django.po of the
nearest folder `locale` above the file: that of a Django app, or one named in LOCALE_PATHS. Makemessages of
Django collects the msgids (it needs GNU gettext); translations that are still used are kept, unused ones
dropped, nothing is guessed from similar texts.
"""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from steps import ROOT

PACKAGE = ROOT / "src" / "caicach"
CATALOG = Path("en", "LC_MESSAGES", "django.po")
HEADER = """\
# English texts of {place}. The msgids are the Vietnamese texts of the source; refresh with `make messages`.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def main() -> int:
    untranslated = 0
    for folder, template in sorted(collect().items()):
        lacking = fill(template, known=read(PACKAGE / folder / CATALOG))
        write(template, folder)
        untranslated += len(lacking)
        print(f"{folder / CATALOG}: {len(template)} texts, {len(lacking)} without English")
        for message in lacking:
            places = sorted({place for place, _ in message.locations})
            print(f"    {first(message.id)!r}  ({', '.join(places)})")
    return 1 if untranslated else 0


def collect() -> dict[Path, Catalog]:
    """What the source asks gettext for, by locale folder of the package. The checkout stays untouched."""
    import django
    from django.conf import settings
    from django.core.management import CommandError, call_command

    settings.configure(USE_I18N=True)
    django.setup()
    folders = {*PACKAGE.glob("**/locale"), *(app.parent / "locale" for app in PACKAGE.glob("apps/*/apps.py"))}
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "caicach")
        left_out = shutil.ignore_patterns("__pycache__", "static", "locale", "tests")
        shutil.copytree(PACKAGE, copy, ignore=left_out)
        for folder in folders:
            (copy / folder.relative_to(PACKAGE)).mkdir(exist_ok=True)
        try:
            with contextlib.chdir(copy):
                call_command("makemessages", locale=["en"], verbosity=0)
        except CommandError as fault:
            sys.exit(
                f"{fault}\nA text belongs to the nearest folder `locale` above its file: make one there."
            )
        return {path.relative_to(copy).parents[2]: read(path) for path in sorted(copy.glob(f"**/{CATALOG}"))}


def read(path: Path) -> Catalog:
    """The catalog in this file, an empty one when there is no file."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as source:
        return read_po(source, locale="en", abort_invalid=True)


def texts(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalog without its header."""
    return (message for message in catalog if message.id)


def first(text: str | tuple[str, ...] | list[str]) -> str:
    """The msgid, or the singular of a pair."""
    return text if isinstance(text, str) else text[0]


def fill(template: Catalog, known: Catalog) -> list[Message]:
    """Take over the translations of the known catalog; gives the messages that have none."""
    lacking = []
    for message in texts(template):
        old = known.get(first(message.id), message.context)
        if old is not None and not old.fuzzy and old.pluralizable == message.pluralizable:
            message.string = old.string
        if not is_translated(message):
            lacking.append(message)
    return lacking


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings) and not message.fuzzy


def write(catalog: Catalog, folder: Path) -> None:
    path = PACKAGE / folder / CATALOG
    path.parent.mkdir(parents=True, exist_ok=True)
    place = ".".join(("caicach", *folder.parent.parts))
    with path.open("wb") as target:
        target.write(HEADER.format(place=place).encode())
        write_po(target, catalog, width=110, omit_header=True, sort_by_file=True, include_lineno=False)


if __name__ == "__main__":
    sys.exit(main())
