"""Documents of which there are only pictures."""

from __future__ import annotations

import io
import sys

import pytest
from PIL import Image

from app.errors import Cancelled, FileRefused
from app.services.documents import ocr
from app.services.documents.images import render_page
from app.services.documents.reader import read_document
from app.services.documents.scan import read_pages, read_scan
from app.services.documents.scan_pictures import draw_picture
from app.services.progress import Progress
from tests.services.documents.pdf_maker import Sheet
from tests.services.documents.picture_maker import Paper

WORDS = "推进城市管网改造工程建设"


def paper(words: str = WORDS) -> Paper:
    return Paper().text(80, 100, words, 16)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF", "PDF"])
def test_pictures_and_scanned_pdfs(kind: str) -> None:
    document = read_document(paper().file(kind), f"方案.{kind}")
    assert (document.kind, document.text) == ("scan", WORDS)
    assert (round(document.pages[0].width), round(document.pages[0].height)) == (595, 842)
    assert len(document.scores) == len(document.text) == len(document.char_boxes) / 4
    assert [warning.page for warning in document.warnings] == [None]


def test_tiff_of_two_pages_in_order() -> None:
    document = read_document(paper().file("TIFF", paper("建设口袋公园")), "方案.tif")
    assert document.text == WORDS + "建设口袋公园"
    assert [line.page for line in document.lines] == [1, 2]


def test_progress_names_each_page_and_can_be_cancelled() -> None:
    told: list[str] = []
    read_scan([paper().page] * 3, "方案", Progress(lambda _done, _total, what: told.append(what)))
    assert told[:3] == [f"正在识别第{n}页" for n in (1, 2, 3)]
    with pytest.raises(Cancelled):
        list(read_pages([(1, paper().page)], Progress(is_cancelled=lambda: True)))


def test_picture_without_words_is_refused() -> None:
    with pytest.raises(FileRefused, match="没有识别出文字"):
        read_document(Paper().file(), "空白.png")


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_missing_library_has_its_sentence(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(FileRefused, match="缺少文字识别组件"):
        read_document(paper().file(kind), "方案")


def test_models_come_with_the_package_and_its_python_is_not_imported() -> None:
    assert ocr.missing() == ""
    ocr.recogniser(1)
    assert "rapidocr" not in sys.modules


@pytest.mark.parametrize("cut", [9, 40, 400])
def test_damaged_picture_is_refused(cut: int) -> None:
    with pytest.raises(FileRefused, match=r"已损坏|没有识别出文字"):
        read_document(paper().file()[:cut], "方案.png")


def test_huge_picture_is_refused_before_it_is_unpacked() -> None:
    made = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    with pytest.raises(FileRefused, match="图像过大"):
        read_document(made.getvalue(), "方案.png")


def test_page_of_a_picture_is_drawn_as_a_pdfs_is() -> None:
    drawn = draw_picture(paper().file(), 1, 1.5)
    assert (drawn.width, drawn.height) == pytest.approx((595 * 1.5, 842 * 1.5), abs=2)
    assert render_page(paper().file(), 1, 1.5).png == drawn.png
    assert render_page(Sheet().text(72, 72, "一").data(), 1, 1).width == 595
