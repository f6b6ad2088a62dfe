"""YAML 1.2 to plain values with the line of each, and back.

Numbers keep their digits (Decimal, never float). Aliases are refused, as a few lines of them can stand for gigabytes, and
so are doubled keys and codes without quotes, as 1.10 would silently become 1.1.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from caicach.core.vietnamese import nfc
from caicach.core.words import Words

from .errors import FrameworkErrors, Problem

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 40

Path = tuple[int | str, ...]

_CORE = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"[-+]?[0-9]+")
_TEXT_KEYS = frozenset({"code", "due", "default"})


class Position:
    """Where each value of a document stands: its path (keys and indices) to its line, counted from 1."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self._codes: dict[str, int] = {}

    def note(self, path: Path, line: int, value: Any) -> None:
        self.lines[path] = line
        if path and path[-1] == "code" and path[0] == "tree" and isinstance(value, str):
            self._codes.setdefault(value, line)

    def of_code(self, code: str) -> int | None:
        """The line on which a node of this code begins."""
        return self._codes.get(code) or (self.lines.get(("framework",)) if not code else None)

    def line_at(self, path: tuple[Any, ...]) -> int | None:
        """The line of the longest part of the path that stands in the document."""
        known = self._known(path)
        return self.lines.get(known)

    def code_at(self, path: tuple[Any, ...], data: Any) -> str:
        """The code of the innermost node that the path leads through."""
        code, holder = "", None
        for key in self._known(path):
            data = data[key]
            if (
                holder in ("tree", "children")
                and isinstance(data, Mapping)
                and isinstance(data.get("code"), str)
            ):
                code = data["code"]
            holder = key
        return code

    def _known(self, path: tuple[Any, ...]) -> Path:
        """The path as it stands in the document: pydantic adds the rule's type to it."""
        known: Path = ()
        for key in path:
            if (*known, key) in self.lines:
                known = (*known, key)
        return known


def parse(text: str, source: str) -> tuple[Any, Position]:
    """Plain values (dict, list, str, int, Decimal, bool, date, None) and their positions. Raises FrameworkErrors."""
    if len(text) > MAX_CHARACTERS:
        raise _error(
            source, None, "tệp quá lớn cho một bộ chỉ số", "the file is too large for a criteria set"
        )
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _error(
            source, line, f"YAML viết sai: {error.problem}", f"the YAML cannot be read: {error.problem}"
        ) from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise _error(source, None, f"YAML viết sai: {error}", f"the YAML cannot be read: {error}") from error
    if not isinstance(root, MappingNode):
        raise _error(source, 1, "tệp phải bắt đầu bằng “framework:”", "the file must begin with “framework:”")
    reader = _Reader(source)
    return reader.value(root, ()), reader.position


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = Position()
        self.seen: set[int] = set()

    def value(self, node: Any, path: Path) -> Any:
        line = node.start_mark.line + 1
        if id(node) in self.seen:
            raise _error(
                self.source, line, "không dùng bí danh (&, *) trong bộ chỉ số", "aliases are not allowed"
            )
        self.seen.add(id(node))
        if len(path) > MAX_DEPTH:
            raise _error(self.source, line, "lồng quá nhiều cấp", "nested too deeply")
        if isinstance(node, MappingNode):
            result: Any = self._mapping(node, path)
        elif isinstance(node, SequenceNode):
            result = [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        else:
            result = self._scalar(node, path)
        self.position.note(path, line, result)
        return result

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                raise _error(self.source, line, "tên trường phải là chữ", "a key must be a text")
            key = nfc(key_node.value)
            if key in result:
                raise _error(self.source, line, f"trường “{key}” ghi hai lần", f"“{key}” stands twice")
            result[key] = self.value(value_node, (*path, key))
        return result

    def _scalar(self, node: ScalarNode, path: Path) -> Any:
        tag, text = str(node.tag).removeprefix(_CORE), node.value
        plain = node.style is None
        if plain and tag in ("int", "float") and path and path[-1] in _TEXT_KEYS:
            raise _error(
                self.source,
                node.start_mark.line + 1,
                f"đặt {text} trong ngoặc kép: “{path[-1]}” là chữ, không phải số",
                f"put {text} in quotes: “{path[-1]}” is a text, not a number",
            )
        if tag == "null" and plain:
            return None
        if tag == "bool" and plain:
            return text.lower() == "true"
        if tag == "int" and plain and _INTEGER.fullmatch(text):
            return int(text)
        if tag == "float" and plain:
            return _decimal(text)
        if tag == "timestamp" and plain:
            return _date(text)
        return nfc(text)


def _decimal(text: str) -> Any:
    try:
        value = Decimal(text)
    except ArithmeticError:
        return text
    return value if value.is_finite() else text


def _date(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _error(source: str, line: int | None, vi: str, en: str) -> FrameworkErrors:
    return FrameworkErrors((Problem("", Words(vi, en), line, source),))


def render(data: Any) -> str:
    """Plain values as YAML that `parse` reads back: texts in quotes, numbers by their digits."""
    yaml = YAML()
    yaml.indent(mapping=2, sequence=2, offset=0)
    yaml.width = 110
    yaml.allow_unicode = True
    yaml.representer.add_representer(Decimal, _represent_decimal)
    stream = StringIO()
    yaml.dump(_quoted(data), stream)
    return stream.getvalue()


def _quoted(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _quoted(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_quoted(value) for value in data]
    return DoubleQuotedScalarString(data) if isinstance(data, str) else data


def _represent_decimal(representer: Any, value: Decimal) -> Any:
    text = format(value, "f")
    return representer.represent_scalar(f"{_CORE}{'float' if '.' in text else 'int'}", text)
