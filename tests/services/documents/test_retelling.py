"""PDF pages whose text layer does not do."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from app.services.documents import retelling
from app.services.documents.layout import lay_out
from app.services.documents.pdf_device import Glyph, PageContent
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


@pytest.mark.parametrize("said", [REAL.replace("责", "贵"), "水厂扩建项目初步设计批复文件附表内容如下"])
def test_hidden_layer_over_a_scan_is_not_used(said: str) -> None:
    document = read(scanned(said))
    assert words(document) == [REAL] * 4
    assert "隐藏文字层未采用" in document.warnings[0].message


def test_hidden_layer_stays_where_the_picture_shows_nothing() -> None:
    assert words(read(scanned(REAL, " "))) == [REAL] * 4


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


SHOWN = "各区历史建筑修缮提升基地建设工作责任"


def misnamed(**names: str) -> tuple[bytes, list[PageContent]]:
    """A page that shows one thing and whose layer names some characters of its first line otherwise."""
    paper = Paper()
    glyphs = []
    for row in range(4):
        base = 118 + 30 * row
        paper.text(80, 100 + 30 * row, SHOWN, 16)
        for i, sign in enumerate(SHOWN):
            x = 80 + 16 * i
            said = sign if row else names.get(sign, sign)
            glyphs.append(Glyph(said, x, base - 14, x + 16, base + 2, base, 16, "Song", 0))
    return with_picture(Sheet(), paper).data(), [PageContent(1, 595, 842, glyphs)]


def shown_by(found: list[PageContent | None]) -> set[str]:
    assert found[0] is not None
    return {"".join(glyph.text for glyph in line.glyphs) for line in lay_out(found[0]).lines}


def test_layer_that_misnames_a_few_characters_is_read_from_the_picture() -> None:
    data, contents = misnamed(史="圱", 筑="筒", 升="幵", 地="侞")
    found, notes = retelling.retold(data, "方案", contents, Progress())
    assert shown_by(found) == {SHOWN}
    assert "与图像不符" in notes[0].message


def test_characters_without_a_code_are_taken_from_the_picture() -> None:
    data, contents = misnamed(筑="\ue123")
    found, notes = retelling.retold(data, "方案", contents, Progress())
    assert shown_by(found) == {SHOWN}
    assert "没有编码" in notes[0].message
    assert found[0] is not None
    assert not retelling.is_read(found[0])


def outlined(sheet: Sheet, words: int) -> Sheet:
    """Draw as many figures as characters have."""
    for i in range(words):
        x, y = 60 + 12 * (i % 40), 700 - 20 * (i // 40)
        sheet.canvas.bezier(x, y, x + 3, y + 9, x + 6, y - 9, x + 9, y)
    return sheet


def test_text_drawn_as_outlines_is_a_picture() -> None:
    document = read(outlined(with_picture(Sheet(), Paper().text(80, 100, REAL, 16)).text(290, 800, "- 1 -"), 200))
    assert words(document)[0] == REAL
    assert document.kind == "scan"


def test_drawings_and_pictures_beside_text_are_told() -> None:
    document = read(outlined(Sheet().text(80, 300, REAL * 2), 40))
    assert [(w.page, w.message[:12]) for w in document.warnings] == [(None, "第1页有图片或画成图形的")]
    assert words(document) == [REAL * 2]


def test_sound_page_stays() -> None:
    assert retelling.retold(b"", "方案", [page_of(REAL)], Progress()) == ([None], ())


def test_small_picture_is_no_scan() -> None:
    sheet = Sheet().text(80, 100, REAL)
    sheet.canvas.drawImage(ImageReader(Image.new("L", (50, 50))), 0, 0, 50, 50)
    document = read(sheet)
    assert (document.text, len(document.scores)) == (REAL, 0)
