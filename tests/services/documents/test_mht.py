"""Web pages saved as one file."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given, strategies as st

from app.errors import FileRefused
from app.services.documents.reader import read_document
from tests.services.documents.reading import words

PAGE = "<html><head><meta charset=gb2312></head><body><p>一、总则</p><p>推进绿化，持续改善。</p></body></html>"
HEAD = 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'


def saved(how: str, body: bytes, kind: str = "text/html") -> bytes:
    part = f"--x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {how}\r\n\r\n"
    return HEAD.encode() + part.encode() + body + b"\r\n--x--\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_page_in_its_envelope(encoding: str) -> None:
    page = PAGE.encode(encoding)
    for data in (saved("base64", base64.encodebytes(page)), saved("quoted-printable", quopri.encodestring(page))):
        document = read_document(data, "方案.mht")
        assert (document.kind, words(document)) == ("html", ["一、总则", "推进绿化，持续改善。"])


def test_envelope_without_a_page() -> None:
    with pytest.raises(FileRefused, match="没有找到网页"):
        read_document(saved("base64", b"aGk=", "image/png"), "方案.mht")


def test_parts_without_end() -> None:
    inner = "".join(f"--x\r\nContent-Type: multipart/related; boundary=x{'x' * at}\r\n\r\n" for at in range(3000))
    with pytest.raises(FileRefused):
        read_document((HEAD + inner).encode(), "方案.mht")


WHOLE = saved("base64", base64.encodebytes(PAGE.encode()))


@given(st.integers(len(HEAD), len(WHOLE)), st.binary(max_size=3))
def test_damage_ends_in_a_sentence(at: int, put: bytes) -> None:
    try:
        assert read_document(WHOLE[:at] + put, "方案.mht").text
    except FileRefused as problem:
        refused = problem
        assert "。" in refused.hint


def test_many_groups_of_parts_are_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("email.message_from_bytes", None)
    group = "--x\r\nContent-Type: multipart/related; boundary=y\r\n\r\n"
    with pytest.raises(FileRefused, match="没有找到网页"):
        read_document((HEAD + group * 60).encode(), "方案.mht")
