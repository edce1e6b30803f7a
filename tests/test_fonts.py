"""The bundled fonts are the ones the manifest names, complete with their licences."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from installer import fontlist, fonts

ROWS: list[dict[str, Any]] = json.loads(fontlist.MANIFEST.read_text(encoding="utf-8"))


def name(row: dict[str, Any]) -> str:
    return str(row["file"])


def test_bytes_are_the_manifests() -> None:
    assert fonts.check() == []


def test_no_font_lies_there_unlisted() -> None:
    lying = {path.relative_to(fontlist.FONTS).as_posix() for path in fontlist.FONTS.rglob("*.[to]t[fc]")}
    assert lying == {name(row) for row in ROWS} == {font.file for font in fontlist.BUNDLE}


def test_all_together_stay_small() -> None:
    assert sum(row["bytes"] for row in ROWS) < 65_000_000


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_licence_text_lies_beside(row: dict[str, Any]) -> None:
    assert (fontlist.FONTS / row["licence_file"]).stat().st_size > 3000


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_outlines_can_be_embedded(row: dict[str, Any]) -> None:
    with TTFont(fontlist.FONTS / row["file"]) as font:
        assert "glyf" in font
        assert not font["OS/2"].fsType & 2


@pytest.mark.parametrize("row", [row for row in ROWS if row["characters"] > 20_000], ids=name)
def test_rare_names_and_units_are_there(row: dict[str, Any]) -> None:
    with TTFont(fontlist.FONTS / row["file"], lazy=True) as font:
        assert not {char for char in "喆堃昇旻祎镕䶮㛃𬭎㎡≥①〔〕—" if ord(char) not in font.getBestCmap()}


def test_only_unchanged_fonts_bear_a_reserved_name() -> None:
    assert not [
        row for row in ROWS if row["how"] != "copy" and row["family"].startswith(("LXGW", "Liberation", "Source"))
    ]


def test_changed_font_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "digest", lambda _path: "0")
    assert len(fonts.check()) == len(ROWS)
