"""Signed OFD files: digests that still fit, and those that do not."""

from __future__ import annotations

import base64
import hashlib

import pytest
from lxml import etree

from app.services.documents.ofd import read_ofd
from app.services.documents.ofd_signature import signature_of
from app.services.documents.source import SourceWarning
from tests.services.documents.made_ofd import Book, packed

PAGES = [f"Doc_0/Pages/Page_{n}/Content.xml" for n in range(2)]


def signed(method: str = "SHA256", digest: str = "sha256") -> dict[str, bytes]:
    """A file of two pages with a signature over both."""
    book = Book()
    for words in ("第一条", "第二条"):
        book.page().text(72, 100, words)
    book.body = "<o:Signatures>/Doc_0/Signs/Signatures.xml</o:Signatures>"
    files = book.files()
    references = "".join(
        f'<o:Reference FileRef="/{path}"><o:CheckValue>'
        f"{base64.b64encode(hashlib.new(digest, files[path]).digest()).decode()}</o:CheckValue></o:Reference>"
        for path in PAGES
    )
    listed = f'<o:References CheckMethod="{method}">{references}</o:References>'
    signature = f"<o:Signature><o:SignedInfo>{listed}</o:SignedInfo></o:Signature>"
    listed = '<o:Signatures><o:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></o:Signatures>'
    files["Doc_0/Signs/Signatures.xml"] = book.qualified(listed).encode()
    files["Doc_0/Signs/Sign_0/Signature.xml"] = book.qualified(signature).encode()
    return files


def warnings_of(files: dict[str, bytes]) -> tuple[SourceWarning, ...]:
    return read_ofd(packed(files), "x").warnings


METHODS = [("SHA256", "sha256"), ("SHA1", "sha1"), ("", "md5"), ("2.16.840.1.101.3.4.2.1", "sha256")]
if "sm3" in hashlib.algorithms_available:
    METHODS += [("SM3", "sm3"), ("1.2.156.10197.1.401.2", "sm3")]


@pytest.mark.parametrize(("method", "digest"), METHODS)
def test_changed_page_is_told(method: str, digest: str) -> None:
    files = signed(method, digest)
    assert warnings_of(files) == ()
    files[PAGES[1]] = files[PAGES[1]].replace("二".encode(), "三".encode())
    (warning,) = warnings_of(files)
    assert (warning.page, "签章后可能被改动" in warning.message) == (2, True)


def test_nothing_is_said_where_no_digest_fits() -> None:
    assert warnings_of(signed("SHA256", "sha512")) == ()


def test_unknown_digest_is_not_judged() -> None:
    files = signed("crc")
    files[PAGES[0]] += b" "
    assert warnings_of(files) == ()


def test_broken_check_value_is_passed_over() -> None:
    root = etree.fromstring(
        "<Signature><SignedInfo><References CheckMethod='MD5'><Reference FileRef='a'><CheckValue>?</CheckValue>"
        "</Reference></References></SignedInfo></Signature>"
    )
    assert signature_of(root, "s.xml", lambda origin, place: place).digests == {}
