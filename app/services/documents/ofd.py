"""Reads an OFD (GB/T 33190) into a SourceDocument: the pages' characters and rules go the way of a PDF's.

Pages that only show pictures or outlines are read by OCR like those of a scanned PDF. What annotations show
stands behind its page as lines of region "annotation"; their remarks are opinions. Attachments are named.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import FileRefused
from app.services.documents.builder import PageByPage
from app.services.documents.integrity import ODD_PLACES, has_odd_places
from app.services.documents.layout import PageLayout, lay_out, make_lines
from app.services.documents.ofd_package import Note, OfdPackage
from app.services.documents.ofd_scene import Scene, scene_of
from app.services.documents.ofd_text import note_glyphs, page_content
from app.services.documents.ofd_values import MM, box
from app.services.documents.pdf_device import PageContent
from app.services.documents.plane import Plane, carried
from app.services.documents.retelling import is_read, retold
from app.services.documents.safe_xml import too_large
from app.services.documents.second_reading import page_ranges
from app.services.documents.source import SourceDocument, SourceOpinion, SourceWarning, Span
from app.services.progress import Progress

MOST_CHARACTERS = 3_000_000  # of a file
DRAWN = 8  # figures on a page with text: perhaps characters of a red head
NO_OPINION = ("Link", "Watermark")


def read_ofd(data: bytes, name: str, progress: Progress | None = None) -> SourceDocument:
    """Read every page; raise FileRefused with a sentence where there is nothing to read."""
    from app.services.documents.ofd_drawing import OfdDrawer

    progress = progress or Progress()
    package = OfdPackage(data, name)
    scenes, contents = _interpret(package, name, progress)
    final, told = retold(data, name, contents, progress, lambda _: OfdDrawer(data, package))
    shown = [other or content for content, other in zip(contents, final, strict=True)]
    _refuse_empty(scenes, shown, name)
    built = PageByPage()
    odd: list[int] = []
    layout: PageLayout | None = None
    for content, scene in zip(shown, scenes, strict=True):
        layout = lay_out(content, layout)
        if not is_read(content) and has_odd_places(content, layout):
            odd.append(content.number)
        _add_notes(layout, scene)
        built.add(content, layout)
    warnings = [*told, *_warnings(package, scenes, shown)]
    warnings.extend(SourceWarning(ODD_PLACES, number) for number in odd)
    kind = "ofd" if any(content.glyphs and not is_read(content) for content in shown) else "scan"
    opinions = tuple(_opinions(package, built.document(b"", name, ())))
    return built.document(data, name, tuple(warnings), kind, opinions)


def _interpret(package: OfdPackage, name: str, progress: Progress) -> tuple[list[Scene], list[PageContent]]:
    """What each page shows, and its glyphs and rules."""
    scenes: list[Scene] = []
    contents: list[PageContent] = []
    count = 0
    for number, entry in enumerate(package.pages, 1):
        progress.step(number - 1, len(package.pages), f"读取第{number}页")
        scene = scene_of(package, entry)
        content = page_content(scene, number)
        count += len(content.glyphs)
        if count > MOST_CHARACTERS:
            raise too_large(name)
        scene.drawn = bool(scene.items)
        scene.items.clear()  # the objects are many times as large as what is kept of them
        scenes.append(scene)
        contents.append(content)
    progress.step(len(package.pages), len(package.pages), "核对文字层")
    return scenes, contents


def _add_notes(layout: PageLayout, scene: Scene) -> None:
    """The characters that annotations show, after all else of the page."""
    for _, items in scene.notes:
        for line in make_lines(glyph for glyph in note_glyphs(items) if glyph.text.strip()):
            line.region = "annotation"
            layout.lines.append(line)


def _opinions(package: OfdPackage, document: SourceDocument) -> list[SourceOpinion]:
    """The remarks of annotations, with the characters they lie on."""
    found: list[SourceOpinion] = []
    for entry, page in zip(package.pages, document.pages, strict=True):
        lines = [line for line in document.lines[page.first_line : page.end_line] if not line.region]
        span = Span(lines[0].span.start, lines[-1].span.end) if lines else Span(0, 0)
        for note in entry.document.notes.get(entry.ident, ()):
            if note.remark and note.kind not in NO_OPINION:
                where = _under(note, package, document, span, page.back)
                found.append(SourceOpinion("comment", note.author, note.date, note.remark, where))
    return found


def _under(note: Note, package: OfdPackage, document: SourceDocument, page: Span, back: Plane) -> Span:
    """The characters of a page that lie under an annotation; an empty range at its start where there are none."""
    area = box(note.appearance.get("Boundary")) if note.appearance is not None else None
    if area is None:
        return Span(page.start, page.start)
    left, top, right, bottom = (value * MM for value in (area[0], area[1], area[0] + area[2], area[1] + area[3]))
    boxes = document.char_boxes
    inside = []
    for i in range(page.start, page.end):
        x0, upper, x1, lower = carried(back, (boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]))
        if left <= (x0 + x1) / 2 <= right and top <= (upper + lower) / 2 <= bottom:
            inside.append(i)
    return Span(inside[0], inside[-1] + 1) if inside else Span(page.start, page.start)


def _warnings(package: OfdPackage, scenes: Sequence[Scene], shown: Sequence[PageContent]) -> list[SourceWarning]:
    """What a person should know of the reading."""
    found = _changed(package)
    for scene, content in zip(scenes, shown, strict=True):
        if scene.missing:
            found.append(SourceWarning("页面内容缺失，没有读出任何内容，须与原件核对", content.number))
        if content.figures >= DRAWN and not is_read(content):
            found.append(SourceWarning("页面上有画成图形的部分（如红头），其中如有文字则没有读入", content.number))
        if content.unknown and not is_read(content):
            found.append(SourceWarning(f"有{content.unknown}个字无法识别，以“\ufffd”标出", content.number))
    if any(document.lost_template for document in package.documents):
        found.append(SourceWarning("文件缺少页面模板，每页共有的文字（如版头、表头）可能没有读出，须与原件核对"))
    names = [name for document in package.documents for name in document.attachments()]
    if names:
        listed = "、".join(names[:10]) + ("等" if len(names) > 10 else "")
        found.append(SourceWarning(f"文件带有{len(names)}个附件（{listed}），附件内容没有读入；需要的请另存后导入"))
    if len(package.documents) > 1:
        firsts = [package.pages.index(next(document.pages())) + 1 for document in package.documents]
        found.append(SourceWarning(f"文件中有{len(firsts)}份文档，分别自{page_ranges(firsts)}起，已依次读入"))
    return found


def _changed(package: OfdPackage) -> list[SourceWarning]:
    """Where the file is not what was signed: by page, or for the whole file (its later signatures change OFD.xml)."""
    changed: set[str] = set()
    for document in package.documents:
        for signature in document.signatures:
            changed |= signature.changed(package.read)
    numbers = {entry.path: number for number, entry in enumerate(package.pages, 1)}
    pages = sorted(numbers[path] for path in changed if path in numbers)
    if pages:
        return [SourceWarning("与签章时的内容不一致，签章后可能被改动，须与原件核对", page) for page in pages]
    if any("/tpl" in path.lower() or path.lower().endswith("res.xml") for path in changed):
        return [SourceWarning("模板或资源与签章时不一致，签章后可能被改动，须与原件核对")]
    return []


def _refuse_empty(scenes: Sequence[Scene], shown: Sequence[PageContent], name: str) -> None:
    if any(not glyph.text.isspace() for content in shown for glyph in content.glyphs):
        return
    if any(scene.drawn for scene in scenes):
        raise FileRefused(
            f"“{name}”里只有图像或线条图形，没有文字。",
            "请确认选的是方案文件；是扫描件的，请重新扫描（每英寸200点以上），或索取带文字的文件。",
        )
    raise FileRefused(f"“{name}”没有文字内容。", "请确认选的是方案文件。")
