"""OFD files: lines, tables, templates, places, what stands beside the text."""

from __future__ import annotations

import pytest

from app.errors import FileRefused
from app.services.documents.ofd import read_ofd
from app.services.documents.pdf_device import INVISIBLE
from app.services.documents.plane import carried
from app.services.documents.reader import kind_of, read_document
from app.services.documents.source import SourceDocument
from tests.services.documents.made_ofd import Book, mm, packed
from tests.services.documents.reading import rows, words

PAGE = "Doc_0/Pages/Page_0/Content.xml"


def read(book: Book) -> SourceDocument:
    return read_ofd(book.data(), "方案.ofd")


def one_line(xml: str) -> SourceDocument:
    """A page with one object, in its own words."""
    book = Book()
    book.font("宋体")
    book.page().add(xml)
    return read(book)


def code(words: str, **attributes: str) -> str:
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return (
        f'<o:TextObject ID="1" Boundary="10 20 100 10" Font="1" Size="5"><o:TextCode X="0" Y="5"{given}>{words}'
        "</o:TextCode></o:TextObject>"
    )


def lefts(document: SourceDocument) -> list[float]:
    """Left edges of the characters, in millimetres from the page's edge."""
    return [round(x * 25.4 / 72, 2) for x in document.char_boxes[::4]]


def test_lines_and_their_places() -> None:
    book = Book()
    book.page().text(72, 100, "一、总体要求", size=16, font="黑体").text(72, 130, "到2027年全部建成。", size=12)
    document = read(book)
    assert (document.kind, words(document)) == ("ofd", ["一、总体要求", "到2027年全部建成。"])
    first = document.lines[0]
    assert (first.page, first.font, first.bold, first.size) == (1, "黑体", True, 16.0)
    assert first.box is not None
    assert (first.box.x0, first.box.x1) == pytest.approx((72, 72 + 6 * 16), abs=0.01)
    assert first.box.top < 100 < first.box.bottom < 104
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((595, 842), abs=0.01)


def ruled(book: Book) -> Book:
    leaf = book.page().grid([50, 90, 200, 400], [100, 140, 180])
    leaf.text(52, 115, "序号").text(95, 115, "工作任务").text(205, 115, "责任单位")
    leaf.text(55, 155, "1").text(95, 155, "清理沟渠").text(205, 155, "市水务局牵头")
    return book


@pytest.mark.parametrize(
    "book",
    [Book(), Book(prefix=""), Book(prefix="x"), Book(absolute=True), Book(folder="A/b")],
    ids=["usual", "no prefix", "other prefix", "absolute", "deeper"],
)
def test_ruled_table_however_the_file_is_built(book: Book) -> None:
    document = read(ruled(book))
    (table,) = document.tables
    assert rows(document, table) == [
        {0: "序号", 1: "工作任务", 2: "责任单位"},
        {0: "1", 1: "清理沟渠", 2: "市水务局牵头"},
    ]
    assert (table.origin, table.page) == ("rules", 1)


def test_table_of_thin_bars() -> None:
    book = Book()
    leaf = book.page().text(55, 115, "甲").text(155, 115, "乙")
    for x in (50, 150, 250):
        leaf.bar(x, 100, x + 0.5, 130)
    for y in (100, 130):
        leaf.bar(50, y, 250, y + 0.5)
    assert rows(read(book), read(book).tables[0]) == [{0: "甲", 1: "乙"}]


@pytest.mark.parametrize("more", [{"Alpha": "0"}, {"Visible": "false"}])
def test_rules_that_are_not_seen_make_no_table(more: dict[str, str]) -> None:
    book = Book()
    leaf = book.page().text(55, 115, "甲").text(155, 115, "乙")
    for x in (50, 150, 250):
        leaf.path(x, 100, x, 130, f"M 0 0 L 0 {mm(30)}", **more)
    for y in (100, 130):
        leaf.path(50, y, 250, y, f"M 0 0 L {mm(200)} 0", **more)
    assert read(book).tables == ()


