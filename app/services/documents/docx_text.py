"""Reads one paragraph of Word: runs, fields, links, symbols, text boxes, comments and tracked changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from app.services.documents.docx_names import MC, M, W, child, to_int, value
from app.services.documents.docx_numbering import Numbering
from app.services.documents.docx_numerals import sign, written
from app.services.documents.docx_styles import Face, Styles
from app.services.documents.markup import Block, Mark, OpinionText, Run
from app.services.documents.source import Tracked

LARGE = (3_240_000, 1_080_000)  # English metric units: 9 by 3 centimetres
_INSERTIONS = frozenset({f"{W}ins", f"{W}moveTo"})
_DELETIONS = frozenset({f"{W}del", f"{W}moveFrom"})
_CIRCLED_FIELD = re.compile(r"\s*eq\s+\\o\\ac\s*\(\s*[○〇◯oO]\s*[,，]\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOT_READ = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")
)


@dataclass
class DocxContext:
    """What reading a document shares: styles, numbering, opinions, and what was met on the way."""

    styles: Styles
    numbering: Numbering
    tracked: Tracked = "accepted"
    opinions: list[OpinionText] = field(default_factory=list)
    comments: dict[str, int] = field(default_factory=dict)
    blocks: Callable[[etree._Element], list[Block]] = lambda _: []
    hidden: int = 0
    embedded: int = 0
    pictures: int = 0
    large: int = 0  # of these, as large as a picture of a table

    def shows(self, tag: str) -> bool:
        """Whether what a tracked change encloses belongs to the text as read."""
        return tag in (_INSERTIONS if self.tracked == "accepted" else _DELETIONS)


@dataclass
class _Field:
    """A field under way: its instruction, and whether its result has begun."""

    instruction: str = ""
    result: bool = False


class ParagraphReader:
    """Reads the content of one paragraph into items; text boxes anchored in it are collected apart."""

    def __init__(self, context: DocxContext, face: Face) -> None:
        self._context = context
        self._face = face
        self._fields: list[_Field] = []
        self.items: list[Run | Mark] = []
        self.boxes: list[Block] = []

    def read(self, node: etree._Element) -> None:
        """Read everything within an element in its order."""
        for part in node:
            tag = part.tag
            if not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self._run(part)
            elif tag in _INSERTIONS or tag in _DELETIONS:
                self._change(part)
            elif tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                self._comment(part, part.tag.endswith("Start"), part.tag.endswith("End"))
            elif tag == f"{MC}AlternateContent":
                self.read(chosen(part))
            elif tag == f"{M}t":
                self._add(part.text or "", self._face)
            elif tag not in _NOT_READ:
                self.read(part)

    def _add(self, text: str, face: Face) -> None:
        """Append characters; hidden ones are only counted, and instructions of fields left out."""
        if not text or (self._fields and not self._fields[-1].result):
            return
        if face.hidden:
            self._context.hidden += len(text)
            return
        self.items.append(Run(text, face.bold, face.size, face.font_for(text)))

    def _change(self, node: etree._Element) -> None:
        """A tracked insertion or deletion: an opinion, and text only if this reading shows it."""
        kind = "insertion" if node.tag in _INSERTIONS else "deletion"
        shown = self._context.shows(node.tag)
        outer, self.items = self.items, []
        boxes = len(self.boxes)
        self.read(node)
        inner, self.items = self.items, outer
        words = "".join(item.text for item in inner if isinstance(item, Run))
        if not shown:
            inner = [item for item in inner if isinstance(item, Mark)]
            del self.boxes[boxes:]
        if words:
            key = self._opinion(kind, node, words)
            self.items.extend((*inner, Mark(key, False)))
        else:
            self.items.extend(inner)

    def _opinion(self, kind: str, node: etree._Element, words: str) -> int:
        """A new opinion, or the one just before it when Word only cut it into pieces; its opening mark is set."""
        opinions = self._context.opinions
        made = OpinionText(kind, node.get(f"{W}author", ""), node.get(f"{W}date", ""), words)
        last = self.items[-1] if self.items else None
        if isinstance(last, Mark) and not last.opens:
            before = opinions[last.key]
            if (before.kind, before.author, before.date) == (made.kind, made.author, made.date):
                before.text += words
                self.items.pop()
                return last.key
        opinions.append(made)
        self.items.append(Mark(len(opinions) - 1, True))
        return len(opinions) - 1

    def _comment(self, node: etree._Element, opens: bool, closes: bool) -> None:
        """Where a comment's range begins or ends."""
        key = self._context.comments.get(node.get(f"{W}id", ""))
        if key is None:
            return
        if opens:
            self.items.append(Mark(key, True))
        if closes:
            self.items.append(Mark(key, False))

    def _run(self, node: etree._Element) -> None:
        """One run: characters of one face, and what stands among them."""
        face = self._context.styles.run(self._face, child(node, "rPr"))
        for part in node:
            if isinstance(part.tag, str):
                self._piece(part, face)

    def _piece(self, part: etree._Element, face: Face) -> None:
        """One element of a run."""
        tag = part.tag
        if tag in (f"{W}t", f"{W}delText"):
            self._add((part.text or "").replace("\n", " "), face)
        elif tag in _SIGNS:
            self._add(_SIGNS[tag], face)
        elif tag == f"{W}br":
            self._add("\n", face)
        elif tag == f"{W}sym":
            self._add(_symbol(part), face)
        elif tag in (f"{W}fldChar", f"{W}instrText"):
            self._field(part, face)
        elif tag == f"{W}commentReference":
            self._comment(part, True, True)
        elif tag == f"{W}ruby":
            base = child(part, "rubyBase")
            if base is not None:
                self.read(base)
        elif tag == f"{MC}AlternateContent":
            for inner in chosen(part):
                self._piece(inner, face)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._drawing(part)

    def _drawing(self, node: etree._Element) -> None:
        """Text boxes anywhere within a drawing, each once; other drawings are counted."""
        found = False
        for box in _boxes(node):
            found = True
            self.boxes.extend(self._context.blocks(box))
        if not found:
            if node.tag == f"{W}object":
                self._context.embedded += 1
            else:
                self._context.pictures += 1
                self._context.large += _is_large(node)

    def _field(self, part: etree._Element, face: Face) -> None:
        """Fields show their result; a sign in a circle has none and is made from its instruction."""
        if part.tag == f"{W}instrText":
            if self._fields:
                self._fields[-1].instruction += part.text or ""
            return
        kind = part.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].result = True
        elif self._fields and kind == "end":
            done = self._fields.pop()
            circled = None if done.result else _CIRCLED_FIELD.fullmatch(done.instruction)
            if circled:
                self._add(written(int(circled.group(1)), "decimalEnclosedCircle"), face)


