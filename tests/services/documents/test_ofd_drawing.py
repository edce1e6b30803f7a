"""Pictures of OFD pages: what is drawn stands where the reader says it does."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from app import paths
from app.errors import FileRefused, NotFound
from app.services.documents import images
from app.services.documents.images import render_page
from app.services.documents.ofd import read_ofd
from app.services.documents.ofd_drawing import OfdDrawer
from app.services.documents.ofd_faces import Coverage, bundled, stand_ins
from app.services.documents.ofd_package import Font
from app.services.documents.ofd_pictures import seal_content
from app.services.jobs import page_image
from app.services.progress import Progress
from tests.services.documents.made_ofd import Book, mm, packed

LATIN = (paths.resources() / "fonts" / "LiberationSerif-Regular.ttf").read_bytes()


def drawn(data: bytes, page: int = 1, scale: float = 1.0) -> Image.Image:
    return Image.open(io.BytesIO(render_page(data, page, scale).png)).convert("RGB")


def inked(picture: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Share of the pixels in a box that are not white."""
    x0, top, x1, bottom = (round(value) for value in box)
    part = picture.convert("L").crop((x0, top, x1, bottom))
    return sum(part.histogram()[:200]) / (part.width * part.height)


def png(colour: str, size: tuple[int, int] = (8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def test_size_follows_the_paper() -> None:
    book = Book()
    book.page(200, 100)
    picture = render_page(book.data(), 1, 1.5)
    assert (picture.width, picture.height, picture.scale) == (300, 150, 1.5)


def test_huge_paper_is_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 20_000)
    book = Book()
    book.page(200, 100).bar(0, 0, 9, 9)
    assert render_page(book.data(), 1, 10).scale == pytest.approx(1, rel=1e-3)


@pytest.mark.parametrize("font", ["仿宋_GB2312", "楷体", "黑体", "方正小标宋简体", "Times New Roman", "", "没有的字体"])
def test_characters_stand_in_their_boxes(font: str) -> None:
    book = Book()
    book.page(300, 200).text(50, 100, "清水润城", size=30, font=font)
    data = book.data()
    document = read_ofd(data, "x")
    picture = drawn(data)
    for i in range(4):
        assert inked(picture, tuple(document.char_boxes[4 * i : 4 * i + 4])) > 0.1  # type: ignore[arg-type]
    (line,) = document.lines
    assert line.box is not None
    assert inked(picture, (0, 0, 300, line.box.top - 2)) == inked(picture, (0, line.box.bottom + 2, 300, 200)) == 0


def test_heavy_characters_have_more_ink() -> None:
    book = Book()
    book.page(300, 200).text(50, 50, "清水润城", size=30)
    book.page(300, 200).text(50, 50, "清水润城", size=30, Weight="700")
    shares = [inked(drawn(book.data(), page), (0, 0, 300, 200)) for page in (1, 2)]
    assert shares[1] > shares[0] * 1.2


@pytest.mark.parametrize("more", [{"Alpha": "0"}, {"Fill": "false"}, {"Visible": "false"}])
def test_hidden_characters_are_not_drawn(more: dict[str, str]) -> None:
    book = Book()
    book.page(300, 200).text(50, 100, "清水", size=30, **more)
    assert inked(drawn(book.data()), (0, 0, 300, 200)) == 0


def test_lines_areas_and_holes() -> None:
    book = Book()
    leaf = book.page(300, 200).rule(10, 20, 200, 20).bar(10, 50, 60, 100, "255 0 0")
    square = "M {0} {0} L {1} {0} L {1} {1} L {0} {1} C"
    ring = square.format(0, mm(60)) + " " + square.format(mm(20), mm(40))
    leaf.path(100, 50, 160, 110, ring, "0 0 255", Stroke="false", Fill="true", Rule="Even-Odd")
    picture = drawn(book.data(), scale=2)
    assert picture.getpixel((200, 40)) != (255, 255, 255)
    assert [picture.getpixel(at) for at in ((40, 150), (210, 110), (260, 160))] == [
        (255, 0, 0),
        (0, 0, 255),
        (255, 255, 255),
    ]


def test_picture_lies_in_its_box_and_upright() -> None:
    halves = Image.new("RGB", (8, 8), "white")
    halves.paste("black", (0, 0, 8, 4))
    out = io.BytesIO()
    halves.save(out, "PNG")
    book = Book()
    book.page(300, 200).picture(100, 40, 200, 140, out.getvalue())
    picture = drawn(book.data())
    assert inked(picture, (102, 42, 198, 86)) > 0.99
    assert inked(picture, (102, 96, 198, 140)) == inked(picture, (0, 0, 98, 200)) == 0


def test_pale_picture() -> None:
    book = Book()
    book.page(300, 200).picture(0, 0, 300, 200, png("black"), Alpha="128")
    value = drawn(book.data()).getpixel((150, 100))
    assert isinstance(value, tuple)
    assert value[0] == pytest.approx(127, abs=3)


def test_broken_picture_is_left_out() -> None:
    book = Book()
    book.page(300, 200).picture(0, 0, 300, 200, b"\x89PNG\r\n\x1a\nrubbish").bar(0, 0, 50, 50)
    picture = drawn(book.data())
    assert (inked(picture, (1, 1, 49, 49)), inked(picture, (60, 60, 300, 200))) == (1, 0)


def embedded(glyphs: str) -> Book:
    """A Chinese character whose shape the file names by its index in a Latin face of its own."""
    book = Book()
    book.font_files["Own"] = LATIN
    leaf = book.page(300, 200).text(50, 100, "中", size=60, font="Own")
    change = (
        f'<o:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><o:Glyphs>{glyphs}</o:Glyphs></o:CGTransform>'
    )
    leaf.parts[0] = leaf.parts[0].replace("<o:TextCode", f"{change}<o:TextCode")
    return book


def test_shapes_named_by_their_index() -> None:
    plain = Book()
    plain.font_files["Own"] = LATIN
    plain.page(300, 200).text(50, 100, "W", size=60, font="Own")
    index = Coverage(LATIN).glyph(ord("W"))
    assert drawn(embedded(str(index)).data()).tobytes() == drawn(plain.data()).tobytes()


def test_own_face_without_the_character_gets_a_stand_in() -> None:
    book = Book()
    book.font_files["Own"] = LATIN
    book.page(300, 200).text(50, 100, "清", size=60, font="Own")
    assert inked(drawn(book.data()), (50, 50, 110, 108)) > 0.1


def test_broken_face_gets_a_stand_in() -> None:
    book = Book()
    book.font_files["Own"] = LATIN[:300] + b"\0" * 500
    book.page(300, 200).text(50, 100, "清", size=60, font="Own")
    assert inked(drawn(book.data()), (50, 50, 110, 108)) > 0.1


def sealed(picture: bytes, kind: bytes = b"PNG", clip: str = "") -> Book:
    book = Book()
    book.page(300, 200).text(10, 190, "正文")
    book.body = "<o:Signatures>Doc_0/Signs/Signatures.xml</o:Signatures>"
    listed = '<o:Signatures><o:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></o:Signatures>'
    signature = (
        f'<o:Signature><o:SignedInfo><o:StampAnnot ID="1" PageRef="0" Boundary="{mm(100, 50, 80, 80)}"{clip}/>'
        "<o:Seal><o:BaseLoc>Seal.esl</o:BaseLoc></o:Seal></o:SignedInfo></o:Signature>"
    )
    book.extra["Doc_0/Signs/Signatures.xml"] = book.qualified(listed).encode()
    book.extra["Doc_0/Signs/Sign_0/Signature.xml"] = book.qualified(signature).encode()
    head = b"\x30\x82\x00\x00\x16" + bytes((len(kind),)) + kind
    book.extra["Doc_0/Signs/Sign_0/Seal.esl"] = head + b"\x04\x83" + struct.pack(">I", len(picture))[1:] + picture
    return book


def test_seal_is_drawn_in_its_place() -> None:
    picture = drawn(sealed(png("red")).data())
    assert [picture.getpixel(at) for at in ((140, 90), (95, 90))] == [(255, 0, 0), (255, 255, 255)]


def test_seal_shows_only_its_clip() -> None:
    clip = f' Clip="0 0 {mm(20, 80)}"'
    picture = drawn(sealed(png("red", (80, 80)), clip=clip).data())
    assert [picture.getpixel(at) for at in ((110, 90), (140, 90))] == [(255, 0, 0), (255, 255, 255)]


def test_seal_that_is_an_ofd_itself() -> None:
    inner = Book()
    inner.page(80, 80).bar(0, 0, 80, 40, "255 0 0")
    picture = drawn(sealed(inner.data(), b"ofd").data())
    assert [picture.getpixel(at) for at in ((140, 60), (140, 120))] == [(255, 0, 0), (255, 255, 255)]


@pytest.mark.parametrize(
    "data", [b"", b"\x16\x03PNG", b"\x16\x03PNG\x04", b"\x16\x03PNG\x04\x84\xff\xff", b"rubbish" * 9]
)
def test_broken_seal_has_no_picture(data: bytes) -> None:
    assert seal_content(data)[1] == b""


@pytest.mark.parametrize("page", [0, 2])
def test_no_such_page(page: int) -> None:
    book = Book()
    book.page()
    with pytest.raises(NotFound):
        render_page(book.data(), page, 1)


def test_other_archive_is_refused() -> None:
    with pytest.raises(FileRefused):
        render_page(packed({"a.txt": b"x"}), 1, 1)


def test_job_draws_pages_of_an_ofd() -> None:
    book = Book()
    book.page(200, 100).bar(0, 0, 200, 100)
    answer, data = page_image({"page": 1, "scale": 0.5}, book.data(), Progress())
    assert (answer["width"], answer["height"], data[:4]) == (100, 50, b"\x89PNG")


def test_picture_for_reading_has_the_paper_s_size() -> None:
    book = Book()
    book.page(300, 200).bar(0, 0, 300, 100, "255 0 0")
    with OfdDrawer(book.data()) as drawer:
        image = drawer.source(1)()
    assert (image.number, round(image.width), round(image.height), round(image.dpi)) == (1, 300, 200, 200)
    assert list(image.pixels[50, 50]) == [0, 0, 255]


def test_page_of_pictures_is_read_by_ocr() -> None:
    pytest.importorskip("onnxruntime")
    source = Book()
    source.page(400, 200).text(40, 80, "完善农村供水管网", size=28).text(40, 130, "由市水务局负责", size=28)
    book = Book()
    whole = render_page(source.data(), 1, 2.5).png
    book.page(400, 200).picture(0, 0, 400, 200, whole)
    document = read_ofd(book.data(), "x")
    assert (document.kind, document.text) == ("scan", "完善农村供水管网由市水务局负责")


def test_coverage_of_both_kinds_of_tables() -> None:
    for file in ("NotoSerifSC-Regular.ttf", "LiberationSerif-Regular.ttf", "fandol/FandolFang-Regular.ttf"):
        data = bundled(file)
        covers = Coverage(data)
        assert covers.glyph(ord("A")) or file.startswith("fandol")
        assert covers.glyph(0x10FFFF) == 0
        assert 0 < covers.advance(covers.glyph(ord("A"))) <= 1.1
    assert bundled("none.ttf") == b""
    assert Coverage(b"").glyph(65) == Coverage(LATIN[:200]).glyph(65) == 0


def test_stand_ins_by_name() -> None:
    first = {name: stand_ins(Font(name), False)[0] for name in ("仿宋_GB2312", "KaiTi", "SimHei", "FZXBSJW", "宋体")}
    assert first == {
        "仿宋_GB2312": "fandol/FandolFang-Regular.ttf",
        "KaiTi": "QinglanKai-Regular.ttf",
        "SimHei": "NotoSansSC-Medium.ttf",
        "FZXBSJW": "NotoSerifSC-Bold.ttf",
        "宋体": "NotoSerifSC-Regular.ttf",
    }
    assert stand_ins(Font("宋体"), True)[0] == "NotoSerifSC-Bold.ttf"
