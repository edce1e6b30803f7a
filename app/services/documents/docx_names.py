"""Word's XML names, and small ways to look things up in it."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off", "none"})
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def transitional(data: bytes) -> bytes:
    """A part written by the strict form of the standard under the names everybody else uses."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down a path of Word's names, None if it ends before."""
    for step in path:
        if node is None:
            return None
        node = node.find(f"{W}{step}")
    return node


def value(node: etree._Element | None, *path: str) -> str | None:
    """The ``w:val`` of an element down a path."""
    found = child(node, *path)
    return None if found is None else found.get(VAL)


def number(node: etree._Element | None, *path: str, default: int | None = None) -> int | None:
    """The ``w:val`` as a whole number; the default where it is absent or none."""
    return to_int(value(node, *path), default)


def to_int(text: str | None, default: int | None = None) -> int | None:
    """A whole number in an attribute of at most nine digits."""
    if text is None or len(text) > 9:
        return default
    try:
        return int(text)
    except ValueError:
        return default


def switch(node: etree._Element | None, name: str) -> bool | None:
    """A property that is on or off; None where it is not said."""
    found = child(node, name)
    if found is None:
        return None
    return (found.get(VAL) or "1").lower() not in _OFF
