"""Word files: lines, faces, text boxes, fields, notes, headers."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import FileRefused
from app.services.documents.reader import read_document
from tests.services.documents.docx_maker import NAMES, Docx, cell, paragraph, row, run, table
from tests.services.documents.reading import words

BOX = "<w:txbxContent>{}</w:txbxContent>"
DRAWN = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{0}</wps:txbx></w:drawing></mc:Choice>\
<mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def field(instruction: str, result: str = "") -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_one_line_a_paragraph() -> None:
    document = Docx(paragraph("云湖市", "实施方案"), paragraph(), paragraph("一、总则")).read()
    assert words(document) == ["云湖市实施方案", "", "一、总则"]
    assert (document.kind, document.pages, document.name) == ("docx", (), "方案.docx")


def test_reader_chooses_by_content(tmp_path: Path) -> None:
    path = tmp_path / "方案.pdf"
    path.write_bytes(Docx(paragraph("一、总则")).data())
    assert read_document(path).kind == "docx"


def test_breaks_tabs_and_hyphens() -> None:
    inner = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>"
    assert words(Docx(paragraph(inner)).read()) == ["甲", "乙\t丙-丁"]


def test_face_of_a_line() -> None:
    face = '<w:b/><w:sz w:val="32"/><w:rFonts w:eastAsia="楷体_GB2312" w:ascii="Arial"/>'
    line = Docx(paragraph(run("（一）加快建设", face), "。")).read().lines[0]
    assert (line.bold, line.size, line.font) == (True, 16.0, "楷体_GB2312")


def test_bold_by_style_and_switched_off() -> None:
    styles = (
        f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="h"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="k"><w:basedOn w:val="h"/></w:style></w:styles>'
    )
    style = '<w:pStyle w:val="k"/>'
    blocks = (paragraph("标题", properties=style), paragraph(run("正文", '<w:b w:val="0"/>'), properties=style))
    document = Docx(*blocks).part("styles", styles).read()
    assert [line.bold for line in document.lines] == [True, False]


def test_styles_in_a_circle_end() -> None:
    styles = f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'
    document = Docx(paragraph("甲", properties='<w:pStyle w:val="a"/>')).part("styles", styles).read()
    assert document.text == "甲"


def test_text_box_is_taken_once() -> None:
    box = BOX.format(paragraph("云湖市人民政府文件"))
    document = Docx(paragraph(DRAWN.format(box)), paragraph("正文")).read()
    assert words(document) == ["", "云湖市人民政府文件", "正文"]


def test_table_in_a_text_box() -> None:
    box = BOX.format(table(row("序号", "任务"), row("1", "植树")))
    document = Docx(paragraph(DRAWN.format(box))).read()
    assert [(t.rows, t.columns) for t in document.tables] == [(2, 2)]


def test_fields_show_their_result() -> None:
    document = Docx(paragraph("见第", field("PAGEREF a", "5"), "页", field("TC hidden"))).read()
    assert document.text == "见第5页"


def test_circled_number_made_by_a_field() -> None:
    assert Docx(paragraph(field(r"eq \o\ac(○,3)"), "建库")).read().text == "③建库"


def test_links_controls_and_ruby_are_text() -> None:
    link = f"<w:hyperlink r:id='x'>{run('某网')}</w:hyperlink>"
    control = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{run('二〇二五')}</w:sdtContent></w:sdt>"
    ruby = f"<w:r><w:ruby><w:rt>{run('yún')}</w:rt><w:rubyBase>{run('云')}</w:rubyBase></w:ruby></w:r>"
    assert Docx(paragraph(link, control, ruby)).read().text == "某网二〇二五云"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Wingdings", "F0FE", "☑"), ("Symbol", "F0B3", "≥"), ("宋体", "2103", "℃"), ("x", "?", "")],
)
def test_symbols(font: str, code: str, shown: str) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert Docx(paragraph("甲", symbol)).read().text == "甲" + shown


def test_hidden_text_is_told() -> None:
    document = Docx(paragraph("看得见", run("看不见", "<w:vanish/>"))).read()
    assert document.text == "看得见"
    assert "3个隐藏文字" in document.warnings[0].message


def test_headers_footers_and_notes_have_their_region() -> None:
    document = (
        Docx(paragraph("正文"))
        .part("header", f"<w:hdr {NAMES}>{paragraph('云湖市文件')}</w:hdr>")
        .part("footer", f"<w:ftr {NAMES}>{paragraph('— ', field('PAGE', '1'), ' —')}</w:ftr>")
        .part("footer", f"<w:ftr {NAMES}>{paragraph('— ', field('PAGE', '1'), ' —')}</w:ftr>", "footer2")
        .part("footnotes", f"<w:footnotes {NAMES}><w:footnote>{paragraph('指新建')}</w:footnote></w:footnotes>")
        .read()
    )
    assert [(line.region, document.slice(line.span)) for line in document.lines] == [
        ("", "正文"),
        ("footnote", "[1]指新建"),
        ("header", "云湖市文件"),
        ("footer", "— 1 —"),
    ]


def test_contents_have_their_region() -> None:
    styles = f'<w:styles {NAMES}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>'
    toc = paragraph("一、总则\t1", properties='<w:pStyle w:val="T"/>')
    document = (
        Docx(paragraph("目　录"), paragraph(), toc, paragraph("目录"), paragraph("一、总则"))
        .part("styles", styles)
        .read()
    )
    assert [line.region for line in document.lines] == ["contents", "", "contents", "", ""]


def test_strict_form_of_the_standard() -> None:
    usual = Docx(paragraph("一、总则"), table(row("甲", "乙"), row("丙", "丁")))
    strict = NAMES.replace("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml")
    body = f"{paragraph('一、总则')}{table(row('甲', '乙'), row('丙', '丁'))}"
    usual.file("word/document.xml", f"<w:document {strict}><w:body>{body}</w:body></w:document>")
    assert usual.read().text == "一、总则甲乙丙丁"


def test_embedded_objects_are_told() -> None:
    document = Docx(paragraph("甲", "<w:r><w:object/></w:r>"), "<w:altChunk/>").read()
    assert "2处嵌入" in document.warnings[0].message


@pytest.mark.parametrize(("wide", "told"), [(5_400_000, True), (900_000, False)])
def test_large_pictures_beside_text_are_told(wide: int, told: bool) -> None:
    drawing = f"<w:drawing><x:extent xmlns:x='urn:x' cx='{wide}' cy='3000000'/></w:drawing>"
    document = Docx(paragraph("清理河面"), paragraph(f"<w:r>{drawing}</w:r>")).read()
    assert any("1张图片" in warning.message for warning in document.warnings) is told


def test_pictures_only_are_refused() -> None:
    with pytest.raises(FileRefused, match="只有图片"):
        Docx(paragraph("<w:r><w:drawing/></w:r>")).read()


def test_header_alone_is_no_document() -> None:
    with pytest.raises(FileRefused, match="没有文字"):
        Docx(paragraph()).part("header", f"<w:hdr {NAMES}>{paragraph('某市文件')}</w:hdr>").read()


def test_every_character_belongs_to_one_line() -> None:
    document = Docx(paragraph("甲"), table(row("乙", cell("丙", "丁"))), paragraph("戊")).read()
    assert "".join(words(document)) == document.text == "甲乙丙丁戊"
    assert [line.table for line in document.lines] == [None, 0, 0, 0, None]
