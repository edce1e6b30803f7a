"""Rules and tilt found on a picture."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import ImageDraw

from app.services.documents.scan_rules import find_rules, find_tilt
from tests.services.documents.picture_maker import Paper

WORDS = "水务部门会同各镇统一组织工作"


def gray(paper: Paper) -> np.ndarray:
    return np.asarray(paper.image.convert("L"))


def lined() -> Paper:
    paper = Paper()
    for row in range(20):
        paper.text(80, 80 + 24 * row, WORDS * 2, 14)
    return paper


@pytest.mark.parametrize("tilt", [-3.0, -0.4, 0.0, 1.3])
def test_tilt(tilt: float) -> None:
    assert find_tilt(gray(lined().turned(tilt))) == pytest.approx(-tilt, abs=0.08)


def test_shadow_of_the_lid_has_a_tilt_of_its_own() -> None:
    paper = lined().turned(1.3)
    ImageDraw.Draw(paper.image).polygon([(0, 0), (1240, 0), (1240, 8), (0, 34)], fill="black")
    assert find_tilt(gray(paper)) == pytest.approx(-1.3, abs=0.08)


def test_blank_page_has_no_tilt() -> None:
    assert find_tilt(gray(Paper())) == 0


def test_grid_is_found_where_it_is() -> None:
    across, down, _ = find_rules(gray(Paper().grid([80, 120, 300, 500], [100, 130, 200])), 150)
    assert [round(rule.at) for rule in across] == [100, 130, 200]
    assert sorted(round(rule.at) for rule in down) == [80, 120, 300, 500]
    assert all((rule.start, rule.end) == pytest.approx((80, 500), abs=1.5) for rule in across)


@pytest.mark.parametrize("words", [WORDS, "一二三王土工干十", "水——务——局", "重点工作任务表"])
def test_strokes_of_characters_are_no_rules(words: str) -> None:
    paper = Paper()
    for row in range(6):
        paper.text(80, 100 + 15 * row, words, 14)
    across, down, mask = find_rules(gray(paper), 150)
    assert (across, down, mask.max()) == ([], [], 0)


def test_faint_rules_in_uneven_light() -> None:
    shaded = gray(Paper().grid([80, 300, 500], [100, 200, 300])) * np.linspace(1, 0.6, 1240)[np.newaxis]
    faint = (255 * 0.6 + shaded * 0.4).astype(np.uint8)
    across, down, _ = find_rules(faint, 150)
    assert (len(across), len(down)) == (3, 3)


def test_mask_covers_the_rules_and_little_else() -> None:
    _, _, mask = find_rules(gray(Paper().rule(80, 100, 500, 100).text(80, 120, WORDS)), 150)
    rows = np.nonzero(mask.any(axis=1))[0]
    assert 203 <= rows.min() <= 208 <= rows.max() <= 213
