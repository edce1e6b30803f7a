"""Reads a Word document (DOCX) into a SourceDocument: lines and tables as marked up, no geometry.

Headers, footers and notes stand behind the text as lines of their own region. Comments and tracked
changes become opinions; ``tracked`` says whether the text is read with the changes accepted or as it was.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from app.errors import FileRefused
from app.services.documents.docx_blocks import BlockReader
from app.services.documents.docx_names import W, transitional
from app.services.documents.docx_numbering import Numbering
from app.services.documents.docx_styles import Styles
from app.services.documents.docx_text import DocxContext
from app.services.documents.markup import Block, Layout, OpinionText, Paragraph, Run, paragraphs_of
from app.services.documents.safe_xml import Archive, parse
from app.services.documents.source import SourceDocument, SourceWarning, Tracked
from app.services.progress import Progress

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STEPS = 3
_PARTS = {"styles": "样式", "numbering": "自动编号", "comments": "批注", "footnotes": "脚注", "endnotes": "尾注"}
_PARTS |= {"header": "页眉", "footer": "页脚"}
_HINT = "请用 Word 或 WPS 打开，确认内容后另存一份再导入。"


class _Package:
    """The parts of a DOCX by their relations."""

    def __init__(self, data: bytes, name: str) -> None:
        self._archive = Archive(data, name)
        self._name = name
        self.lost: set[str] = set()
        self.main = self._find_main()
        self.relations = list(self._relations(self.main))
        if not self.relations:  # the list itself is lost where parts lie there that only it could name
            folder = PurePosixPath(self.main).parent
            self.lost |= {kind for kind in _PARTS if (folder / f"{kind}.xml").as_posix() in self._archive}

    def _find_main(self) -> str:
        for kind, target in self._relations(""):
            if kind == "officeDocument" and target in self._archive:
                return target
        if "word/document.xml" in self._archive:
            return "word/document.xml"
        raise FileRefused(f"“{self._name}”里没有 Word 文档的正文。", _HINT)

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        """Kind and target of each relation of a part within the package; targets outside are never followed."""
        path = PurePosixPath(part)
        listed = (path.parent / "_rels" / f"{path.name}.rels").as_posix() if part else "_rels/.rels"
        root = self._archive.xml(listed)
        for node in root.iterfind(_RELATION) if root is not None else ():
            if node.get("TargetMode") == "External":
                continue
            target = node.get("Target", "")
            full = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(str(path.parent), target))
            )
            yield node.get("Type", "").rpartition("/")[2], full

    def part(self, path: str) -> etree._Element | None:
        """A part as XML, under the usual names; None where it is absent."""
        if path not in self._archive:
            return None
        return parse(transitional(self._archive.read(path)), self._name)

    def related(self, kind: str) -> Iterator[etree._Element]:
        """The parts that the main part relates to by this kind, each once."""
        for target in dict.fromkeys(target for what, target in self.relations if what == kind):
            root = self.part(target)
            if root is not None:
                yield root
            else:
                self.lost.add(kind)


def read_docx(
    data: bytes, name: str, progress: Progress | None = None, tracked: Tracked = "accepted"
) -> SourceDocument:
    """Read a DOCX; ``tracked`` "accepted" gives the text with all changes accepted, "original" as it was before."""
    steps = progress or Progress()
    steps.step(0, _STEPS, "解开文档")
    package = _Package(data, name)
    body = _body(package, name)
    styles = Styles(next(package.related("styles"), None))
    context = DocxContext(styles, Numbering(next(package.related("numbering"), None)), tracked)
    reader = BlockReader(context)
    _comments(package, reader, context)
    steps.step(1, _STEPS, "读取正文和表格")
    layout = Layout()
    blocks = reader.read(body)
    _head_of_contents(blocks)
    layout.add(blocks)
    steps.step(2, _STEPS, "读取页眉页脚和注释")
    notes = list(_notes(package, reader))
    layout.add(notes)
    layout.add(_margins(package, reader))
    if not any(p.text().strip() for p in (*paragraphs_of(blocks), *paragraphs_of(notes))):
        raise _empty(name, context)
    steps.step(_STEPS, _STEPS, "完成")
    return layout.document("docx", data, name, [*_lost(package), *_warnings(context)], context.opinions)


def _head_of_contents(blocks: list[Block]) -> None:
    """The word 目录 above a table of contents belongs to it."""
    above: Paragraph | None = None
    for block in blocks:
        if not isinstance(block, Paragraph) or block.region == "contents":
            if above is not None and isinstance(block, Paragraph):
                above.region = "contents"
            above = None
        elif (text := "".join(block.text().split())) in ("目录", "目次"):
            above = block
        elif text:
            above = None


def _body(package: _Package, name: str) -> etree._Element:
    """The w:body."""
    root = package.part(package.main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise FileRefused(f"“{name}”里没有 Word 文档的正文。", _HINT)
    return body


def _comments(package: _Package, reader: BlockReader, context: DocxContext) -> None:
    """Comments by their ids, in the order of the file."""
    for root in package.related("comments"):
        for node in root.iterfind(f"{W}comment"):
            words = "\n".join(p.text() for p in paragraphs_of(reader.read(node))).strip()
            context.comments[node.get(f"{W}id", "")] = len(context.opinions)
            context.opinions.append(OpinionText("comment", node.get(f"{W}author", ""), node.get(f"{W}date", ""), words))


def _notes(package: _Package, reader: BlockReader) -> Iterator[Block]:
    """Footnotes and endnotes with their numbers; the rules that part them from the text are no notes."""
    for kind in ("footnote", "endnote"):
        count = 0
        for root in package.related(f"{kind}s"):
            for node in root.iterfind(f"{W}{kind}"):
                if node.get(f"{W}type", "normal") != "normal":
                    continue
                count += 1
                for at, paragraph in enumerate(paragraphs_of(reader.read(node))):
                    if at == 0:
                        paragraph.items.insert(0, Run(f"[{count}]"))
                    paragraph.region = "footnote"
                    yield paragraph


def _margins(package: _Package, reader: BlockReader) -> list[Block]:
    """The paragraphs of headers and footers, equal ones once."""
    made: list[Block] = []
    seen: set[tuple[str, str]] = set()
    for kind in ("header", "footer"):
        for root in package.related(kind):
            for paragraph in paragraphs_of(reader.read(root)):
                text = "".join(paragraph.text().split())
                if text and (kind, text) not in seen:
                    seen.add((kind, text))
                    made.append(Paragraph(paragraph.items, kind))
    return made


def _lost(package: _Package) -> list[SourceWarning]:
    """What the document refers to and the file does not hold."""
    found = "、".join(word for kind, word in _PARTS.items() if kind in package.lost)
    return [SourceWarning(f"文件缺少{found}部分，可能已损坏，须与原件核对")] if found else []


def _warnings(context: DocxContext) -> list[SourceWarning]:
    """What a person should know of the reading."""
    made: list[str] = []
    changes = sum(opinion.kind != "comment" for opinion in context.opinions)
    if changes:
        how = "接受全部修订后的文本" if context.tracked == "accepted" else "修订前的原文"
        made.append(f"文件中有{changes}处修订痕迹，现按{how}读入，修订内容另行保留")
    if context.hidden:
        made.append(f"文件中有{context.hidden}个隐藏文字，打印时不显示，没有读入")
    if context.embedded:
        made.append(f"文件中有{context.embedded}处嵌入的对象（如电子表格），其内容没有读入")
    if context.large:
        made.append(f"文件中有{context.large}张图片，其中如有文字（如截成图片的表格）没有读入，请与原件核对")
    return [SourceWarning(message) for message in made]


def _empty(name: str, context: DocxContext) -> FileRefused:
    """A document without text."""
    if context.pictures:
        return FileRefused(f"“{name}”里只有图片，没有文字。", "请另存为 PDF 后作为扫描件导入，或索取文字版。")
    return FileRefused(f"“{name}”里没有文字。", "请确认选的是方案文件。")
