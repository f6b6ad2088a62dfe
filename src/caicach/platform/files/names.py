"""Names of files as people send them and get them back: one line of NFC text, without folders, harmless to show and to save."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from caicach.core.vietnamese import nfc
from caicach.platform.errors import Invalid
from caicach.platform.uploads import ENDINGS, Kind, words

LONGEST = 200
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_FORBIDDEN = frozenset('<>:"|?*')
"""What Windows does not take in a name; "/" and "\\\\" are parts of a path."""


def safe_name(name: str) -> str:
    """`name` in NFC with single spaces; Invalid for one that is empty, too long, has path parts or hidden characters.

    Hidden characters are refused rather than dropped: one that turns the direction of writing makes a program
    look like a picture.
    """
    cleaned = re.sub(" +", " ", nfc(name)).strip(" ")
    if not cleaned:
        raise Invalid(_("Tệp không có tên."), _("Hãy đặt tên cho tệp rồi gửi lại."))
    if "/" in cleaned or "\\" in cleaned or cleaned.strip(". ") == "":
        raise Invalid(
            _("Tên tệp “%(name)s” chứa đường dẫn thư mục nên không nhận.") % {"name": _shown(cleaned)},
            _("Hãy gửi tệp với tên không có dấu / hoặc \\."),
        )
    if any(unicodedata.category(letter) in _INVISIBLE for letter in cleaned):
        raise Invalid(
            _("Tên tệp “%(name)s” có ký tự ẩn nên không nhận.") % {"name": _shown(cleaned)},
            _("Hãy gõ lại tên tệp rồi gửi lại."),
        )
    if len(cleaned) > LONGEST:
        raise Invalid(
            _("Tên tệp “%(name)s…” dài %(length)s ký tự, quá %(longest)s ký tự cho phép.")
            % {"name": _shown(cleaned)[:60], "length": len(cleaned), "longest": LONGEST},
            _("Hãy đặt tên ngắn hơn rồi gửi lại."),
        )
    return "".join("_" if letter in _FORBIDDEN else letter for letter in cleaned)


def check_ending(name: str, kind: Kind) -> None:
    """Invalid when the ending of `name` says something else than the content."""
    _stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() in ENDINGS[kind]:
        return
    wanted = f".{kind if kind in ENDINGS[kind] else min(ENDINGS[kind])}"
    if not dot:
        raise Invalid(
            _("Tệp “%(name)s” không có đuôi; nội dung là %(kind)s.") % {"name": name, "kind": words(kind)},
            _("Hãy thêm đuôi %(ending)s vào tên tệp rồi gửi lại.") % {"ending": wanted},
        )
    raise Invalid(
        _("Tệp “%(name)s” mang đuôi .%(ending)s nhưng nội dung là %(kind)s.")
        % {"name": name, "ending": ending, "kind": words(kind)},
        _("Hãy kiểm tra có gửi đúng tệp không; nếu đúng, hãy đổi đuôi thành %(ending)s rồi gửi lại.")
        % {"ending": wanted},
    )


def _shown(name: str) -> str:
    """The name with hidden characters made visible."""
    return "".join("·" if unicodedata.category(one) in _INVISIBLE else one for one in name)[:LONGEST]
