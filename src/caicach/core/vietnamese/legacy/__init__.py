"""Old Vietnamese text made new: VNI, TCVN3, VIQR, VISCII, VPS, CP1258 and decomposed Unicode, span by span.

`convert(text, font(name))` is all that a reader of files needs; docs/decisions/legacy-text.md says how it decides.
"""

from caicach.core.vietnamese.legacy.convert import convert, shown
from caicach.core.vietnamese.legacy.encodings import STATED, Encoding, Font, font
from caicach.core.vietnamese.legacy.spans import Converted, Span

__all__ = ["STATED", "Converted", "Encoding", "Font", "Span", "convert", "font", "shown"]
