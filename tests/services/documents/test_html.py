"""Saved web pages: lines, tables, what is the document and what surrounds it."""

from __future__ import annotations

import pytest
from hypothesis import given

from app.errors import FileRefused
from app.services.documents.html import read_html
from app.services.documents.reader import read_document
from app.services.documents.source import SourceDocument
from tests.services.documents.reading import rows, words
from tests.services.documents.table_making import Square, as_html, merged_tables, squares_of

SENTENCE = "各有关单位要按照职责抓好落实，定期报告进展情况；对推进不力的予以通报。"
CONTENT = f"<p>　　一、加快植树</p><p>　　（一）扩大面积。{SENTENCE * 3}</p><p>　　（二）管护。{SENTENCE * 3}</p>"


def read(body: str, head: str = "", encoding: str = "utf-8") -> SourceDocument:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), "方案.html")


def regions(document: SourceDocument) -> dict[str, str]:
    """Region by the first eight characters of each line."""
    return {document.slice(line.span).strip()[:8]: line.region for line in document.lines}


def test_lines_as_a_browser_breaks_them() -> None:
    made = read("<div>甲<p>乙<br>丙</p>丁<span>戊</span>\n  己</div>庚")
    assert words(made) == ["甲", "乙", "丙", "丁戊 己", "庚"]
    assert (made.kind, made.pages) == ("html", ())


def test_white_space() -> None:
    assert words(read("<p>\n  <b> 　　一、</b> <i> 总则 </i>\n</p><pre>甲  乙\n丙</pre>")) == [
        "　　一、 总则",
        "甲  乙",
        "丙",
    ]


def test_subscripts_stay_in_their_line() -> None:
    assert words(read("<p>PM<sub>2.5</sub>浓度</p>")) == ["PM2.5浓度"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "meta", ["", "<meta charset=gb2312>", '<meta http-equiv="Content-Type" content="charset=utf-8">']
)
def test_encodings(encoding: str, meta: str) -> None:
    assert words(read("<p>推进绿化，持续改善</p>", meta, encoding)) == ["推进绿化，持续改善"]


def test_damaged_characters_are_told() -> None:
    page = f"<meta charset=utf-8><p>{'推进绿化，持续改善。' * 30}</p>".encode()
    document = read_html(page[:300] + b"\xff" + page[300:], "方案.html")
    assert 0 < document.text.count("\ufffd") < 4
    assert "字符损坏" in document.warnings[0].message


def test_entities_and_comments() -> None:
    assert words(read("<p>甲&nbsp;&lt;乙&#19968;<!-- 批 -->丙</p>")) == ["甲\xa0<乙一丙"]


def test_scripts_and_titles_are_no_text() -> None:
    made = read("<script>var a='。';</script><style>p{}</style><noscript>x</noscript><p>甲</p>", "<title>乙</title>")
    assert words(made) == ["甲"]


def test_hidden_text_is_kept_apart() -> None:
    made = read("<p>甲</p><div style='DISPLAY: none'>乙<br>丙</div><p hidden>丁</p><p>戊</p>" * 2)
    assert words(made)[:4] == ["甲", "戊", "甲", "戊"]
    assert {line.region for line in made.lines[4:]} == {"hidden"}
    assert sorted(words(made)[4:]) == sorted(["乙", "丙", "丁"] * 2)


def test_page_that_a_script_would_have_shown() -> None:
    made = read(f"<p>载入中</p><div style='display:none'>{CONTENT}</div>")
    assert regions(made)["一、加快植树"] == ""


def test_faces() -> None:
    body = "<h1>标题</h1><p style='font-family:楷体,serif;font-size:16pt'>甲</p><p style='font-weight:700'>乙</p>"
    made = read(body).lines
    assert [(line.bold, line.size, line.font) for line in made] == [
        (True, None, ""), (False, 16.0, "楷体"), (True, None, "")
    ]  # fmt: skip


def test_numbered_lists() -> None:
    body = "<ol start=3><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol><ol type=a><li>丁</li></ol>"
    assert words(read(body)) == ["3.甲", "4.乙", "丙", "a.丁"]


@given(merged_tables())
def test_merged_cells_are_found_again(made: tuple[int, int, list[Square]]) -> None:
    count, columns, squares = made
    document = read(as_html(count, squares))
    assert squares_of(document) == squares
    assert (document.tables[0].rows, document.tables[0].columns) == (count, columns)


def test_cell_down_to_the_end() -> None:
    document = read("<table><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁</table>")
    assert squares_of(document)[0] == (0, 0, 3, 1, "甲")


def test_absurd_spans_are_cut() -> None:
    document = read("<table><tr><td colspan=99999999>甲<td>乙<tr><td rowspan=99999999>丙<td>丁</table>")
    assert (document.tables[0].rows, document.tables[0].columns) == (2, 500)
    assert document.text == "甲乙丙丁"


