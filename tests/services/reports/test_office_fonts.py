from __future__ import annotations

from pathlib import Path

from app import paths
from app.services.reports.office_fonts import FontFacts, choose, read_facts


def facts(*names: str, truetype: bool = True, embeddable: bool = True) -> FontFacts:
    return FontFacts(frozenset(names), truetype, embeddable)


def test_family_decides_the_role() -> None:
    found = choose(iter([(Path("a.ttf"), 0, facts("方正小标宋简体")), (Path("b.ttc"), 1, facts("SimSun", "宋体"))]))
    assert found["title"] == ((Path("a.ttf"), 0),)
    assert found["song"] == ((Path("b.ttc"), 1),)


def test_preferred_family_comes_first() -> None:
    found = choose(iter([(Path("a.ttf"), 0, facts("仿宋")), (Path("b.ttf"), 0, facts("仿宋_GB2312"))]))
    assert [path.name for path, _ in found["fang"]] == ["b.ttf", "a.ttf"]


def test_outlines_of_the_other_kind_are_left_out() -> None:
    assert choose(iter([(Path("a.otf"), 0, facts("黑体", truetype=False))]))["hei"] == ()


def test_restricted_licence_is_respected() -> None:
    assert choose(iter([(Path("a.ttf"), 0, facts("黑体", embeddable=False))]))["hei"] == ()


def test_facts_of_a_real_font() -> None:
    (found,) = read_facts(paths.resources() / "fonts" / "NotoSerifSC-Regular.ttf")
    assert found.truetype
    assert found.embeddable
    assert "Noto Serif SC" in found.names


def test_licence_bits_are_read(tmp_path: Path) -> None:
    data = bytearray((paths.resources() / "fonts" / "LiberationSerif-Regular.ttf").read_bytes())
    start = data.index(b"OS/2")
    offset = int.from_bytes(data[start + 8 : start + 12], "big")
    data[offset + 8 : offset + 10] = b"\x00\x02"
    (tmp_path / "a.ttf").write_bytes(data)
    (found,) = read_facts(tmp_path / "a.ttf")
    assert not found.embeddable


def test_damaged_file_has_no_facts(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"ttcf", b"ttcf\0\1\0\0\xff\xff\xff\xff", b"\0\1\0\0" + b"\xff" * 40)):
        path = tmp_path / f"{number}.ttf"
        path.write_bytes(data)
        assert read_facts(path) == ()
    assert read_facts(tmp_path / "absent.ttf") == ()
