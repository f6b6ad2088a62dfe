"""Fails unless English is complete: each text of the source has its English, and no catalog holds others.

Also looks for Vietnamese text in templates that was never handed to gettext, and for placeholders lost in
translation.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from update_translations import CATALOG, PACKAGE, collect, first, is_translated, read, texts

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Everything Django treats as its own: translated blocks, comments, tags, variables.
DJANGO = re.compile(
    r"\{% *(blocktrans\w*|comment)\b.*?\{% *end\1 *%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL
)
# An element that says it is Vietnamese in every language: the switch of languages, a sample.
ALWAYS_VIETNAMESE = re.compile(r"<(?!html)(\w+)\b[^>]*\blang=\"vi\".*?</\1>", re.DOTALL)
VIETNAMESE = re.compile(r"[^<>\n]*[ăâđêôơưĂÂĐÊÔƠƯà-ãè-êìíò-õùúýÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĩũẠ-ỹ][^<>\n]*")
PRODUCT = "Cải Cách"  # a name, the same in every language


def main() -> int:
    problems = [*problems_of_catalogs(collect()), *problems_of_templates()]
    for problem in problems:
        print(f"    {problem}")
    if problems:
        print(f"    {len(problems)} problems; `make messages` refreshes them and says what lacks English")
    return 1 if problems else 0


def problems_of_catalogs(wanted: dict[Path, Catalog]) -> Iterator[str]:
    kept = {path.relative_to(PACKAGE) for path in PACKAGE.glob("**/locale") if path.is_dir()}
    for folder in sorted({*wanted, *kept}):
        place = (folder / CATALOG).as_posix()
        template, catalog = wanted.get(folder, Catalog()), read(PACKAGE / folder / CATALOG)
        for message in texts(template):
            entry = catalog.get(first(message.id), message.context)
            if entry is None or not is_translated(entry) or entry.pluralizable != message.pluralizable:
                yield f"{place}: no English for {first(message.id)!r}"
            elif lost := placeholders(entry.id) ^ placeholders(entry.string):
                yield f"{place}: {', '.join(sorted(lost))} not on both sides of {first(message.id)!r}"
        for entry in texts(catalog):
            if template.get(first(entry.id), entry.context) is None:
                yield f"{place}: no longer used: {first(entry.id)!r}"


def placeholders(text: object) -> set[str]:
    """Every placeholder that occurs in the text or in one of its plural forms."""
    forms = text if isinstance(text, tuple | list) else (text,)
    return {found for form in forms for found in PLACEHOLDER.findall(str(form))}


def problems_of_templates() -> Iterator[str]:
    for path in sorted(PACKAGE.glob("**/templates/**/*.html")):
        # Line breaks inside what is taken out stay, so that the line numbers hold.
        plain = path.read_text(encoding="utf-8")
        for left_out in (DJANGO, ALWAYS_VIETNAMESE):
            plain = left_out.sub(lambda match: "\n" * match.group().count("\n"), plain)
        for number, line in enumerate(plain.replace(PRODUCT, "").splitlines(), start=1):
            for found in VIETNAMESE.findall(line):
                yield f"{path.relative_to(PACKAGE)}:{number}: not translated: {found.strip()!r}"


if __name__ == "__main__":
    sys.exit(main())
