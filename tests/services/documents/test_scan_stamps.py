"""Seals are taken off, letterheads stay."""

from __future__ import annotations

from app.services.documents.scan_stamps import without_stamps
from tests.services.documents.picture_maker import Paper


def test_seal_goes_and_print_stays() -> None:
    plain = Paper().text(100, 100, "关停落后机组", 14)
    sealed = Paper().text(100, 100, "关停落后机组", 14).seal(130, 110)
    found = without_stamps(sealed.page().pixels, 150)
    assert found.inked is not None
    assert found.inked.any()
    assert ((found.print < 110) != (plain.page().pixels < 110)).mean() < 1e-4


def test_blue_seal_goes_too() -> None:
    found = without_stamps(Paper().seal(200, 200, colour="#2840d8").page().pixels, 150)
    assert found.print.min() > 200


def test_red_letterhead_stays() -> None:
    paper = Paper()
    paper.image.paste("#e02828", (200, 100, 1000, 180))
    found = without_stamps(paper.page().pixels, 150)
    assert found.inked is None
    assert found.print.min() < 100


def test_grey_page_is_left_alone() -> None:
    pixels = Paper().text(100, 100, "关停落后机组", 14).page().pixels
    assert without_stamps(pixels, 150).print is pixels
