"""Pages read from pictures by the real models."""

from __future__ import annotations

import pytest
from PIL import Image

from app.services.documents.layout import lay_out
from app.services.documents.pdf_device import PageContent
from app.services.documents.plane import carried
from app.services.documents.scan_page import read_page
from tests.services.documents.picture_maker import Paper

pytestmark = pytest.mark.slow

ROWS = [("序号", "重点任务", "责任单位"), ("1", "推进管网改造", "市水务局"), ("2", "建设口袋公园", "市园林局")]
TITLE, BODY = "澄江市节水行动方案", "各区应当按照职责落实节约用水工作。"


def letter() -> Paper:
    paper = Paper().text(150, 80, TITLE, 22)
    for row in range(8):
        paper.text(80, 130 + 24 * row, BODY, 14)
    return paper


def table() -> Paper:
    paper = Paper().grid([80, 120, 340, 500], [100, 130, 190, 250])
    for row, words in enumerate(
        [("序号", "重点任务", "责任单位"), ("1", "推进管网改造", "市水务局"), ("2", "建设口袋公园", "市园林局")]
    ):
        for x, word in zip((86, 126, 346), words, strict=True):
            paper.text(x, 106 + 45 * row, word)
    return paper


def lines(content: PageContent) -> list[str]:
    return ["".join(glyph.text for glyph in line.glyphs) for line in lay_out(content).lines]


def test_lines_are_read_with_their_sizes() -> None:
    content = read_page(letter().page())
    assert lines(content) == [TITLE, *[BODY] * 8]
    assert {round(glyph.size) for glyph in content.glyphs} <= {14, 21, 22}
    assert min(glyph.score for glyph in content.glyphs) > 0.8


def test_characters_stand_where_they_are_printed() -> None:
    title = [glyph for glyph in read_page(letter().page()).glyphs if glyph.size > 20]
    assert all(abs(glyph.x0 - (150 + 22 * i)) < 6 for i, glyph in enumerate(title))


def test_cells_of_a_ruled_table() -> None:
    content = read_page(table().page())
    (grid,) = lay_out(content).grids
    assert (len(grid.xs), len(grid.ys), len(grid.cells)) == (4, 4, 9)
    assert lines(content) == [
        "序号",
        "重点任务",
        "责任单位",
        "1",
        "推进管网改造",
        "市水务局",
        "2",
        "建设口袋公园",
        "市园林局",
    ]


@pytest.mark.parametrize("turn", [90, 180, 270, 1.5, -2])
def test_turned_and_tilted_pages_are_read_upright(turn: float) -> None:
    assert lines(read_page(letter().turned(turn).page())) == [TITLE, *[BODY] * 8]


@pytest.mark.parametrize("turn", [90, 180, 270, 2])
def test_boxes_lie_on_the_page_as_it_is_shown(turn: float) -> None:
    page = letter().turned(turn).page()
    content = read_page(page)
    assert content.back is not None
    for glyph in content.glyphs:
        x0, top, x1, bottom = (
            round(v * page.dpi / 72) for v in carried(content.back, (glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        )
        if glyph.text not in "。，":
            assert page.pixels[max(0, top) : bottom, max(0, x0) : x1].min() < 128


def test_photograph_is_read_as_the_sheet_in_it() -> None:
    sheet = letter().image
    ground = Image.new("RGB", (sheet.width + 160, sheet.height + 160), "#504030")
    ground.paste(sheet, (80, 80))
    paper = Paper()
    paper.image = ground
    page = paper.page()
    content = read_page(page)
    assert lines(content) == [TITLE, *[BODY] * 8]
    assert content.shown == (page.width, page.height)
    assert content.width == pytest.approx(595, abs=8)
    assert content.back is not None
    first = content.glyphs[0]
    x0, top = carried(content.back, (first.x0, first.top, first.x1, first.bottom))[:2]
    assert (x0, top) == pytest.approx((first.x0 + 40.4, first.top + 40.4), abs=4)


def test_print_under_a_seal_is_read_and_doubted() -> None:
    content = read_page(letter().seal(150, 200).page())
    assert lines(content) == [TITLE, *[BODY] * 8]
    weak = {round(glyph.top) for glyph in content.glyphs if glyph.score < 0.8}
    assert weak
    assert min(weak) > 120


def test_lone_figures_in_cells_are_read() -> None:
    paper = Paper().grid([80, 160, 340], [100, 150, 200])
    for row, figure in enumerate("71"):
        paper.text(118, 118 + 50 * row, figure).text(170, 118 + 50 * row, BODY[:9])
    assert lines(read_page(paper.page())) == ["7", BODY[:9], "1", BODY[:9]]


def test_blank_page_has_nothing() -> None:
    content = read_page(Paper().page())
    assert (content.glyphs, content.across, content.down) == ([], [], [])
