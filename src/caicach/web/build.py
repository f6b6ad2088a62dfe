"""What the bundler wrote about the static files: their version, for addresses that change when they change."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_DIST = Path(__file__).resolve().parent / "static" / "web" / "dist"


@cache
def asset_version() -> str:
    """The hash of the bundle; "0" where it has not been built (the pages then come without style)."""
    try:
        return str(json.loads((_DIST / "build.json").read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return "0"


@cache
def icon_names() -> list[str]:
    """The icons of the sprite."""
    try:
        return sorted(re.findall(r'<symbol id="([\w-]+)"', (_DIST / "icons.svg").read_text(encoding="utf-8")))
    except OSError:
        return []
