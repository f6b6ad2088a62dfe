"""Word files made by hand for the tests: a good one, and what an attacker or an accident would send."""

from __future__ import annotations

from pathlib import Path

from caicach.platform.tests.containers import packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def word(folder: Path, body: str, *, main: str = MAIN, **parts: str | bytes) -> Path:
    """A .docx whose body holds the XML `body`; `parts` are further parts of the folder word/ by their name without ending."""
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    for name, part in parts.items():
        entries[f"word/{name}.xml" if isinstance(part, str) else f"word/{name}.bin"] = (
            f'<w:{name} xmlns:w="{W}">{part}</w:{name}>' if isinstance(part, str) else part
        )
    path = folder / "tệp.docx"
    path.write_bytes(packed(entries))
    return path


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(run, runs))}</w:p>"


def run(text: str, font: str = "", properties: str = "") -> str:
    """A run of `text`; what is XML already is left as it is."""
    if text.startswith("<"):
        return text
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