def test_white_bars_and_curves_are_no_rules() -> None:
    book = Book()
    leaf = book.page().text(55, 115, "甲").text(155, 115, "乙")
    for x in (50, 150, 250):
        leaf.bar(x, 100, x + 0.5, 130, "255 255 255")
        leaf.path(x, 100, x, 130, f"M 0 0 B 0 1 0 2 0 {mm(30)}")
    for y in (100, 130):
        leaf.rule(50, y, 250, y)
    assert not any(table.origin == "rules" for table in read(book).tables)


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"DeltaX": "5 6 5"}, [10, 15, 21, 26]),
        ({"DeltaX": "g 3 6"}, [10, 16, 22, 28]),
        ({"DeltaX": "g 2 6 5"}, [10, 16, 22, 27]),
        ({"DeltaX": "6"}, [10, 16, 21, 26]),
        ({}, [10, 15, 20, 25]),
    ],
    ids=["each", "repeated", "mixed", "too few", "none"],
)
def test_offsets_between_characters(given: dict[str, str], places: list[float]) -> None:
    document = one_line(code("清水润城", **given))
    assert (document.text, lefts(document)) == ("清水润城", places)


def test_characters_beyond_the_basic_plane_may_count_twice() -> None:
    document = one_line(code("甲𬭚乙", DeltaX="5 5 0"))
    assert (document.text, lefts(document)) == ("甲𬭚乙", [10, 15, 20])


def test_latin_letters_are_as_wide_as_their_offset() -> None:
    boxes = one_line(code("VOC", DeltaX="3.6 3.5")).char_boxes
    assert boxes[2] == pytest.approx(boxes[4], abs=0.01)


def test_line_ends_in_the_markup_are_no_text() -> None:
    assert one_line(code("\n  清水\n\t")).text == "  清水"


def test_text_codes_go_on_from_each_other() -> None:
    inner = '<o:TextCode X="0" Y="5" DeltaX="5">甲乙</o:TextCode><o:TextCode X="20">丙</o:TextCode>'
    document = one_line(f'<o:TextObject ID="1" Boundary="10 20 9 9" Font="1" Size="5">{inner}</o:TextObject>')
    assert (words(document), lefts(document)) == (["甲乙丙"], [10, 15, 30])


def test_ctm_enlarges_and_moves_within_the_boundary() -> None:
    document = one_line(code("清水", DeltaX="5").replace("Font=", 'CTM="2 0 0 2 3 0" Font='))
    assert lefts(document) == [13, 23]
    assert document.lines[0].size == pytest.approx(10 * 72 / 25.4, abs=0.1)


def test_turned_text_reads_along_its_direction() -> None:
    document = one_line(code("甲乙", DeltaX="6").replace("Font=", 'CTM="0 1 -1 0 50 0" Font='))
    assert words(document) == ["甲乙"]
    x0, top, x1, bottom, left, upper, right, lower = document.char_boxes
    back = document.pages[0].back
    first, second = carried(back, (x0, top, x1, bottom)), carried(back, (left, upper, right, lower))
    assert second[1] - first[1] == pytest.approx(6 * 72 / 25.4, abs=0.01)


def test_column_of_characters_reads_downwards() -> None:
    assert words(one_line(code("甲乙丙", DeltaY="6 6"))) == ["甲", "乙", "丙"]
    down = code("甲乙丙").replace("Font=", 'ReadDirection="90" Font=')
    assert words(one_line(down)) == ["甲", "乙", "丙"]


def test_hidden_characters_are_marked() -> None:
    from app.services.documents.ofd_package import OfdPackage
    from app.services.documents.ofd_scene import scene_of
    from app.services.documents.ofd_text import page_content

    book = Book()
    book.page().text(72, 100, "见", Fill="false").text(72, 130, "不见", Alpha="0").text(72, 160, "看得见")
    package = OfdPackage(book.data(), "方案")
    content = page_content(scene_of(package, package.pages[0]), 1)
    assert content.hidden == 3
    assert [glyph.text for glyph in content.glyphs if glyph.mode != INVISIBLE] == list("看得见")


