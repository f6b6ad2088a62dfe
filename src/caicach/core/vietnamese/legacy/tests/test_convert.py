"""What comes out of old text, and what stays as it is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.vietnamese import spelling_key
from caicach.core.vietnamese.legacy import Encoding, Font, convert, font
from caicach.core.vietnamese.legacy.tests.written import encode
from shared_data import corpus, directive, shared

PAIRS = json.loads(shared("legacy", "pairs.sample.json").read_text(encoding="utf-8"))["pairs"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['encoding']} {pair['unicode'][:30]}")
def test_every_pair_comes_out_exactly(pair: dict) -> None:
    if (
        pair["encoding"] == "TONE_PLACEMENT"
    ):  # two right spellings: neither is touched, and search takes them for one
        assert convert(pair["legacy"]).text == pair["legacy"]
        assert spelling_key(pair["legacy"]) == spelling_key(pair["unicode"])
    else:
        assert convert(pair["legacy"]).text == pair["unicode"]


def test_no_document_of_the_corpus_changes_by_a_single_character() -> None:
    for text in corpus():
        converted = convert(text)
        assert not converted.changed, converted.changed
        assert not converted.doubtful, converted.doubtful


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Trên địa bàn, Chuû tòch Uyû ban yeâu caàu các phòng, ban",
            "Trên địa bàn, Chủ tịch Uỷ ban yêu cầu các phòng, ban",
        ),
        (
            "Thực hiện theo quy ®Þnh cña Bé Néi vô từ năm 2024",
            "Thực hiện theo quy định của Bộ Nội vụ từ năm 2024",
        ),
        ("Xã Hòa Bình: COÄNG HOØA XAÕ HOÄI", "Xã Hòa Bình: CỘNG HÒA XÃ HỘI"),
        ("quyền hạn của cô quan quaûn lyù nhaø nöôùc", "quyền hạn của cơ quan quản lý nhà nước"),
        ("giá daàu thô được niêm yết", "giá dầu thô được niêm yết"),
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Căn cứ Luật; tie^'ng Vie^.t co' da^'u", "Căn cứ Luật; tiếng Việt có dấu"),
        ("Ðảng bộ và QÐ-UBND", "Đảng bộ và QĐ-UBND"),
        ("ðýõòc quy ðiònh taòi Nghiò ðiònh", "được quy định tại Nghị định"),
    ],
)
def test_a_mixed_sentence_comes_out_whole(old: str, new: str) -> None:
    assert convert(old).text == new


@pytest.mark.parametrize(
    "text",
    [
        "hòa",
        "Hòa Bình, Khánh Hòa, tòa án, thỏa thuận",
        "vò trà, thò tay, cô giáo",
        "Đắk Lắk, Krông Pắc, M'Drắk, Ea H’leo",
        "Ngô Bảo Châu dạy ở Zürich, uống café với Noël và Señor Gómez",
        "5 − 3 = 2, 25 °C, 10 µm, 100 m², ½ lít, § 2, «trích», Windows®",
        "a.m., e.g., don't, I've, C++, https://example.vn/a?b=c.d, ban@example.vn",
        "môt côt, hoăc, kết qủa, qúy", # slips of the keyboard are left to a spelling check
        "",
        "2024",
    ],
)  # fmt: skip
def test_what_is_right_or_merely_misspelled_stays(text: str) -> None:
    converted = convert(text)
    assert converted.text == text
    assert not converted.changed


@pytest.mark.parametrize(
    ("encoding", "least"),
    [
        (Encoding.VNI, 1),
        (Encoding.TCVN3, 0.998),
        (Encoding.VISCII, 0.999),
        (Encoding.VPS, 0.999),
        (Encoding.CP1258, 1),
        (Encoding.DECOMPOSED, 1),
        (Encoding.VIQR, 0.97),
    ],
)
def test_whole_documents_come_back(encoding: Encoding, least: float) -> None:
    """TCVN3 has no capitals with tones and shows a lone "đ)" as a sign; the marks of VIQR are punctuation, too."""
    right = total = 0
    for text in corpus()[::25]:
        old, new = text[:5000].lower().split(), convert(encode(text[:5000], encoding)).text.lower().split()
        assert len(old) == len(new)
        total += len(old)
        right += sum(one == other for one, other in zip(old, new, strict=True))
    assert right / total >= least


@pytest.mark.parametrize("encoding", [Encoding.VNI, Encoding.TCVN3])
def test_in_text_of_two_encodings_no_right_word_changes_and_the_old_ones_come_out(encoding: Encoding) -> None:
    """Seven words in Unicode, seven in the old encoding, all through the text."""
    right = directive("duc-tho-2023.txt").replace("\n", " ").split(" ")
    is_old = [at // 7 % 2 == 1 for at in range(len(right))]
    mixed = [encode(word, encoding) if old else word for word, old in zip(right, is_old, strict=True)]
    new = convert(" ".join(mixed)).text.split(" ")
    assert [one for one, old in zip(new, is_old, strict=True) if not old] == [
        one for one, old in zip(right, is_old, strict=True) if not old
    ]
    wrong = [one for one, other in zip(right, new, strict=True) if one.lower() != other.lower()]
    assert len(wrong) <= len(right) * 0.005, wrong


pieces = st.lists(
    st.sampled_from(
        ["Ủy ban", "hòa", "Chuû tòch", "naêm 2024", "®Þnh", "tie^'ng", "theỏ", "boỏ", "ðýõòc", "Ho\u0300a", "µ", "−", "\x89",
         "«a»", "\n", ", ", "100%", "ngaõnh", "café", "\x1c", "ð"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@settings(max_examples=80)
@given(st.one_of(pieces, st.text(max_size=60)))
def test_spans_lie_side_by_side_and_cover_the_text(text: str) -> None:
    converted = convert(text)
    at = 0
    for span in converted.spans:
        assert span.start == at
        assert span.original == text[span.start : span.end] != ""
        assert 0.5 <= span.confidence <= 1
        at = span.end
    assert at == len(text)
    assert converted.original == text


@settings(max_examples=60)
@given(st.text(alphabet="aàảãáạăắâậđeéêệiíoóôộơợuúưựyýbcghnt ", max_size=60))
def test_what_only_unicode_has_is_never_touched(text: str) -> None:
    sentence = f"Được {text} biết"
    kept = {word for word in sentence.split() if any(ord(letter) > 0xFF for letter in word)}
    assert kept <= set(convert(sentence).text.split())


def test_one_old_word_that_fits_two_encodings_is_offered_and_not_changed() -> None:
    (span,) = (span for span in convert("Ủy ban nhân dân b¶ xã").spans if span.suggestions)
    assert span.original == span.text == "b¶"
    assert "bả" in span.suggestions


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("VNI-Times", Font(Encoding.VNI)),
        ("VNI Helve", Font(Encoding.VNI)),
        (".VnTime", Font(Encoding.TCVN3)),
        (".VnTimeH", Font(Encoding.TCVN3, capitals=True)),
        (".VnArial Narrow", Font(Encoding.TCVN3)),
        (".VnArial NarrowH", Font(Encoding.TCVN3, capitals=True)),
        ("VnTime", Font(Encoding.TCVN3)),
        ("VPS Times", Font(Encoding.VPS)),
        ("Times New Roman", Font()),
        ("Vnpt Sans", Font()),
        ("", Font()),
    ],
)
def test_the_name_of_a_font_tells_the_encoding(name: str, says: Font) -> None:
    assert font(name) == says


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("VNI-Times", "vò trí", "vị trí"),
        ("VNI-Times", "Thò", "Thị"),
        ("VNI-Times", "Ủy ban Hòa Bình được giao", "Ủy ban Hòa Bình được giao"),
        (".VnTime", "b¶", "bả"),
        (".VnTimeH", "QuyÕt ®Þnh sè 5", "QUYẾT ĐỊNH SỐ 5"),
        ("Times New Roman", "vò trí", "vò trí"),
    ],
)
def test_a_font_decides_where_the_words_leave_a_doubt(name: str, old: str, new: str) -> None:
    assert convert(old, font(name)).text == new


def test_a_stated_encoding_is_certain() -> None:
    assert {span.confidence for span in convert("Ho^` so+", Font(Encoding.VIQR)).spans} == {1}
    assert convert("Ho^` so+ le? 5.", Font(Encoding.VIQR)).text == "Hồ sơ lẻ 5."


@pytest.mark.parametrize(
    ("old", "right"),
    [
        ("Møc hç trî: 500.000 ®/ng­êi (®¬n vÞ: ®)", "Mức hỗ trợ: 500.000 đ/người (đơn vị: đ)"),
        ("(§/c TrÇn V¨n Thö) xe « t« cña UBND ph­êng", "(Đ/c Trần Văn Thử) xe ô tô của UBND phường"),
        ("theo quy ®Þnh t¹i § 5 cña luËt nµy", "theo quy định tại § 5 của luật này"),
    ],
)
def test_a_letter_that_stands_alone_as_a_sign_is_read_among_words_of_tcvn3(old: str, right: str) -> None:
    assert convert(old).text == right


@pytest.mark.parametrize(
    ("old", "right"),
    [
        ("Chu? ti.ch UBND ti?nh, Chi'nh phu?;", "Chủ tịch UBND tỉnh, Chính phủ;"),
        ("theo quy ddi.nh na`y./.", "theo quy định này./."),
        ("10.000 ddo^`ng/ngu+o+`i/buo^?i ho.p", "10.000 đồng/người/buổi họp"),
        ("HDDND ti?nh DDa('k La('k ban ha`nh nghi. quye^'t", "HĐND tỉnh Đắk Lắk ban hành nghị quyết"),
        ("trang tho^ng tin ddie^.n tu+?.", "trang thông tin điện tử."),
    ],
)
def test_words_at_the_edge_of_viqr_names_and_words_parted_by_strokes_are_read(old: str, right: str) -> None:
    assert convert(old).text == right


def test_a_line_with_little_to_say_is_viqr_among_many_lines_that_are() -> None:
    body = "Ca(n cu+' Lua^.t To^? chu+'c chi'nh quye^`n ddi.a phu+o+ng;\n" * 4
    assert convert(f"{body}CHU? TI.CH\n").text.endswith("CHỦ TỊCH\n")
    assert convert("CHU? TI.CH\n").text == "CHU? TI.CH\n"
    assert convert(f"{body}Contact: Anna. Who is she? Mr. Du. ok?\n").text.endswith("ok?\n")


@pytest.mark.parametrize(
    "line",
    [
        "TRUNG TÂM CHUYỂN ĐỔI SỐ",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "TM. ỦY BAN NHÂN DÂN",
        "GIÁM ĐỐC",
        "Số: 80/2025/NQ-HĐND",
        "Số: 05/KH-UBND",
        "Lưu: VT, NV",
        "Sở Nội vụ và UBND các xã",
    ],
)
def test_capitals_that_tcvn3_lacks_are_told_by_the_letters_and_words_around_them(line: str) -> None:
    body = "Căn cứ Luật Tổ chức chính quyền địa phương;"
    assert convert(encode(f"{body}\n{line}\n{body}", Encoding.TCVN3)).text == f"{body}\n{line}\n{body}"
