"""Single characters of a text layer asked of the page's picture: those without a code, and those no plan uses.

A font may name its glyphs wrongly, all of them or a few. Language cannot tell a few; but wrong names fall among the
rare characters, which real plans hardly use. Where the picture shows others there, the layer is not to be believed.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from app.services.documents.layout import make_lines
from app.services.documents.ocr import recogniser
from app.services.documents.pdf_device import UNKNOWN, Glyph, PageContent

if TYPE_CHECKING:
    from app.services.documents.ocr_decode import ReadCharacter
    from app.services.documents.scan_page import PageDrawing

SECOND_LEVEL = b"\xd8"  # where the national standard's second level begins: characters that are rare
RARE = 0.006  # share of them among a file's Chinese characters; real plans have up to 0.0025
MOST_ASKED = 24  # runs read to judge a file
APART = 1.0  # sizes: glyphs farther apart than this are of different cells
NEAR = 0.8  # sizes: a read character this near may be the glyph
SURE = 0.9  # how surely another character must be read to refute the layer
UNSURE = 0.75  # the score of a character that only its place names
LEAST = 0.5  # what is read less surely is not read
FEW = 2  # different characters refuted: not the picture's fault any more


@dataclass(frozen=True)
class Statement:
    """What the picture shows where a glyph stands; ``text`` is "" where nothing could be read."""

    number: int
    index: int
    said: str
    text: str
    score: float


def is_uncoded(sign: str) -> bool:
    """Whether a character is no character: unknown, or of the private area (but not the signs of symbol faces)."""
    return sign == UNKNOWN or ("\ue000" <= sign <= "\uf8ff" and not "\uf000" <= sign <= "\uf0ff")


def uncoded(content: PageContent) -> list[int]:
    """The glyphs of a page that have no character."""
    return [i for i, glyph in enumerate(content.glyphs) if is_uncoded(glyph.text)]


def strange(contents: Sequence[PageContent]) -> dict[int, list[int]]:
    """For each page the glyphs that no plan has, or that are too many for a plan, of these pages."""
    rareness = {sign: _rareness(sign) for content in contents for sign in {glyph.text for glyph in content.glyphs}}
    counted = Counter(rareness[glyph.text] for content in contents for glyph in content.glyphs)
    chinese = counted[1] + counted[2] + counted[3]
    least = 2 if counted[2] + counted[3] > RARE * chinese else 3
    found = {
        content.number: [i for i, glyph in enumerate(content.glyphs) if rareness[glyph.text] >= least]
        for content in contents
    }
    return {number: indexes for number, indexes in found.items() if indexes}


def _rareness(sign: str) -> int:
    """0: not Chinese; 1: of the standard's first level, 2: of its second, 3: not in it."""
    if not "\u3400" <= sign <= "\u9fff":
        return 0
    code = sign.encode("gb2312", errors="ignore")
    return 3 if not code else 2 if code >= SECOND_LEVEL else 1


def ask(
    contents: Sequence[PageContent], asked: Mapping[int, Sequence[int]], drawer: PageDrawing, most: int | None = None
) -> list[Statement]:
    """Read the runs of type that hold the asked glyphs; at most so many runs, with as many characters as may be."""
    found: list[Statement] = []
    known: set[tuple[str, str]] = set()
    count = 0
    for content in contents:
        wanted = {id(content.glyphs[i]): i for i in asked.get(content.number, ())}
        runs = [run for run in _runs(content) if wanted.keys() & {id(glyph) for glyph in run}] if wanted else []
        if most is not None:
            runs = _with_news(runs, wanted, known, most - count)
        count += len(runs)
        if runs:
            found += _read(content, runs, wanted, drawer)
    return found


def _with_news(
    runs: Sequence[list[Glyph]], wanted: Mapping[int, int], known: set[tuple[str, str]], most: int
) -> list[list[Glyph]]:
    """The first runs that hold a character (of a face) which no run before held; ``known`` grows."""
    found: list[list[Glyph]] = []
    for run in runs:
        news = {(glyph.font, glyph.text) for glyph in run if id(glyph) in wanted} - known
        if news and len(found) < most:
            known |= news
            found.append(run)
    return found