def test_weight_tells_bold() -> None:
    book = Book()
    book.page().text(72, 100, "粗体", Weight="700").text(72, 130, "细体", Weight="400")
    assert [line.bold for line in read(book).lines] == [True, False]


def test_templates_below_and_above() -> None:
    book = Book()
    book.template().text(72, 40, "页眉在此")
    book.template().text(72, 800, "页脚在此")
    leaf = book.page().text(72, 100, "正文")
    leaf.head = '<o:Template TemplateID="900"/><o:Template TemplateID="901" ZOrder="Foreground"/>'
    assert words(read(book)) == ["页眉在此", "正文", "页脚在此"]


def test_blocks_within_blocks_and_drawings() -> None:
    book = Book()
    inner = book.page().text(0, 10, "图中字").parts.pop()
    book.resources = (
        '<o:CompositeGraphicUnits><o:CompositeGraphicUnit ID="77" Width="50" Height="50"><o:Content>'
        f"{inner}</o:Content></o:CompositeGraphicUnit></o:CompositeGraphicUnits>"
    )
    leaf = book.leaves[0]
    leaf.add(f'<o:CompositeObject ID="5" Boundary="{mm(100, 200, 50, 50)}" ResourceID="77"/>')
    block = leaf.text(72, 300, "块中字").parts.pop()
    leaf.add(f'<o:PageBlock ID="6"><o:PageBlock ID="7">{block}</o:PageBlock></o:PageBlock>')
    document = read(book)
    assert words(document) == ["图中字", "块中字"]
    assert document.char_boxes[0] == pytest.approx(100, abs=0.01)


def drawings(book: Book, inner: dict[int, str]) -> None:
    units = "".join(
        f'<o:CompositeGraphicUnit ID="{ident}"><o:Content>{xml}</o:Content></o:CompositeGraphicUnit>'
        for ident, xml in inner.items()
    )
    book.resources = f"<o:CompositeGraphicUnits>{units}</o:CompositeGraphicUnits>"


def use(ident: int) -> str:
    return f'<o:CompositeObject ID="5" Boundary="0 0 9 9" ResourceID="{ident}"/>'


def test_drawing_within_itself_is_left_out() -> None:
    book = Book()
    book.page().text(72, 100, "正文").add(use(77))
    drawings(book, {77: use(78), 78: use(77)})
    assert read(book).text == "正文"


def test_drawings_that_multiply_are_refused() -> None:
    book = Book()
    book.page().text(72, 100, "正文").add(use(70))
    drawings(book, {n: use(n + 1) * 30 for n in range(70, 79)})
    with pytest.raises(FileRefused, match="过大"):
        read(book)


def with_note(remark: str, kind: str = "Highlight") -> Book:
    book = Book()
    book.page().text(72, 100, "清理河道淤泥", size=10)
    shown = Book().page().text(0, 10, "另见", size=8).parts[0]
    book.tail = "<o:Annotations>Annots/Annotations.xml</o:Annotations>"
    listed = '<o:Annotations><o:Page PageID="0"><o:FileLoc>Page_0.xml</o:FileLoc></o:Page></o:Annotations>'
    note = (
        f'<o:PageAnnot><o:Annot ID="3" Type="{kind}" Creator="市水务局" LastModDate="2025-03-01"><o:Remark>{remark}'
        f'</o:Remark><o:Appearance Boundary="{mm(92, 88, 20, 15)}">{shown}</o:Appearance></o:Annot></o:PageAnnot>'
    )
    book.extra["Doc_0/Annots/Annotations.xml"] = book.qualified(listed).encode()
    book.extra["Doc_0/Annots/Page_0.xml"] = book.qualified(note).encode()
    return book


