"""The reading model's answer decoded."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.services.documents.ocr_decode import Alphabet, ReadCharacter

SIGNS = ["水", "务", "（", "("]  # numbers 1 to 4; 0 is nothing, 5 a blank


def decode(*steps: dict[int, float], width: float = 1000) -> list[ReadCharacter]:
    answer: NDArray[np.float32] = np.zeros((len(steps), 6), np.float32)
    for i, step in enumerate(steps):
        for sign, share in step.items():
            answer[i, sign] = share
        answer[i, 0] += 1 - answer[i].sum()
    return Alphabet(SIGNS).decode(answer, 10, width)


def test_repeated_steps_are_one_character_in_their_middle() -> None:
    (read,) = decode({}, {1: 0.9}, {1: 0.99}, {})
    assert (read.text, read.middle) == ("水", 20)
    assert read.score == pytest.approx(0.99)


def test_nothing_between_them_parts_equal_characters() -> None:
    assert [c.text for c in decode({1: 1}, {}, {1: 1})] == ["水", "水"]


def test_doubt_between_widths_is_no_doubt() -> None:
    (read,) = decode({3: 0.55, 4: 0.44})
    assert (read.text, round(read.score, 2)) == ("（", 0.99)


def test_doubt_between_characters_is_one() -> None:
    assert decode({1: 0.55, 2: 0.44})[0].score == pytest.approx(0.55)


def test_sign_nearly_read_makes_its_neighbour_doubtful() -> None:
    first, second = decode({1: 1}, {3: 0.4}, {}, {2: 1})
    assert (round(first.score, 2), second.score) == (0.6, 1)


def test_traces_of_a_character_beside_it_count_for_it() -> None:
    assert [c.score for c in decode({1: 1}, {1: 0.3}, {2: 0.3}, {2: 1})] == [1, 1]


def test_padding_is_not_read() -> None:
    assert [c.text for c in decode({1: 1}, {}, {}, {}, {2: 1}, width=20)] == ["水"]