def _runs(content: PageContent) -> list[list[Glyph]]:
    """The glyphs of upright lines, parted where cells are."""
    found: list[list[Glyph]] = []
    for line in make_lines([glyph for glyph in content.glyphs if not glyph.turn]):
        found.append(line.glyphs[:1])
        for left, right in pairwise(line.glyphs):
            if right.x0 - left.x1 > APART * max(left.size, 1.0):
                found.append([])
            found[-1].append(right)
    return found


def _read(
    content: PageContent, runs: Sequence[list[Glyph]], wanted: Mapping[int, int], drawer: PageDrawing
) -> list[Statement]:
    image = drawer.draw(content.number)
    scale = image.dpi / 72
    pieces, shown = [], []
    for run in runs:
        size = max(glyph.size for glyph in run)
        left = max(0, round((run[0].x0 - size / 4) * scale))
        top = max(0, round((min(glyph.top for glyph in run) - size / 6) * scale))
        bottom = round((max(glyph.bottom for glyph in run) + size / 6) * scale)
        piece = image.pixels[top:bottom, left : round((max(glyph.x1 for glyph in run) + size / 4) * scale)]
        if min(piece.shape[:2]) > 4:
            pieces.append(piece)
            shown.append((run, left))
    found = []
    for (run, left), text in zip(shown, recogniser(1).read(pieces), strict=True):
        for glyph in run:
            if id(glyph) in wanted:
                middle = (glyph.x0 + glyph.x1) / 2 * scale - left
                found.append(_statement(content.number, wanted[id(glyph)], glyph, text, middle, scale))
    return found


def _statement(
    number: int, index: int, glyph: Glyph, text: Sequence[ReadCharacter], middle: float, scale: float
) -> Statement:
    text = [character for character in text if character.score >= LEAST and not character.text.isspace()]
    near = sorted(text, key=lambda character: abs(character.middle - middle))[:3]
    near = [character for character in near if abs(character.middle - middle) <= NEAR * glyph.size * scale]
    same = next((character for character in near if character.text == glyph.text), None)
    best = same or (near[0] if near else None)
    return Statement(number, index, glyph.text, best.text if best else "", best.score if best else 0.0)


def refuted(told: Sequence[Statement]) -> bool:
    """Whether a layer is wrong: different characters are surely read as others, and fewer are confirmed."""
    against = {one.said for one in told if one.text and one.text != one.said and one.score >= SURE}
    confirmed = {one.said for one in told if one.text == one.said}
    return len(against - confirmed) >= FEW and len(against) > len(confirmed)


def weighed(layer: PageContent, read: PageContent) -> PageContent:
    """The page as read from its picture, unsure where a layer that is mostly right says otherwise."""
    said, seen = _in_lines(layer), _in_lines(read)
    texts = ["".join(_plain(glyph.text) for glyph in glyphs) for glyphs in (said, seen)]
    for kind, _, _, start, end in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        if kind != "equal":
            for glyph in seen[max(0, start - 1) : end + 1]:
                glyph.score = min(glyph.score, UNSURE)
    return read


def _in_lines(content: PageContent) -> list[Glyph]:
    shown = [glyph for glyph in content.glyphs if not glyph.text.isspace()]
    return [glyph for line in make_lines(shown) for glyph in line.glyphs]


def _plain(sign: str) -> str:
    """A character in the width that a picture cannot tell; always one."""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign[:1]


def mended_by(content: PageContent, told: Sequence[Statement]) -> PageContent:
    """The page with the characters the picture shows in the places that were asked about."""
    glyphs = list(content.glyphs)
    for one in told:
        if one.number == content.number and one.text != one.said:
            glyphs[one.index] = replace(
                glyphs[one.index], text=one.text or UNKNOWN, score=one.score if one.text else min(one.score, UNSURE)
            )
    return replace(content, glyphs=glyphs)