def test_annotation_is_an_opinion_on_what_it_lies_on() -> None:
    document = read(with_note("建议写明完成时间"))
    (opinion,) = document.opinions
    assert (opinion.kind, opinion.author, opinion.date) == ("comment", "市水务局", "2025-03-01")
    assert (opinion.text, document.slice(opinion.span)) == ("建议写明完成时间", "河道")


def test_what_an_annotation_shows_stands_apart() -> None:
    document = read(with_note("", "Watermark"))
    assert [(document.slice(line.span), line.region) for line in document.lines] == [
        ("清理河道淤泥", ""),
        ("另见", "annotation"),
    ]
    assert document.opinions == ()


def test_attachments_are_named() -> None:
    book = Book()
    book.page().text(72, 100, "正文")
    book.tail = "<o:Attachments>Attachs/Attachments.xml</o:Attachments>"
    listed = (
        '<o:Attachments><o:Attachment ID="1" Name="任务表.ofd"><o:FileLoc>a.ofd</o:FileLoc></o:Attachment>'
        '<o:Attachment ID="2" Name="暗.xml" Visible="false"/></o:Attachments>'
    )
    book.extra["Doc_0/Attachs/Attachments.xml"] = book.qualified(listed).encode()
    (warning,) = read(book).warnings
    assert warning.message.startswith("文件带有1个附件（任务表.ofd）")


def test_several_documents_are_read_one_after_the_other() -> None:
    book = Book()
    book.page().text(72, 100, "甲方案")
    other = Book(folder="Doc_1")
    other.page().text(72, 100, "乙方案")
    book.body = "</o:DocBody><o:DocBody><o:DocRoot>Doc_1/Document.xml</o:DocRoot>"
    book.extra = {path: data for path, data in other.files().items() if path != "OFD.xml"}
    document = read(book)
    assert words(document) == ["甲方案", "乙方案"]
    assert [page.number for page in document.pages] == [1, 2]
    assert "2份文档" in document.warnings[0].message


def test_other_cases_and_slashes_of_paths() -> None:
    files = ruled(Book()).files()
    changed = {("/" + path.upper()).replace("/", "\\").lstrip("\\"): data for path, data in files.items()}
    data = packed(changed)
    assert kind_of(data).key == "ofd"
    assert len(read_document(data, "方案").tables) == 1


def test_paper_of_page_and_document() -> None:
    book = Book()
    book.page(842, 595).text(72, 100, "横页")
    files = book.files()
    plain = {PAGE: files[PAGE].replace(b"PhysicalBox", b"Other")}
    wide, usual = (read_ofd(packed(some), "x").pages[0] for some in (files, files | plain))
    assert (round(wide.width), round(wide.height)) == (842, 595)
    assert (round(usual.width), round(usual.height)) == (595, 842)


def test_paper_that_does_not_begin_at_nought() -> None:
    book = Book()
    book.page().text(72, 100, "正文")
    files = book.files()
    files[PAGE] = files[PAGE].replace(b"<ofd:PhysicalBox>0 0", b"<ofd:PhysicalBox>10 0")
    assert read_ofd(packed(files), "x").char_boxes[0] == pytest.approx(72 - 10 * 72 / 25.4, abs=0.01)


def test_private_characters_are_told() -> None:
    book = Book()
    book.page().text(72, 100, "推进\ue001治理")
    document = read(book)
    assert "\ufffd" in document.text
    assert [warning.page for warning in document.warnings] == [1]


@pytest.mark.parametrize("way", ["no file", "no entry"])
def test_lost_template_is_told(way: str) -> None:
    book = Book()
    book.template().text(72, 40, "页眉在此")
    book.page().text(72, 100, "一、总则").head = f'<o:Template TemplateID="{900 if way == "no file" else 950}"/>'
    files = {path: data for path, data in book.files().items() if way == "no entry" or "Tpls" not in path}
    assert [note.message[:8] for note in read_ofd(packed(files), "方案.ofd").warnings] == ["文件缺少页面模板"]
