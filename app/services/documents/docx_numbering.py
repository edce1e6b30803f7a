"""The ordinals that Word generates: what stands in numbering.xml, counted through the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from app.services.documents.docx_names import VAL, W, child, number, switch, to_int, value
from app.services.documents.docx_numerals import sign, written

LEVELS = 9
_FOLLOWED = {"space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its ordinal is written."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    followed_by: str = "\t"
    restart: int | None = None
    legal: bool = False
    paragraph_style: str | None = None
    font: str = ""


_NO_LEVEL = Level("none", "")


@dataclass
class _List:
    """A w:num: its abstract list, levels of its own, and where its counting starts anew."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of every list."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        """Read the abstract lists, links between them, and the lists."""
        styled: dict[str, str] = {}
        linked: dict[str, str] = {}
        for node in root.iterfind(f"{W}abstractNum"):
            key = node.get(f"{W}abstractNumId", "")
            self._abstracts[key] = _levels(node)
            if name := value(node, "styleLink"):
                styled[name] = key
            if name := value(node, "numStyleLink"):
                linked[key] = name
        for node in root.iterfind(f"{W}num"):
            abstract = value(node, "abstractNumId") or ""
            abstract = styled.get(linked.get(abstract, ""), abstract)
            made = self._lists[node.get(f"{W}numId", "")] = _List(abstract)
            for override in node.iterfind(f"{W}lvlOverride"):
                at = to_int(override.get(f"{W}ilvl"), 0) or 0
                start = number(override, "startOverride")
                if start is not None:
                    made.starts[at] = start
                if (own := child(override, "lvl")) is not None:
                    made.levels[at] = _level(own)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list gives to the paragraphs of a style; 0 if none."""
        found = self._lists.get(list_id)
        for at, level in self._abstracts.get(found.abstract, {}).items() if found else ():
            if level.paragraph_style == style:
                return at
        return 0

    def label(self, list_id: str, at: int) -> str:
        """Count one paragraph of a list and give its ordinal with what follows it; "" where there is none."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= at < LEVELS:
            return ""
        level = self._level(found, at)
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        self._count(found, list_id, at, counts)
        if level.style == "bullet":
            text = "".join(sign(ord(c), level.font) for c in level.text)
        else:
            text = self._written(found, level, counts)
        return text + level.followed_by if text else ""

    def _level(self, found: _List, at: int) -> Level:
        """The list's own form of a level, else the abstract list's."""
        return found.levels.get(at) or self._abstracts.get(found.abstract, {}).get(at, _NO_LEVEL)

    def _count(self, found: _List, list_id: str, at: int, counts: list[int | None]) -> None:
        """Go one on at a level; deeper levels begin anew unless they say otherwise."""
        now = counts[at]
        if at in found.starts and (list_id, at) not in self._begun:
            counts[at] = found.starts[at]
        else:
            counts[at] = self._level(found, at).start if now is None else now + 1
        self._begun.add((list_id, at))
        for deeper in range(at + 1, LEVELS):
            restart = self._level(found, deeper).restart
            if restart is None or at < restart:
                counts[deeper] = None

    def _written(self, found: _List, level: Level, counts: list[int | None]) -> str:
        """The level's pattern with the numbers of all its levels."""

        def shown(place: re.Match[str]) -> str:
            other = int(place.group(1)) - 1
            its = self._level(found, other)
            count = counts[other]
            return written(its.start if count is None else count, "decimal" if level.legal else its.style)

        return re.sub(r"%([1-9])", shown, level.text)


def _levels(node: etree._Element) -> dict[int, Level]:
    """The levels of an abstract list."""
    return {to_int(own.get(f"{W}ilvl"), 0) or 0: _level(own) for own in node.iterfind(f"{W}lvl")}


def _level(node: etree._Element) -> Level:
    """One w:lvl."""
    start = number(node, "start", default=0)  # so the standard has it; Word always writes the element
    fonts = child(node, "rPr", "rFonts")
    pattern = child(node, "lvlText")
    return Level(
        style=value(node, "numFmt") or "decimal",
        text=(pattern.get(VAL) or "") if pattern is not None else "",
        start=start or 0,
        followed_by=_FOLLOWED.get(value(node, "suff") or "tab", "\t"),
        restart=number(node, "lvlRestart"),
        legal=bool(switch(node, "isLgl")),
        paragraph_style=value(node, "pStyle"),
        font=(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else "",
    )
