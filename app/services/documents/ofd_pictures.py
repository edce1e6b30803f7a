"""Pictures within an OFD: those of its pages, and those of its seals."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from app.errors import FileRefused
from app.services.documents.ofd_package import OfdPackage
from app.services.documents.ofd_signature import Stamp

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "JPEG2000", "MPO")
MOST_PIXELS = 60_000_000  # unpacked; a scanned A3 page at 400 dpi has 31
SIDE = 4_000  # pixels: no picture is kept larger
_SEALS = (b"PNG", b"JPG", b"JPEG", b"BMP", b"GIF", b"OFD")
_FAULTS = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, OverflowError, ZeroDivisionError,
)  # fmt: skip


def opened(data: bytes, size: tuple[float, float]) -> Image | None:
    """A picture with transparency, about ``size`` pixels large; None where it cannot be unpacked."""
    from PIL import Image

    if not data:
        return None
    target = min(max(int(size[0]), 1), SIDE), min(max(int(size[1]), 1), SIDE)
    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before anything is unpacked
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which harms no pixel
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                return None
            if picture.width > 2 * target[0] and picture.height > 2 * target[1]:
                picture.draft("RGB", (target[0] * 2, target[1] * 2))
            found = picture.convert("RGBA")
    except _FAULTS:
        return None
    if found.width > target[0] and found.height > target[1]:
        found = found.resize(target, Image.Resampling.BOX)
    return found


def seal_picture(data: bytes, stamp: Stamp, size: tuple[float, float], depth: int) -> Image | None:
    """The picture of a seal, the part that the stamp shows; a seal may itself be an OFD."""
    kind, inner = seal_content(data)
    whole = _of_ofd(inner, size, depth) if kind == "OFD" else opened(inner, size)
    if whole is None or stamp.clip is None or stamp.place[2] <= 0 or stamp.place[3] <= 0:
        return whole
    across, down = whole.width / stamp.place[2], whole.height / stamp.place[3]
    x, y, width, height = stamp.clip
    shown = whole.crop((round(x * across), round(y * down), round((x + width) * across), round((y + height) * down)))
    whole.paste((0, 0, 0, 0), (0, 0, whole.width, whole.height))
    whole.paste(shown, (round(x * across), round(y * down)))
    return whole


def seal_content(data: bytes) -> tuple[str, bytes]:
    """Kind and bytes of the picture in a seal (GB/T 38540): a short string, then an octet string."""
    for kind in _SEALS:
        for spelt in (kind, kind.lower()):
            for tag in (b"\x16", b"\x0c", b"\x13"):
                at = data.find(tag + bytes((len(kind),)) + spelt + b"\x04")
                if at >= 0 and (inner := _octets(data, at + 2 + len(kind))):
                    return kind.decode(), inner
    return "", b""


def _octets(data: bytes, at: int) -> bytes:
    """The content of the octet string at a place."""
    if at + 2 > len(data):
        return b""
    length, start = data[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    return data[start : start + length]


def _of_ofd(data: bytes, size: tuple[float, float], depth: int) -> Image | None:
    """The first page of an OFD on transparent ground; seals within seals end here."""
    from app.services.documents.ofd_drawing import paint
    from app.services.documents.ofd_scene import scene_of

    if depth:
        return None
    try:
        package = OfdPackage(data, "印章")
        scene = scene_of(package, package.pages[0])
        scale = min(size[0] / scene.width, size[1] / scene.height, SIDE / max(scene.width, scene.height))
        return paint(scene, package, scale, clear=True, depth=depth + 1)
    except FileRefused:
        return None
