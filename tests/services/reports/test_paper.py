from __future__ import annotations

import io

import pdfplumber
import pypdfium2
import pytest

from app.services.reports.fonts import HEI, FontSet
from app.services.reports.painter import Imprint, paint
from app.services.reports.paper import BODY, LANDSCAPE, LEADING, MM, PORTRAIT, Anchor, Flow, Leaf


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.shipped(office=False)


def painted(fonts: FontSet, leaves: list[Leaf], *, turned: bool = False) -> bytes:
    out = io.BytesIO()
    paint(leaves, fonts, out, Imprint("纸", fixed=True), turned=turned)
    return out.getvalue()


def test_page_takes_22_lines_of_28_characters(fonts: FontSet) -> None:
    flow = Flow(fonts)
    flow.text("责" * 28 * 22, BODY.but(first=0))
    assert len(flow.leaves) == 1
    assert len(flow.leaf.marks) == 22
    flow.text("任")
    assert len(flow.leaves) == 2


def test_type_area_is_the_standards() -> None:
    right = PORTRAIT.width - PORTRAIT.left - PORTRAIT.text_width
    below = PORTRAIT.height - PORTRAIT.bottom
    assert [round(edge / MM, 3) for edge in (PORTRAIT.top, below, PORTRAIT.left, right)] == [37, 35, 28, 26]


def test_page_numbers_stand_outside_right_and_left(fonts: FontSet) -> None:
    data = painted(fonts, [Leaf(PORTRAIT), Leaf(PORTRAIT)])
    with pdfplumber.open(io.BytesIO(data)) as document:
        odd, even = (page.chars for page in document.pages)
    assert "".join(char["text"] for char in odd) == "— 1 —"
    assert odd[-1]["x1"] == pytest.approx(PORTRAIT.left + PORTRAIT.text_width - 14, abs=0.5)
    assert even[0]["x0"] == pytest.approx(PORTRAIT.left + 14, abs=0.5)
    assert odd[0]["size"] == pytest.approx(14)


def test_unnumbered_leaf_has_no_number(fonts: FontSet) -> None:
    data = painted(fonts, [Leaf(PORTRAIT, numbered=False)])
    with pdfplumber.open(io.BytesIO(data)) as document:
        assert document.pages[0].chars == []


def test_landscape_is_a_real_landscape_page(fonts: FontSet) -> None:
    page = pypdfium2.PdfDocument(painted(fonts, [Leaf(LANDSCAPE)]))[0]
    assert page.get_size() == pytest.approx((297 * MM, 210 * MM), abs=0.1)


def test_turned_landscape_stands_on_portrait_paper_inside_its_type_area(fonts: FontSet) -> None:
    flow = Flow(fonts, LANDSCAPE)
    flow.text("责" * 300, BODY.but(first=0))
    with pdfplumber.open(io.BytesIO(painted(fonts, flow.leaves, turned=True))) as document:
        page = document.pages[0]
        turned = [char for char in page.chars if char["text"] == "责"]
    assert (round(page.width), round(page.height)) == (595, 842)
    assert len(turned) == 300
    assert min(char["x0"] for char in turned) > PORTRAIT.left - 1
    assert max(char["bottom"] for char in turned) < PORTRAIT.bottom + 1
    assert turned[0]["top"] > turned[1]["top"]  # read from the bottom up: the head is at the left edge


def test_heading_keeps_company(fonts: FontSet) -> None:
    flow = Flow(fonts)
    for _ in range(20):
        flow.text("养老")
    flow.heading("一、服务", BODY.but(role=HEI), "一、服务", 0)
    assert len(flow.leaves) == 2
    assert [anchor.title for anchor in flow.leaf.anchors()] == ["一、服务"]


def test_first_line_of_a_paragraph_is_not_left_alone(fonts: FontSet) -> None:
    flow = Flow(fonts)
    flow.y = flow.sheet.bottom - 1.5 * LEADING
    flow.text("老" * 40)
    assert not flow.leaves[0].marks


def test_block_of_few_lines_is_not_torn_and_a_long_one_is(fonts: FontSet) -> None:
    for most, pages in ((3, [0, 3]), (2, [2, 1])):
        flow = Flow(fonts)
        flow.y = flow.sheet.bottom - 2.5 * LEADING
        flow.together([("养老", BODY)] * 3, most=most)
        assert [len(leaf.marks) for leaf in flow.leaves] == pages


def test_outline_skips_no_level(fonts: FontSet) -> None:
    leaf = Leaf(PORTRAIT, [Anchor("a", "三级", 2, 100), Anchor("b", "一级", 0, 200)])
    outline = list(pypdfium2.PdfDocument(painted(fonts, [leaf])).get_toc())
    assert [(item.level, item.get_title()) for item in outline] == [(0, "三级"), (0, "一级")]


def test_same_input_same_bytes(fonts: FontSet) -> None:
    def make() -> bytes:
        flow = Flow(FontSet.shipped(office=False))
        flow.text("助餐服务30处")
        return painted(fonts, flow.leaves)

    assert make() == make()


def test_everything_is_black(fonts: FontSet) -> None:
    flow = Flow(fonts)
    flow.text("助餐服务")
    flow.stroke(100, 200, 300, 200, 1)
    with pdfplumber.open(io.BytesIO(painted(fonts, flow.leaves))) as document:
        page = document.pages[0]
        colours = {char["non_stroking_color"] for char in page.chars} | {line["stroking_color"] for line in page.lines}
    assert colours <= {(0,), (0, 0, 0), 0, None}
