"""Damage that raises no error is told, with the page it concerns; whole files are not accused."""

from __future__ import annotations

import base64
import re
import zlib
from collections import Counter

import pytest

from app.services.documents.pdf import read_pdf
from app.services.documents.pdf_structure import unpack
from app.services.documents.second_reading import differ, page_ranges, tally
from app.services.documents.source import SourceWarning
from tests.services.documents.pdf_maker import Sheet


def three_pages() -> bytes:
    sheet = Sheet()
    for words in ("第一页的正文", "第二页的正文", "第三页的正文"):
        sheet.text(72, 72, words * 8).text(72, 100, words * 5).next_page()
    return sheet.data()


def packed(data: bytes) -> bytes:
    """The same file with its streams packed by zlib alone, as printing programs write them."""
    out: list[bytes] = []
    done = 0
    for found in re.finditer(rb"/Filter \[ /ASCII85Decode /FlateDecode \] /Length \d+\s*>>\s*stream\r?\n", data):
        end = data.index(b"endstream", found.end())
        body = base64.a85decode(data[found.end() : end].strip().removesuffix(b"~>"))
        out += [data[done : found.start()], b"/Filter /FlateDecode /Length %d >>\nstream\n" % len(body), body, b"\n"]
        done = end
    return with_references(b"".join([*out, data[done:]]))


def with_references(data: bytes) -> bytes:
    """The file with its cross-reference table made anew."""
    body = data[: data.rindex(b"xref\n", 0, data.rindex(b"startxref"))]
    places = {int(found[1]): found.start() for found in re.finditer(rb"(?m)^(\d+) 0 obj", body)}
    table = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    trailer = data[data.rindex(b"trailer") : data.rindex(b"startxref")]
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    return body + head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


WHOLE = packed(three_pages())


def warnings(data: bytes) -> tuple[SourceWarning, ...]:
    return read_pdf(data, "x").warnings


def streams(data: bytes) -> list[int]:
    """Where the pages' contents begin."""
    return [found.end() for found in re.finditer(rb"/FlateDecode /Length \d+ >>\nstream\n", data)]


def test_whole_file_has_no_warning() -> None:
    assert len(streams(WHOLE)) == 3
    assert warnings(WHOLE) == ()
    assert warnings(three_pages()) == ()


def test_flipped_bit_in_a_page_is_told_of_that_page() -> None:
    place = streams(WHOLE)[1] + 20
    broken = WHOLE[:place] + bytes([WHOLE[place] ^ 4]) + WHOLE[place + 1 :]
    assert {warning.page for warning in warnings(broken)} == {2}
    assert any("数据块损坏" in warning.message for warning in warnings(broken))


def test_flipped_bit_in_a_checksum_is_told() -> None:
    place = WHOLE.index(b"\nendstream", streams(WHOLE)[2]) - 1
    broken = WHOLE[:place] + bytes([WHOLE[place] ^ 1]) + WHOLE[place + 1 :]
    assert {warning.page for warning in warnings(broken)} == {3}


def test_damaged_filter_name_is_told() -> None:
    place = streams(WHOLE)[0]
    broken = WHOLE[: place - 60] + WHOLE[place - 60 : place].replace(b"/FlateDecode", b"/FlatXDecode") + WHOLE[place:]
    assert 1 in {warning.page for warning in warnings(broken)}


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        (WHOLE[:-7], "文件尾部不完整"),
        (WHOLE.replace(b"startxref\n", b"startxref\n9"), "交叉引用表损坏"),
        (WHOLE.replace(b"%PDF-1.", b"%PDF-1.\n\n\n1.", 1), "交叉引用表"),
    ],
)
def test_damaged_structure_is_told_of_every_page(broken: bytes, what: str) -> None:
    found = warnings(broken)
    assert [warning.page for warning in found][:3] == [1, 2, 3]
    assert what in found[0].message
    assert len({warning.message for warning in found[:3]}) == 1


