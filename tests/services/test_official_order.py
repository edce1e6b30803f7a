from __future__ import annotations

import pytest

from app.services.official_order import official_place


@pytest.mark.parametrize(
    ("region", "code"),
    [("南通市", "320600"), ("江苏省", "320000"), ("江苏省南通市", "320600"), ("南通市海门区", "320600"), (None, None)],
)
def test_code(region: str | None, code: str | None) -> None:
    assert official_place(region)[0] == code


def test_unknown_place_comes_last() -> None:
    assert official_place("青湾市")[1] > official_place("新疆维吾尔自治区")[1]


def test_district_comes_behind_its_city() -> None:
    assert official_place("南通市")[1] < official_place("南通市海门区")[1] < official_place("连云港市")[1]
