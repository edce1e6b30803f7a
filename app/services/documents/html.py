"""Reads a saved web page (HTML) into a SourceDocument: lines and tables as marked up, no geometry.

The document is what stands where the page's sentences stand; menus, labels and footers are kept as
lines of the region "navigation", text that the page does not show as lines of the region "hidden".
"""

from __future__ import annotations

import re

from lxml import etree

from app.errors import FileRefused
from app.services.documents.html_blocks import PageReader
from app.services.documents.html_content import assign_regions
from app.services.documents.markup import Block, Layout, Paragraph, Table, TableCell, flattened, paragraphs_of
from app.services.documents.safe_xml import MAX_PART, MAX_TAGS, too_large
from app.services.documents.source import SourceDocument, SourceWarning
from app.services.documents.text import decode, decode_as
from app.services.progress import Progress

_STEPS = 2
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{3,12})", re.IGNORECASE)
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}
_ENCODINGS |= {"big5": "big5hkscs"}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|table|p|span|meta|title|style|!--)[\s>-]", re.IGNORECASE)
_SHOWN_SHARE = 0.3  # with less than this much of the text shown the page hides its content until a script runs


def read_html(data: bytes, name: str, progress: Progress | None = None) -> SourceDocument:
    """Read a page."""
    steps = progress or Progress()
    steps.step(0, _STEPS, "读取网页")
    if len(data) > MAX_PART or data.count(b"<") > MAX_TAGS:
        raise too_large(name)
    text, warnings = _decoded(data, name)
    root = _parsed(text, name)
    reader = PageReader()
    blocks = reader.read(root)
    if reader.too_deep:
        raise _too_deep(name)
    shown, hidden = _length(blocks), _length(reader.hidden())
    if hidden and shown < _SHOWN_SHARE * (shown + hidden):
        reader = PageReader(show_hidden=True)
        blocks = reader.read(root)
    if not _length(blocks):
        raise FileRefused(f"“{name}”里没有文字。", "网页内容可能要联网才显示：请用浏览器打开，打印成 PDF 后再导入。")
    steps.step(1, _STEPS, "区分正文和网页栏目")
    assign_regions(reader.owners, root, root.findtext(".//title") or "")
    layout = Layout()
    layout.add(_without_menus(flattened(blocks)))
    layout.add(reader.hidden())
    steps.step(_STEPS, _STEPS, "完成")
    return layout.document("html", data, name, warnings)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[SourceWarning, ...]]:
    """The page's characters; where some are damaged, by the encoding that the page names."""
    try:
        return decode(data, name)
    except FileRefused:
        named = _CHARSET.search(data[:4096])
        encoding = _ENCODINGS.get(named.group(1).decode("ascii").lower()) if named else None
        if encoding is None:
            raise
        return decode_as(data, encoding, name)


def _parsed(text: str, name: str) -> etree._Element:
    """The page's root; damage is mended as browsers do."""
    if not _HTML.search(text[:20_000]):
        raise FileRefused(f"“{name}”是 XML 文件，不是网页。", "请用原软件打开后另存为 DOCX 或 PDF，再导入。")
    # huge_tree: real pages nest deeper than 256 where they forget to close their elements; the size is limited here.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    plain = _DECLARATION.sub("", text, count=1).replace("\0", "\ufffd")
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise FileRefused(f"“{name}”已损坏，无法识别为网页。", "请在浏览器中打开，重新保存后再导入。") from problem
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise _too_deep(name)
    if root is None:
        raise FileRefused(f"“{name}”里没有内容。", "请在浏览器中打开，重新保存后再导入。")
    return root


def _too_deep(name: str) -> FileRefused:
    return FileRefused(f"“{name}”的网页结构嵌套过深，无法完整读取。", "请用浏览器打开，打印成 PDF 后再导入。")


def _length(blocks: list[Block] | list[Paragraph]) -> int:
    """How many characters the blocks hold."""
    return sum(len("".join(p.text().split())) for p in paragraphs_of(blocks))


def _without_menus(blocks: list[Block]) -> list[Block]:
    """Tables of navigation are lines only."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and _is_menu(block.cells):
            made.extend(paragraphs_of([block]))
        else:
            made.append(block)
    return made


def _is_menu(cells: list[TableCell]) -> bool:
    """Whether nothing in a table belongs to the document."""
    return all(p.region for cell in cells for p in paragraphs_of(cell.blocks))
