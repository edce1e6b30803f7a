"""Where a flow stands on its page."""

from __future__ import annotations

from dataclasses import replace

from app.services.documents.plane import turned_plane
from app.services.documents.source import Span
from app.services.extraction.places import Places
from app.services.extraction.text_cleaning import clean
from tests.services.extraction.making import HEIGHT, WIDTH, Maker


def test_places_are_told_on_the_page_as_it_is_shown() -> None:
    made = Maker()
    made.put("推进河道清淤", 100, 200)
    document = made.document()
    back = turned_plane(90, HEIGHT, WIDTH)
    lying = replace(document, pages=(replace(document.pages[0], width=HEIGHT, height=WIDTH, back=back),))
    (upright,), (shown,) = (Places(one, {}).of(clean(one, [Span(0, 6)])) for one in (document, lying))
    assert upright.box is not None
    x0, top, x1, bottom = upright.box
    assert shown.box == (top, WIDTH - x1, bottom, WIDTH - x0)