def chosen(node: etree._Element) -> etree._Element:
    """The one branch of an mc:AlternateContent that is read: the first with text, else the last."""
    branches = [part for part in node if part.tag in (f"{MC}Choice", f"{MC}Fallback")]
    for branch in branches:
        if next(branch.iter(f"{W}txbxContent", f"{W}t", f"{W}sym"), None) is not None:
            return branch
    return branches[-1] if branches else node


def _boxes(node: etree._Element) -> list[etree._Element]:
    """The outermost text boxes of a drawing; of alternatives only the chosen one's."""
    found: list[etree._Element] = []
    stack = [node]
    while stack:
        part = stack.pop()
        if part.tag == f"{W}txbxContent":
            found.append(part)
        elif part.tag == f"{MC}AlternateContent":
            stack.append(chosen(part))
        else:
            stack.extend(reversed([inner for inner in part if isinstance(inner.tag, str)]))
    return found


def _symbol(part: etree._Element) -> str:
    """A character of a symbol font."""
    try:
        code = int(part.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return sign(code, part.get(f"{W}font", "")) if 0 < code < 0xFFFE and not 0xD800 <= code < 0xE000 else ""


def mark_state(node: etree._Element, tracked: Tracked) -> bool:
    """Whether the paragraph's own end is no part of the text as read: the next paragraph goes on with it."""
    properties = child(node, "pPr", "rPr")
    gone = ("del", "moveFrom") if tracked == "accepted" else ("ins", "moveTo")
    return any(child(properties, name) is not None for name in gone)


def list_of(node: etree._Element, styles: Styles, numbering: Numbering) -> tuple[str, int] | None:
    """The list and level of a paragraph: its own, else its style's."""
    key = value(node, "pPr", "pStyle")
    style = styles.paragraph(key)
    own = child(node, "pPr", "numPr")
    list_id = value(own, "numId") or style.list_id
    if list_id is None or list_id == "0":
        return None
    level = to_int(value(own, "ilvl"))
    if level is None:
        level = style.level
    if level is None:
        level = numbering.level_of_style(list_id, key or "")
    return list_id, level


def _is_large(node: etree._Element) -> bool:
    """Whether a drawing is large enough to be a picture of text."""
    sizes = [(extent.get("cx", ""), extent.get("cy", "")) for extent in node.iter("{*}extent")]
    return any(cx.isdigit() and cy.isdigit() and int(cx) >= LARGE[0] and int(cy) >= LARGE[1] for cx, cy in sizes)
