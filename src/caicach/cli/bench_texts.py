"""Dispatches made up for the benchmarks: as long as real ones, with their parts, and words in the order that offices write."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

WORDS_A_PAGE = 420
"""Of a dispatch as Nghị định 30/2020/NĐ-CP sets it; counted on letters of our own."""
_WORDS_AN_ITEM = 60
_OFFICES = (
    "Sở Nội vụ",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Phòng Văn hóa - Xã hội",
    "Công an tỉnh",
    "Ủy ban nhân dân các xã",
)
# Letters of VNI for what is most usual; enough to be taken for VNI and to have to be converted.
_VNI = str.maketrans(
    {
        "ả": "aû", "á": "aù", "à": "aø", "ạ": "aï", "ậ": "aä", "ấ": "aá", "â": "aâ", "ê": "eâ", "ế": "eá", "ệ": "eä",
        "ề": "eà", "ể": "eå", "ô": "oâ", "ố": "oá", "ộ": "oä", "ổ": "oå", "ồ": "oà", "ư": "ö", "ứ": "öù", "ự": "öï",
        "ừ": "öø", "ơ": "ô", "ờ": "ôø", "ớ": "ôù", "ở": "ôû", "ợ": "ôï", "đ": "ñ", "Đ": "Ñ", "Ủ": "UÛ", "ủ": "uû",
        "ụ": "uï", "ú": "uù", "ù": "uø", "ị": "ò", "ỉ": "æ", "ĩ": "ó", "ã": "aõ", "õ": "oõ", "ò": "oø", "ó": "où",
        "ọ": "oï", "ỏ": "oû", "ầ": "aà", "ẩ": "aå", "ẫ": "aã", "ă": "aê", "ắ": "aé", "ằ": "aè", "ặ": "aë", "ẳ": "aú",
        "ẵ": "aü", "ữ": "öõ", "ử": "öû", "ỡ": "ôõ", "ỗ": "oã", "ễ": "eã", "ý": "yù", "ỳ": "yø", "ỷ": "yû", "ỹ": "yõ",
        "ỵ": "î", "é": "eù", "è": "eø", "ẹ": "eï", "ẻ": "eû", "ẽ": "eõ", "ũ": "uõ", "Ộ": "OÄ",
    }
)  # fmt: skip


@cache
def _following() -> tuple[dict[str, tuple[list[str], list[int]]], list[str], list[int]]:
    """For each syllable those that follow it with running sums of how often; all syllables with theirs."""
    from caicach.core.vietnamese.legacy.usage import counted

    words, pairs = counted()
    following: dict[str, dict[str, int]] = {}
    for (first, second), times in pairs.items():
        following.setdefault(first, {})[second] = times
    chains = {word: (list(after), list(accumulate(after.values()))) for word, after in following.items()}
    return chains, list(words), list(accumulate(words.values()))


def words(chance: random.Random, count: int) -> str:
    """So many words, each one that follows the last in real texts, with a number of a document now and then."""
    chains, every, sums = _following()
    word, said = "", []
    for _word in range(count):
        if chance.random() < 0.01:
            said.append(f"{chance.randrange(1, 9999)}/KH-UBND")
        known, weights = chains.get(word, (every, sums)) if chance.random() < 0.9 else (every, sums)
        word = chance.choices(known, cum_weights=weights)[0]
        said.append(word)
    return " ".join(said)


def dispatch(chance: random.Random, pages: int) -> list[str]:
    """The paragraphs of a dispatch of so many pages: letterhead, numbered items with targets and tasks, signature."""
    lines = [
        "ỦY BAN NHÂN DÂN", "TỈNH VÍ DỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        f"Số: {chance.randrange(1, 999)}/CT-UBND", "Ví Dụ, ngày 15 tháng 01 năm 2026", "CHỈ THỊ", f"Về {words(chance, 14)}",
    ]  # fmt: skip
    for number in range(1, pages * WORDS_A_PAGE // _WORDS_AN_ITEM + 1):
        match number % 3:
            case 0:
                figure = chance.randrange(50, 100)
                lines.append(
                    f"{number}. Phấn đấu đạt từ {figure},5% trở lên {words(chance, _WORDS_AN_ITEM - 9)}."
                )
            case 1:
                lead = chance.choice(_OFFICES)
                lines.append(
                    f"{number}. {lead} chủ trì {words(chance, _WORDS_AN_ITEM - 12)}, hoàn thành trước ngày 15/12/2026."
                )
            case _:
                lines.append(f"{number}. {words(chance, _WORDS_AN_ITEM).capitalize()}.")
    return [
        *lines,
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
    ]


def write_word(path: Path, chance: random.Random, pages: int, *, in_vni: bool) -> None:
    """A dispatch as .docx; `in_vni`: every second paragraph is in the font VNI-Times."""
    import docx

    document = docx.Document()
    for number, line in enumerate(dispatch(chance, pages)):
        is_old = in_vni and number % 2
        run = document.add_paragraph().add_run(line.translate(_VNI) if is_old else line)
        run.font.name = "VNI-Times" if is_old else "Times New Roman"
    document.save(str(path))


def texts(chance: random.Random, count: int, length: int) -> Iterator[tuple[str, str]]:
    """Title and text of so many documents of `length` words."""
    for _text in range(count):
        yield words(chance, 12).capitalize(), words(chance, length)
