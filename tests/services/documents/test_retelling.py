"""PDF pages whose text layer does not do."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from app.services.documents import retelling
from app.services.documents.pdf_device import PageContent
from app.services.progress import Progress
from tests.services.documents.pdf_maker import Sheet, plain_glyphs
from tests.services.documents.picture_maker import Paper
from tests.services.documents.reading import read, words

REAL = "各区人民政府要加强组织领导落实工作责任"
HIDDEN = 3


def with_picture(sheet: Sheet, paper: Paper) -> Sheet:
    sheet.canvas.drawImage(ImageReader(io.BytesIO(paper.file())), 0, 0, 595, 842)
    return sheet


def scanned(said: str, shown: str = REAL) -> Sheet:
    """A scan with a hidden layer."""
    paper = Paper()
    sheet = Sheet()
    for row in range(4):
        paper.text(80, 100 + 30 * row, shown, 16)
    with_picture(sheet, paper)
    for row in range(4):
        sheet.text(80, 116 + 30 * row, said, 16, mode=HIDDEN)
    return sheet


def test_only_the_scanned_page_of_a_mixed_pdf_is_read() -> None:
    sheet = with_picture(Sheet().text(80, 100, "正文第一页").next_page(), Paper().text(80, 100, REAL, 16))
    document = read(sheet)
    assert (document.kind, words(document)) == ("pdf", ["正文第一页", REAL])
    assert [w.message for w in document.warnings if w.page is None] == [
        "第2页没有文字层，内容由文字识别读出，请校对标出的存疑处"
    ]
    assert list(document.scores[:5]) == [1] * 5


def test_hidden_layer_that_agrees_is_preferred() -> None:
    document = read(scanned(REAL.replace("责", "賁")))
    assert words(document)[0] == REAL.replace("责", "賁")
    assert (len(document.scores), document.warnings) == (0, ())


def test_hidden_layer_of_something_else_is_replaced() -> None:
    document = read(scanned("水厂扩建项目初步设计批复文件附表内容如下"))
    assert words(document) == [REAL] * 4
    assert "与图像不符" in document.warnings[0].message


def test_layer_in_code_is_read_from_the_picture() -> None:
    document = read(scanned("ÖйúÈËÃñÕþ¸®°ì¹«"))
    assert words(document) == [REAL] * 4


def test_radicals_are_mended_without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retelling, "missing", lambda: "cv2")
    found, notes = retelling.retold(b"", "方案", [page_of("⼀、⽔⼟保持")], Progress())
    assert found[0] is not None
    assert "".join(glyph.text for glyph in found[0].glyphs) == "一、水土保持"
    assert [note.page for note in notes] == [None]


def page_of(text: str) -> PageContent:
    return PageContent(1, 595, 842, plain_glyphs(text))


def test_sound_page_stays() -> None:
    assert retelling.retold(b"", "方案", [page_of(REAL)], Progress()) == ([None], ())


def test_small_picture_is_no_scan() -> None:
    sheet = Sheet().text(80, 100, REAL)
    sheet.canvas.drawImage(ImageReader(Image.new("L", (50, 50))), 0, 0, 50, 50)
    document = read(sheet)
    assert (document.text, len(document.scores)) == (REAL, 0)
