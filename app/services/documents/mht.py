"""Reads a web page saved as one file (MHT): the page within it, its pictures left out."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace

from app.errors import FileRefused
from app.services.documents.html import read_html
from app.services.documents.markup import digest
from app.services.documents.safe_xml import MAX_PART, too_large
from app.services.documents.source import SourceDocument
from app.services.progress import Progress

MOST_NESTED = 50  # groups of parts: a saved page has one or two, and each costs the parser all the lines after it
_GROUP = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)


def read_mht(data: bytes, name: str, progress: Progress | None = None) -> SourceDocument:
    """Read the first page among the parts."""
    if len(data) > MAX_PART:
        raise too_large(name)
    page = _page(data)
    if not page:
        raise FileRefused(f"“{name}”里没有找到网页。", "请用浏览器打开，另存为网页（HTML）或打印成 PDF，再导入。")
    return replace(read_html(page, name, progress), sha256=digest(data))


def _page(data: bytes) -> bytes:
    """The bytes of the first HTML part."""
    if len(_GROUP.findall(data)) > MOST_NESTED:
        return b""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    except (RecursionError, LookupError, ValueError):  # parts in parts without end, names of encodings that are none
        return b""
    if not parts:
        return b""
    payload = parts[0].get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