def test_page_that_shows_another_pages_content_is_told() -> None:
    first, second = re.findall(rb"/Contents (\d+) 0 R", WHOLE)[:2]
    broken = WHOLE.replace(b"/Contents %s 0 R" % second, b"/Contents %s 0 R" % first)
    found = warnings(broken)
    assert {1, 2} <= {warning.page for warning in found}
    assert any("与另一页内容相同" in warning.message for warning in found)


def test_lost_page_is_told() -> None:
    kids = re.search(rb"/Kids \[ (\d+ 0 R) (\d+ 0 R) (\d+ 0 R) \]", WHOLE)
    assert kids is not None
    broken = WHOLE.replace(kids[0], kids[0].replace(kids[2], kids[1]))
    assert any("失去引用" in warning.message for warning in warnings(broken))


def test_unknown_characters_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.documents.retelling.missing", lambda: "cv2")  # else the pages are read by OCR
    broken = with_references(WHOLE.replace(b"/Ordering (GB1)", b"/Ordering (XX1)"))
    found = [warning for warning in warnings(broken) if "无法识别" in warning.message]
    assert [warning.page for warning in found] == [1, 2, 3]


def test_picture_page_among_text_pages_is_told() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet = Sheet().text(72, 72, "正文").next_page()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (50, 70), 200)), 0, 0, 595, 842)
    (warning,) = warnings(sheet.data())
    assert (warning.page, "只有图像" in warning.message) == (2, True)


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet().text(72, 72, "甲乙丙").text(91, 72, "丁"),
        Sheet().text(72, 72, "甲乙丙").text(900, 72, "丁"),
        Sheet().text(72, 72, "甲乙丙").text(72, -90, "丁"),
    ],
)
def test_odd_places_are_told(sheet: Sheet) -> None:
    (warning,) = warnings(sheet.data())
    assert "位置或宽度异常" in warning.message


@pytest.mark.parametrize("width", ["9000", "0"])
def test_damaged_widths_are_told(width: str) -> None:
    broken = with_references(WHOLE.replace(b"/DW 1000", b"/DW %s" % width.encode()))
    assert broken != WHOLE
    assert any("位置或宽度异常" in warning.message for warning in warnings(broken))


def test_unpack() -> None:
    body = zlib.compress(b"x" * 5000)
    assert unpack(body, keep=True) == b"x" * 5000
    assert unpack(body + b"\r\n") == unpack(body)
    assert unpack(body[:-1]) is None
    assert unpack(body[:-1] + bytes([body[-1] ^ 1])) is None


@pytest.mark.parametrize(
    ("drawn", "kept", "other", "lone", "answer"),
    [
        ("甲乙", "甲乙", "乙甲", "", False),
        ("甲甲乙", "甲乙", "甲乙", "", False),
        ("甲甲乙", "甲乙", "甲甲乙", "", False),
        ("甲乙", "甲乙", "甲", "", True),
        ("甲", "甲", "甲乙", "", True),
        ("甲甲乙", "甲乙", "乙", "", True),
        ("甲1", "甲1", "甲", "1", False),
        ("甲", "甲", "甲1", "1", True),
    ],
)
def test_differ(drawn: str, kept: str, other: str, lone: str, answer: bool) -> None:
    assert differ(Counter(drawn), Counter(kept), Counter(other), Counter(lone)) is answer


def test_tally_counts_no_blanks_and_one_kind_of_hyphen() -> None:
    assert tally("a \u3000\r\nb\x02-\xad") == {"a": 1, "b": 1, "-": 3}


@pytest.mark.parametrize(
    ("numbers", "words"), [([1], "第1页"), ([1, 2, 3], "第1—3页"), ([7, 3, 4, 9], "第3—4、7、9页")]
)
def test_page_ranges(numbers: list[int], words: str) -> None:
    assert page_ranges(numbers) == words
