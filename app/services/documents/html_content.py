"""Which part of a saved page is the document: by where its sentences stand; everything else is navigation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from app.services.documents.markup import Paragraph

LEAST = 120  # characters in sentences that make a part of a page worth keeping
SHARE = 0.02  # and their share of the whole
AROUND_SHARE = 0.3  # what names itself navigation or footer is content only with this much of it
_SENTENCE = re.compile(r"[。；，、：]")
_CONTAINERS = frozenset(
    "html body div article section main form center table tbody tr td th blockquote fieldset span font "
    "ul dl dd li".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4".split())
_UNREAD = frozenset({"script", "style", "a", "option", "title", "noscript"})
_AROUND_TAGS = frozenset({"nav", "footer", "aside", "header"})
_AROUND_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|foot|footer|crumbs?|breadcrumb|position|share|fenxiang|copyright|sidebar|aside|"
    r"related|recommend|toolbar|bottom|friendlink|links?|login|search|qrcode|ewm)\d*(?:$|[\s_-])",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:【?\s*)?(?:当前位置|您的位置|信息来源|文章来源|来源|发布时间|发布日期|发布机构|作者|责任编辑|编辑|浏览次数|阅读次数|浏览量|"
    r"点击数|点击量|点击|访问量|字体大小|字体|字号|分享到|分享|打印本页|打印|关闭窗口|关闭本页|关闭|保存|扫一扫[^。]{0,12}|视力保护色|上一篇|下一篇|点击打开|"
    r"相关链接|相关文档|相关解读|政策解读|附件下载|返回顶部|收藏)(?:\s*[：:】\]\[【（(].*|\s*)"
)
_DATED = re.compile(
    r"(?:\S{2,20}\s+)?20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?(?:\s+(?:来源|作者)?\S{0,20})?"
)
_TITLE_WORDS = 8  # characters beside a table that are a title
_EDGE = 8  # lines at both ends of the content among which labels of the site are looked for


def main_part(root: etree._Element) -> etree._Element:
    """The smallest element that holds (nearly) all sentences of a page."""
    scores = _scores(root)
    node = root
    enough = max(LEAST, SHARE * scores.get(root, 0))
    while True:
        parts = [part for part in node if isinstance(part.tag, str)]
        heavy = [part for part in parts if scores.get(part, 0) >= _needed(part, enough, scores.get(node, 0))]
        own = scores.get(node, 0) - sum(scores.get(part, 0) for part in parts)
        own += sum(scores.get(part, 0) for part in parts if part.tag in _PARAGRAPHS and part not in heavy)
        if len(heavy) != 1 or own >= enough or heavy[0].tag not in _CONTAINERS:
            return node
        if _is_grid(heavy[0]):
            return _around_grid(heavy[0], root)
        node = heavy[0]


def _is_grid(node: etree._Element) -> bool:
    """Whether an element is a table of data: several rows of several short cells."""
    if node.tag != "table":
        return False
    rows = [sum(cell.tag in ("td", "th") for cell in row) for row in node.iter("tr")]
    return len(rows) >= 3 and sum(cells >= 3 for cells in rows) > len(rows) / 2


def _around_grid(grid: etree._Element, root: etree._Element) -> etree._Element:
    """The element in which a table of data stands with words of its own: a title, a notice in front."""
    node = grid
    words = _words_in(grid)
    while node is not root and _words_in(node) < words + _TITLE_WORDS:
        parent = node.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return node if parent is None or _words_in(parent) == words else parent
        node = parent
    return node


def _words_in(node: etree._Element) -> int:
    """Characters of an element's text, that of links and scripts left out."""
    kept = (x for x in node.iter() if isinstance(x.tag, str))
    own = sum(len((x.text or "").strip()) for x in kept if x.tag not in _UNREAD)
    return own + sum(len((x.tail or "").strip()) for x in node.iter() if x is not node)


def _needed(part: etree._Element, enough: float, whole: float) -> float:
    """The sentences a part must hold to be content."""
    return max(enough, AROUND_SHARE * whole) if is_around(part) else enough


def is_around(node: etree._Element) -> bool:
    """Whether an element says of itself that it is navigation, footer and the like."""
    if node.tag in _AROUND_TAGS:
        return True
    return bool(_AROUND_WORDS.search(f"{node.get('class') or ''} {node.get('id') or ''}"))


def _scores(root: etree._Element) -> dict[etree._Element, int]:
    """Characters in sentences within each element; text of links counts nothing."""
    nodes = list(root.iter())
    scores = dict.fromkeys(nodes, 0)
    for node in nodes:
        if isinstance(node.tag, str) and node.tag not in _UNREAD:
            scores[node] += _weight(node.text)
        if node is not root:
            scores[node.getparent()] += _weight(node.tail)
    for node in reversed(nodes[1:]):
        scores[node.getparent()] += scores[node]
    return scores


def _weight(text: str | None) -> int:
    """What a piece of text counts: its characters if it looks like a part of a sentence."""
    text = (text or "").strip()
    return len(text) if len(text) >= 10 and _SENTENCE.search(text) else 0


def assign_regions(owners: Sequence[tuple[Paragraph, etree._Element | None]], root: etree._Element, title: str) -> None:
    """Mark the paragraphs that are no part of the document as navigation."""
    main = main_part(root)
    inside = set(main.iter())
    scores = _scores(main)
    around: set[etree._Element] = set()
    for part in main.iter():
        apart = part is not main and isinstance(part.tag, str) and is_around(part) and scores[part] < LEAST
        if apart or (part is not main and part.getparent() in around):
            around.add(part)
    content: list[Paragraph] = []
    before: list[Paragraph] = []
    for paragraph, owner in owners:
        if owner in inside and owner not in around:
            content.append(paragraph)
            continue
        paragraph.region = "navigation"
        if not content:
            before.append(paragraph)
    _labels(content)
    _restore_title(before, [p for p in content if not p.region], title)


def _squeezed(paragraph: Paragraph) -> str:
    return "".join(paragraph.text().split())


def _labels(content: Sequence[Paragraph]) -> None:
    """The site's own labels at both ends of the content: source, date, print, close, a title given twice."""
    head = content[:_EDGE]
    for at, paragraph in enumerate(head):
        text = paragraph.text().strip()
        again = len(text) >= 8 and any(_squeezed(p) == _squeezed(paragraph) for p in content[at + 1 : at + 1 + _EDGE])
        if again or _LABEL.fullmatch(text) or _DATED.fullmatch(text):
            paragraph.region = "navigation"
    for paragraph in content[len(head) :][-_EDGE:]:
        if _LABEL.fullmatch(paragraph.text().strip()):
            paragraph.region = "navigation"


def _restore_title(before: Sequence[Paragraph], content: Sequence[Paragraph], title: str) -> None:
    """The document's title above its content belongs to it, unless the content repeats it."""
    title = "".join(title.split())
    opening = "".join(_squeezed(p) for p in content[:_EDGE])
    for paragraph in reversed(before):
        text = _squeezed(paragraph)
        if len(text) < 8 or text in opening or _LABEL.fullmatch(text):
            continue
        if title and (text in title or title in text):
            paragraph.region = ""
            return
