"""Signatures of an OFD: where their seals stand, and whether the signed files are still what was signed.

Only the digests are compared. Whether a signature is genuine is for the office's seal program to say.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from app.services.documents.ofd_values import box, child, children, words

_METHODS = {
    "sm3": ("sm3", "1.2.156.10197.1.401"), "sha256": ("sha256", "sha-256", "2.16.840.1.101.3.4.2.1"),
    "sha1": ("sha1", "sha-1", "1.3.14.3.2.26"), "md5": ("md5", "1.2.840.113549.2.5"),
}  # fmt: skip
Place = Callable[[str, str], str]
"""Turns a place as written in a file (first) into one from the package's root."""


@dataclass(frozen=True)
class Stamp:
    """A seal on a page: where (x, y, width, height), which part of it, and the file that holds the seal."""

    page: str
    place: tuple[float, float, float, float]
    clip: tuple[float, float, float, float] | None
    file: str


@dataclass(frozen=True)
class Signature:
    """One signature: its stamps, the digest's name ("" if unknown), and the digests of the signed files."""

    stamps: tuple[Stamp, ...]
    method: str
    digests: dict[str, bytes]

    def changed(self, read: Callable[[str], bytes]) -> set[str]:
        """The signed files that are not what was signed.

        Nothing is said where no digest fits at all: then the signing program counted in another way.
        """
        if not self.method:
            return set()
        different = {path for path, digest in self.digests.items() if self._digest(read(path)) != digest}
        return different if len(different) < len(self.digests) else set()

    def _digest(self, data: bytes) -> bytes:
        return hashlib.new(self.method, data, usedforsecurity=False).digest()


def signature_of(root: etree._Element | None, path: str, place: Place) -> Signature:
    """Read a Signature.xml that lies at ``path``."""
    info = child(root, "SignedInfo")
    seal = place(path, words(info, "Seal", "BaseLoc")) or place(path, words(root, "SignedValue"))
    stamps: list[Stamp] = []
    for node in children(info, "StampAnnot"):
        where = box(node.get("Boundary"))
        if where is not None:
            stamps.append(Stamp(node.get("PageRef", ""), where, box(node.get("Clip")), seal))
    listed = child(info, "References")
    digests: dict[str, bytes] = {}
    for node in children(listed, "Reference"):
        try:
            digests[place(path, node.get("FileRef", ""))] = base64.b64decode(words(node, "CheckValue"), validate=True)
        except (binascii.Error, ValueError):
            continue
    return Signature(tuple(stamps), _method("" if listed is None else listed.get("CheckMethod", "")), digests)


def _method(name: str) -> str:
    """The digest by its name or number, "" for one that this machine cannot compute."""
    name = name.strip().lower() or "md5"
    found = next((method for method, names in _METHODS.items() if name.startswith(names)), "")
    return found if found in hashlib.algorithms_available else ""
