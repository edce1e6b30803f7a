"""Pictures of pages."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.errors import FileRefused, NotFound
from app.services.documents import images
from app.services.documents.images import fitting_scale, render_page
from tests.services.documents.pdf_maker import Sheet


def test_picture_has_the_scaled_size_of_the_page() -> None:
    picture = render_page(Sheet(200, 100).bar(0, 0, 100, 100).data(), 1, 1.5)
    image = Image.open(io.BytesIO(picture.png)).convert("L")
    assert (picture.width, picture.height) == image.size == (300, 150)
    assert (image.getpixel((20, 20)), image.getpixel((280, 20))) == (0, 255)


def test_second_page() -> None:
    data = Sheet(200, 100).next_page().bar(0, 0, 200, 100).data()
    assert Image.open(io.BytesIO(render_page(data, 2, 1).png)).convert("L").getextrema() == (0, 0)


def test_huge_picture_is_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 20_000)
    picture = render_page(Sheet(200, 100).bar(0, 0, 9, 9).data(), 1, 10)
    assert picture.scale == pytest.approx(1)
    assert picture.width * picture.height <= 20_000


def test_fitting_scale_keeps_what_fits() -> None:
    assert fitting_scale(595, 842, 2.0) == 2.0
    assert fitting_scale(595, 842, 2000.0) == pytest.approx((images.MOST_PIXELS / (595 * 842)) ** 0.5)


@pytest.mark.parametrize("page", [0, 2, -1])
def test_no_such_page(page: int) -> None:
    with pytest.raises(NotFound):
        render_page(Sheet().bar(0, 0, 9, 9).data(), page, 1)


def test_no_pdf() -> None:
    with pytest.raises(FileRefused):
        render_page(b"nothing", 1, 1)
