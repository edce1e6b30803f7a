"""Reading PDFs: lines, places, pages, refusals."""

from __future__ import annotations

import logging
from itertools import pairwise

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from app.errors import Cancelled, FileRefused
from app.services.documents.pdf import read_pdf
from app.services.documents.plane import carried
from app.services.progress import Progress
from tests.services.documents.pdf_maker import Sheet
from tests.services.documents.reading import read, rows, words


def test_lines_come_from_the_top_down_whatever_the_order_of_drawing() -> None:
    sheet = Sheet().text(72, 300, "下面一行").text(72, 100, "上面一行").text(150, 100, "接着写")
    assert words(read(sheet)) == ["上面一行接着写", "下面一行"]


def test_sizes_on_one_baseline_are_one_line() -> None:
    assert words(read(Sheet().text(72, 100, "约").text(92, 100, "2025", 6).text(110, 100, "年", 12))) == ["约2025年"]


def test_tight_lines_stay_apart() -> None:
    sheet = Sheet().text(72, 100, "第一行", 10).text(72, 110, "第二行", 10)
    assert words(read(sheet)) == ["第一行", "第二行"]


def test_raised_sign_stays_on_its_line() -> None:
    sheet = Sheet().text(72, 100, "万", 12).text(84, 95, "2", 6).text(88, 100, "以上", 12).text(72, 118, "下一行", 12)
    assert words(read(sheet)) == ["万2以上", "下一行"]


def test_printed_blanks_are_kept() -> None:
    assert words(read(Sheet().text(72, 100, "组  长：某某 "))) == ["组  长：某某 "]


def test_overprinted_bold_is_read_once() -> None:
    sheet = Sheet().text(72, 100, "严禁新增").text(72.3, 100, "严禁新增")
    document = read(sheet)
    assert document.text == "严禁新增"
    assert not document.warnings


def test_doubled_characters_of_the_text_stay() -> None:
    assert read(Sheet().text(72, 100, "常常看看……——11")).text == "常常看看……——11"


def test_stroked_text_is_bold() -> None:
    document = read(Sheet().text(72, 100, "加粗的标题", mode=2).text(72, 130, "正文"))
    assert [line.bold for line in document.lines] == [True, False]


def test_every_character_has_one_line_and_one_box() -> None:
    document = read(Sheet().text(72, 100, "甲 乙").next_page().text(72, 100, "丙").text(72, 50, "丁"))
    ends = [0, *(line.span.end for line in document.lines)]
    assert ends[-1] == len(document.text) == len(document.char_boxes) // 4
    assert all(line.span.start == end for line, end in zip(document.lines, ends, strict=False))
    assert all(a <= b for a, b in pairwise(ends))


def test_box_is_where_the_character_stands() -> None:
    x0, top, x1, bottom = read(Sheet().text(72, 100, "字", 20)).char_boxes
    assert (x0, x1) == (72, 92)
    assert 80 < top < 86
    assert bottom == pytest.approx(top + 20, abs=0.1)


def test_pages_have_their_lines_and_sizes() -> None:
    document = read(Sheet(400, 300).text(20, 50, "一页").next_page().text(20, 50, "二页").text(20, 80, "又一行"))
    assert [(page.number, page.first_line, page.end_line) for page in document.pages] == [(1, 0, 1), (2, 1, 3)]
    assert [(page.width, page.height) for page in document.pages] == [(400, 300)] * 2
    assert [line.page for line in document.lines] == [1, 2, 2]


def test_page_with_a_rotation_entry_is_read_as_shown() -> None:
    sheet = Sheet(400, 300)
    sheet.canvas.setPageRotation(90)  # the page itself is 300 x 400, and turned when shown
    sheet.canvas.translate(300, 0)
    sheet.canvas.rotate(90)
    document = read(sheet.text(50, 100, "横排的表"))
    assert (document.pages[0].width, document.pages[0].height) == (400, 300)
    assert document.text == "横排的表"
    assert document.char_boxes[0] == pytest.approx(50)
    assert 85 < document.char_boxes[1] < 100


def sideways() -> Sheet:
    """A table printed upwards on an upright page, as a landscape annex often is."""
    sheet = Sheet(400, 300)
    sheet.canvas.translate(400, 0)
    sheet.canvas.rotate(90)
    sheet.height = 400
    sheet.grid([20, 60, 160, 280], [50, 80, 120])
    return (
        sheet.text(25, 70, "序号")
        .text(65, 70, "任务")
        .text(25, 100, "1")
        .text(65, 100, "修路架桥")
        .text(165, 100, "甲局")
    )


def test_text_that_runs_upwards_is_read_in_its_own_order() -> None:
    document = read(sideways())
    assert rows(document, document.tables[0]) == [{0: "序号", 1: "任务", 2: ""}, {0: "1", 1: "修路架桥", 2: "甲局"}]


def test_places_of_turned_text_are_those_of_the_page_as_shown() -> None:
    document = read(sideways())
    box = document.tables[0].box
    assert box is not None
    shown = carried(document.pages[0].back, (box.x0, box.top, box.x1, box.bottom))
    assert shown == pytest.approx((50, 20, 120, 280), abs=1)


def test_stamp_in_another_direction_does_not_mix_with_the_text() -> None:
    sheet = Sheet().text(72, 100, "正文第一行是这样").text(72, 120, "正文第二行是这样")
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(700, -100, "AB")
    assert words(read(sheet)) == ["正文第一行是这样", "正文第二行是这样", "AB"]


def test_places_are_those_of_the_visible_part_of_a_page() -> None:
    sheet = Sheet(cropBox=(50, 100, 550, 742))
    document = read(sheet.text(72, 200, "字"))
    assert (document.pages[0].width, document.pages[0].height) == (500, 642)
    assert document.char_boxes[0] == pytest.approx(22)


def test_progress_counts_pages_and_can_stop() -> None:
    seen: list[str] = []
    read_pdf(
        Sheet().text(9, 9, "甲").next_page().text(9, 9, "乙").data(),
        "x",
        Progress(lambda a, b, what: seen.append(what)),
    )
    assert seen == ["读取第1页", "读取第2页", "核对文字层"]
    with pytest.raises(Cancelled):
        read_pdf(Sheet().text(9, 9, "甲").data(), "x", Progress(is_cancelled=lambda: True))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.4 and nothing more", "已损坏"),
        (Sheet().text(72, 72, "甲").data()[:300], "已损坏|没有可以读取的页面"),
        (Sheet().next_page().data(), "没有文字内容"),
    ],
)
def test_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence) as caught:
        read_pdf(data, "某某.pdf")
    assert "某某.pdf" in caught.value.message
    assert caught.value.hint.endswith("。")


def test_encrypted_file_is_refused() -> None:
    sheet = Sheet(encrypt=StandardEncryption("secret", canPrint=0))
    with pytest.raises(FileRefused, match="密码"):
        read(sheet.text(72, 72, "甲"))


def test_file_that_only_forbids_copying_is_read() -> None:
    sheet = Sheet(encrypt=StandardEncryption("", "owner", canCopy=0))
    sheet.canvas.drawString(72, 700, "2025")
    document = read(sheet)
    assert (document.text, document.warnings) == ("2025", ())


def test_reading_leaves_the_log_as_it_was() -> None:
    log = logging.getLogger("pdfminer")
    before = (log.level, log.propagate, list(log.handlers))
    read(Sheet().text(72, 72, "甲"))
    assert (log.level, log.propagate, list(log.handlers)) == before