def test_nested_layout_tables_are_flattened() -> None:
    data = "<table><tr><td>序号<td>任务<tr><td>1<td>植树</table>"
    document = read(f"<table><tr><td><table><tr><td>{CONTENT}{data}</td></tr></table></td><td>栏目</td></tr></table>")
    assert [(t.rows, t.columns) for t in document.tables] == [(2, 2)]
    assert document.lines[0].table is None


def test_two_tables_side_by_side_of_text() -> None:
    document = read("<table><tr><td>甲</td><td><p>乙</p><p>丙</p></td></tr><tr><td>丁<td>戊</table>")
    assert rows(document, document.tables[0]) == [{0: "甲", 1: "乙丙"}, {0: "丁", 1: "戊"}]


PAGE = (
    "<div class='nav'><a>首页</a><a>政务公开</a></div><div class='box'><h1>云湖市植树造林方案</h1>"
    "<div class='info'>来源：云湖市林业局 浏览次数：12</div><div id='zoom'>{}</div></div>"
    "<div class='links'>友情链接<select><option>某省政府</option></select></div>"
    "<div class='foot'>主办：某办 备案号1</div>"
)


def test_what_surrounds_the_document_is_navigation() -> None:
    made = regions(read(PAGE.format(CONTENT)))
    assert [made[key] for key in ("首页政务公开", "来源：云湖市林业", "友情链接", "某省政府", "主办：某办 备案")] == [
        "navigation"
    ] * 5
    assert made["一、加快植树"] == ""


def test_title_above_the_content_belongs_to_it() -> None:
    made = read(PAGE.format(CONTENT), "<title>云湖市植树造林方案_某市政府网</title>")
    assert regions(made)["云湖市植树造林方"] == ""


def test_title_that_the_content_repeats() -> None:
    twice = "<p>云湖市植树造林方案</p>" + CONTENT
    made = read(PAGE.format(twice), "<title>云湖市植树造林方案</title>")
    assert [line.region for line in made.lines if "造林方案" in made.slice(line.span)] == ["navigation", ""]


def test_labels_at_both_ends_of_the_content() -> None:
    body = f"<div><p>云湖市政府网 2024-03-01</p>{CONTENT}<p>扫一扫在手机打开当前页</p><p>【打印】【关闭】</p></div>"
    made = regions(read(body))
    assert (made["云湖市政府网 2"], made["扫一扫在手机打开"]) == ("navigation", "navigation")


def test_annex_in_a_part_of_its_own_is_kept() -> None:
    rows_ = "".join(f"<tr><td>{at}</td><td>{SENTENCE}</td></tr>" for at in range(1, 7))
    made = read(f"<div>{CONTENT * 2}</div><div><table>{rows_}</table></div><div>主办：某办公室</div>")
    assert len(made.tables) == 1
    assert regions(made)["主办：某办公室"] == ""  # nothing says that it is no part of the page's text


def test_title_and_notice_around_a_large_table_belong_to_the_document() -> None:
    rows_ = "".join(f"<tr><td>{at}</td><td>{SENTENCE}</td><td>甲局</td></tr>" for at in range(1, 40))
    made = read(f"<div><p>关于印发任务分工的通知</p><p>某市政府</p><center><table>{rows_}</table></center></div>")
    assert regions(made)["某市政府"] == ""


def test_menu_tables_are_lines() -> None:
    menu = "<table><tr><td>索引号</td><td>A1</td></tr><tr><td>公开方式</td><td>主动</td></tr></table>"
    made = read(f"<div>{menu}</div><div>{CONTENT}</div>")
    assert made.tables == ()
    assert regions(made)["公开方式"] == "navigation"


def test_short_pages_are_all_document() -> None:
    assert {line.region for line in read("<div>甲</div><div>乙</div>").lines} == {""}


def test_fragment_without_html() -> None:
    assert read_document("<div>一、总则</div>".encode(), "x").text == "一、总则"


def test_other_xml_is_refused() -> None:
    with pytest.raises(FileRefused, match="XML"):
        read_document(b"<?xml version='1.0'?><plan><a/></plan>", "x.xml")


def test_page_without_text_is_refused() -> None:
    with pytest.raises(FileRefused, match="没有文字"):
        read("<script>load()</script><img src=a.png>")


def test_deep_nesting_ends() -> None:
    assert read("<div>" * 1000 + "<b>" * 900 + "甲").text == "甲"


@pytest.mark.parametrize("nested", ["<div>" * 3000, "<table><td>" * 600])
def test_nesting_that_cannot_be_read_is_refused(nested: str) -> None:
    with pytest.raises(FileRefused, match="嵌套过深"):
        read(f"甲{nested}乙")


def test_zero_bytes_end_nothing() -> None:
    assert read("<p>甲</p>" + "<p>乙</p>" * 500 + "\0<p>丙</p>").text.endswith("丙")


def test_every_character_belongs_to_one_line() -> None:
    document = read(PAGE.format(CONTENT))
    assert "".join(words(document)) == document.text
