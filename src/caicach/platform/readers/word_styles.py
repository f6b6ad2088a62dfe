"""Styles of a Word file: in which font words stand, and whether they are shown as capitals or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from caicach.platform.readers.xml import read_part

_MOST_STEPS = 20
OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Look:
    """What is said about words; None where nothing is said."""

    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else `below`."""
        return Look(
            below.font if self.font is None else self.font,
            below.capitals if self.capitals is None else self.capitals,
            below.hidden if self.hidden is None else self.hidden,
        )

    def told(self, name: str, attributes: dict[str, str]) -> Look:
        """The look with what one more element of run properties says."""
        if name == "rFonts":
            # Letters of old encodings lie beyond ASCII, and "hAnsi" is the font of those.
            font = attributes.get("hAnsi") or attributes.get("ascii")
            return replace(self, font=font) if font else self
        on = attributes.get("val", "1").lower() not in OFF
        if name in ("caps", "smallCaps"):
            return replace(self, capitals=on or (self.capitals or False))
        if name == "vanish":
            return replace(self, hidden=on)
        return self


NOTHING_SAID = Look()


@dataclass(slots=True)
class Style:
    look: Look = NOTHING_SAID
    based_on: str = ""
    number: str | None = None
    level: int | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a file. Also the handler that reads them."""

    named: dict[str, Style] = field(default_factory=dict)
    default: Look = NOTHING_SAID
    paragraph: str = ""
    _looks: dict[str, Look] = field(default_factory=dict)
    _current: Style | None = None
    _in_defaults: bool = False
    _in_run: int = 0

    def look(self, style: str) -> Look:
        """How words of a style look, with all that it is based on."""
        if style not in self._looks:
            found = NOTHING_SAID
            for one in self._upwards(style):
                found = found.over(one.look)
            self._looks[style] = found
        return self._looks[style]

    def numbering(self, style: str) -> tuple[str, int] | None:
        """Number of the list and level that a style gives to its paragraphs."""
        level: int | None = None
        for one in self._upwards(style):
            level = one.level if level is None else level
            if one.number is not None:
                return one.number, level or 0
        return None

    def _upwards(self, style: str) -> list[Style]:
        chain: list[Style] = []
        while style in self.named and len(chain) < _MOST_STEPS:
            chain.append(self.named[style])
            style = chain[-1].based_on
        return chain

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._current = self.named.setdefault(attributes.get("styleId", ""), Style())
            if attributes.get("type") == "paragraph" and attributes.get("default", "0") not in OFF:
                self.paragraph = attributes.get("styleId", "")
        elif name == "docDefaults":
            self._in_defaults = True
        elif name == "rPr":
            self._in_run += 1
        elif self._current is not None and name == "basedOn":
            self._current.based_on = value
        elif self._current is not None and name == "numId":
            self._current.number = value
        elif self._current is not None and name == "ilvl":
            self._current.level = int(value) if value.isdigit() else None
        elif self._in_run and self._current is not None:
            self._current.look = self._current.look.told(name, attributes)
        elif self._in_run and self._in_defaults:
            self.default = self.default.told(name, attributes)

    def end(self, name: str) -> None:
        if name == "style":
            self._current = None
        elif name == "docDefaults":
            self._in_defaults = False
        elif name == "rPr":
            self._in_run -= 1

    def characters(self, text: str) -> None:
        pass


def read_styles(path: Path) -> Styles:
    """The styles of a .docx; none where it has none."""
    styles = Styles()
    read_part(path, "word/styles.xml", styles)
    return styles
