"""What people type, in the one normal form, before it is stored; each fault names the field and the way out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from caicach.core.vietnamese import tidy, tidy_paragraphs
from caicach.platform.errors import Invalid


def text(value: str, label: str, longest: int = 200, *, required: bool = False) -> str:
    """One line: NFC, single spaces, nothing that a database refuses. Invalid when it is missing or too long.

    `label` is the name of the field on screen.
    """
    return _fitting(tidy(_storable(value)), label, longest, required)


def paragraphs(value: str, label: str, longest: int, *, required: bool = False) -> str:
    """As `text`, for what may have paragraphs: the lines stay, without control characters."""
    return _fitting(tidy_paragraphs(_storable(value)), label, longest, required)


def _storable(value: str) -> str:
    """Without null characters and halves of characters, which JSON can carry and no database takes."""
    return value.replace("\x00", "").encode("utf-8", "ignore").decode()


def _fitting(cleaned: str, label: str, longest: int, required: bool) -> str:
    if required and not cleaned:
        missing = {"label": _within_sentence(label)}
        raise Invalid(_("Thiếu %(label)s.") % missing, _("Hãy nhập %(label)s rồi gửi lại.") % missing)
    if len(cleaned) > longest:
        raise Invalid(
            _("%(label)s dài %(length)s ký tự, quá %(longest)s ký tự cho phép.")
            % {"label": label[:1].upper() + label[1:], "length": len(cleaned), "longest": longest},
            _("Hãy rút ngắn lại."),
        )
    return cleaned


def _within_sentence(label: str) -> str:
    """A label after other words: "Lĩnh vực" as "lĩnh vực"; "UBND" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
