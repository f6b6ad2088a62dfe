"""Official letters as files: the model of `core.letters` written as Word, which officials edit, and as PDF."""

from caicach.platform.letters.downloads import FORMATS, Format, download
from caicach.platform.letters.pdf import write_pdf
from caicach.platform.letters.word import WORD_TYPE, write_word

__all__ = ["FORMATS", "WORD_TYPE", "Format", "download", "write_pdf", "write_word"]
