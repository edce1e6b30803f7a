"""OFD files that are damaged, empty or made to harm: refused with a sentence, or told."""

from __future__ import annotations

import pytest

from app.errors import FileRefused
from app.services.documents import ofd, safe_xml
from app.services.documents.ofd import read_ofd
from tests.services.documents.made_ofd import Book, packed
from tests.services.documents.test_ofd import PAGE, read, ruled

DAMAGE = {
    "empty": b"",
    "cut": b"<a",
    "entity": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "noise": b"\x00\xff" * 40,
}


def test_missing_page_is_told() -> None:
    book = Book()
    book.page().text(72, 100, "正文")
    book.page()
    files = book.files()
    del files["Doc_0/Pages/Page_1/Content.xml"]
    document = read_ofd(packed(files), "x")
    assert [(warning.page, warning.message[:6]) for warning in document.warnings] == [(2, "页面内容缺失")]
    assert len(document.pages) == 2


def test_lines_only_are_refused() -> None:
    book = Book()
    book.page().grid([50, 90, 200], [100, 140])
    with pytest.raises(FileRefused, match="没有文字") as caught:
        read(book)
    assert caught.value.hint


def test_empty_pages_are_refused() -> None:
    book = Book()
    book.page()
    with pytest.raises(FileRefused, match="没有文字内容"):
        read(book)


def test_no_pages_are_refused() -> None:
    with pytest.raises(FileRefused, match="没有可以读取的页面"):
        read(Book())


@pytest.mark.parametrize("path", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml", PAGE])
@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE)
def test_broken_parts_are_refused_with_a_next_step(path: str, content: bytes) -> None:
    files = ruled(Book()).files()
    files[path] = content
    with pytest.raises(FileRefused) as caught:
        read_ofd(packed(files), "方案")
    assert caught.value.message.startswith("“方案”")
    assert caught.value.hint.endswith("。")


@pytest.mark.parametrize("path", ["Doc_0/Document.xml", "OFD.xml"])
def test_missing_parts_are_refused(path: str) -> None:
    files = ruled(Book()).files()
    del files[path]
    with pytest.raises(FileRefused, match="已损坏"):
        read_ofd(packed(files), "方案")


def test_cut_file_is_refused() -> None:
    data = ruled(Book()).data()
    with pytest.raises(FileRefused):
        read_ofd(data[: len(data) // 2], "方案")


def test_missing_resources_cost_no_text() -> None:
    files = ruled(Book()).files()
    del files["Doc_0/PublicRes.xml"]
    assert "市水务局牵头" in read_ofd(packed(files), "x").text


def test_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_xml, "MAX_PART", 100_000)
    files = ruled(Book()).files()
    files[PAGE] += b" " * 200_000
    with pytest.raises(FileRefused, match="过大"):
        read_ofd(packed(files), "方案")


def test_deep_nesting_is_refused() -> None:
    book = Book()
    book.page().text(72, 100, "正文").add("<o:PageBlock>" * 5000 + "</o:PageBlock>" * 5000)
    with pytest.raises(FileRefused, match="已损坏"):
        read(book)


def test_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd, "MOST_CHARACTERS", 3)
    with pytest.raises(FileRefused, match="过大"):
        read(ruled(Book()))
