"""What templates of documents say of a file."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format

from caicach.platform.files.models import StoredFile

register = template.Library()


@register.filter
def file_words(stored: StoredFile) -> str:
    """Kind and size: "PDF · 1,2 MB"."""
    return f"{stored.kind.upper()} · {size_words(stored.size)}"


def size_words(size: int) -> str:
    """A number of bytes in the unit that people read: kB up to a megabyte, then MB."""
    if size < 2**20:
        return f"{max(1, round(size / 1024))} kB"
    return f"{number_format(size / 2**20, decimal_pos=1)} MB"
