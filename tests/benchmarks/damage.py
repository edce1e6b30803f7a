"""Ways to damage a file, each from a seeded source of chance; and the helper job that reads one.

Run as a program it is a helper that knows the job ``read``.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
import random
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.services.progress import Progress

if TYPE_CHECKING:
    from app.services.documents.pdf_device import PageContent
    from app.services.documents.scan_page import PageImage


def damaged(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """The name of a damage and the damaged bytes."""
    return chance.choice((_flip, _flip_plain, _cut, _cut_tail, _splice))(data, chance)


def _flip(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    broken = bytearray(data)
    places = [chance.randrange(len(broken)) for _ in range(chance.choice((1, 1, 2, 5, 20, 200)))]
    for place in places:
        broken[place] ^= 1 << chance.randrange(8)
    return f"flip {len(places)} from {min(places)}", bytes(broken)


def _flip_plain(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Change bytes outside the streams only: references, numbers, names."""
    broken = bytearray(data)
    chosen: list[int] = []
    while len(chosen) < chance.choice((1, 1, 2, 5)):
        place = chance.randrange(len(broken))
        start = data.rfind(b"endstream", 0, place)
        stop = data.find(b"stream", place)
        if start >= 0 and 0 < stop - start < 20_000 and data[stop - 3 : stop] != b"end":
            place = chance.randrange(start + 9, stop)
        elif data[stop - 3 : stop] == b"end":
            continue
        broken[place] = chance.choice(b"0123456789 /<>[]()abcR") if chance.random() < 0.7 else chance.randrange(256)
        chosen.append(place)
    return f"plain {chosen}", bytes(broken)


def _cut(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    place = chance.randrange(1, len(data))
    return f"cut at {place}", data[:place]


def _cut_tail(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    missing = int(len(data) ** chance.random())
    return f"tail -{missing}", data[:-missing]


def _splice(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    size = int((len(data) / 2) ** chance.random())
    source, target = (chance.randrange(len(data) - size) for _ in range(2))
    gone = chance.choice((0, size, size // 2, chance.randrange(size + 1)))
    piece = data[source : source + size] if chance.random() < 0.8 else b""
    return f"splice {source}+{len(piece)} over {target}+{gone}", data[:target] + piece + data[target + gone :]


def read(args: dict[str, Any], payload: bytes, progress: Progress) -> tuple[dict[str, Any], bytes]:
    """Read a document, extract its plan, and say what a comparison needs."""
    from app.services.documents.reader import read_document
    from app.services.extraction.extract import extract_plan

    remember_pictures()
    document = read_document(payload, args["name"], progress)
    pages = [
        [document.slice(line.span) for line in document.lines[page.first_line : page.end_line]]
        for page in document.pages
    ]
    draft = extract_plan(document, progress)
    items = [
        [
            f"{kind} {item.number}",
            sorted({place.page or 0 for place in item.place}),
            bool(item.doubts),
            re.sub(r"\s", "", "".join(str(getattr(item, name, "")) for name in ("title", "category", "text"))),
        ]
        for kind, found in (("chapter", draft.chapters), ("measure", draft.measures), ("task", draft.tasks))
        for item in found
    ]
    warnings = [[note.page, note.message] for note in document.warnings]
    return {"pages": pages, "warnings": warnings, "items": items, "told": len(draft.warnings)}, b""


@functools.cache
def remember_pictures() -> None:
    """Read each picture once: most pages of two damaged copies are the same, and reading one takes seconds."""
    from app.services.documents import scan_page

    setattr(scan_page, "read_page", remembered(scan_page.read_page))  # noqa: B010 - mypy lets nobody assign to it


def remembered(
    read_page: Callable[[PageImage, int], PageContent],
) -> Callable[[PageImage, int], PageContent]:
    """The same function, asked once for each picture; what it gave is kept packed, since callers change it."""
    known: dict[bytes, bytes] = {}

    def asked(image: PageImage, threads: int = 1) -> PageContent:
        shape = f"{image.number} {image.pixels.shape} {image.dpi} {image.width} {image.height} "
        key = hashlib.sha256(shape.encode() + image.pixels.tobytes()).digest()
        if key not in known:
            known[key] = pickle.dumps(read_page(image, threads))
        content: PageContent = pickle.loads(known[key])  # noqa: S301 - our own bytes
        return content

    return asked


if __name__ == "__main__":
    from app.services.helper_main import main

    sys.exit(main({"read": "tests.benchmarks.damage:read"}))
