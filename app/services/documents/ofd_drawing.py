"""Draws OFD pages: their objects are handed to pdfium, which paints them. Only ever called in a helper process."""

from __future__ import annotations

import ctypes
import io
import math
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from app.errors import NotFound
from app.services.documents.images import RenderedPage, fitting_scale
from app.services.documents.ofd_faces import Coverage, bundled, stand_ins
from app.services.documents.ofd_package import Font, OfdPackage
from app.services.documents.ofd_pictures import opened, seal_picture
from app.services.documents.ofd_scene import Outline, Picture, Scene, Seal, TextRun, scene_of
from app.services.documents.ofd_text import advance, is_unknown, picture_box
from app.services.documents.ofd_values import Matrix, combine

if TYPE_CHECKING:
    from types import TracebackType

    from PIL.Image import Image

    from app.services.documents.scan_page import PageImage

DPI = 200  # for reading: as the pages of a PDF
READ_PIXELS = 24_000_000
SLANT = 0.2
EMBOLDEN = 0.025  # sizes: the stroke round a character that is to look heavy
NARROWEST = 0.5
SHARPEST = 4.0  # pixels a point: pictures within a page are not unpacked finer

_Shape: TypeAlias = tuple[Any, tuple[int, ...], Coverage | None]

_turn = threading.Lock()  # pdfium does one thing at a time


def render_ofd(data: bytes, page: int, scale: float) -> RenderedPage:
    """Draw page ``page`` (1-based) at ``scale`` pixels a point, as ``images.render_page`` does for a PDF."""
    with OfdDrawer(data) as drawer:
        picture, scale = drawer.picture(page, scale)
    png = io.BytesIO()
    picture.save(png, "PNG", compress_level=1)
    return RenderedPage(picture.width, picture.height, png.getvalue(), scale)


class OfdDrawer:
    """Draws pages of one OFD."""

    def __init__(self, data: bytes, package: OfdPackage | None = None) -> None:
        self._package = package or OfdPackage(data, "文件")

    def __enter__(self) -> Self:
        """Use as a context, as the drawer of PDF pages."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held."""

    def source(self, number: int) -> Callable[[], PageImage]:
        """What draws page ``number`` (1-based) for reading when called."""
        return lambda: self.draw(number)

    def draw(self, number: int) -> PageImage:
        """The picture of a page for reading."""
        import numpy as np

        from app.services.documents.scan_page import PageImage

        scene = self._scene(number)
        scale = fitting_scale(scene.width, scene.height, DPI / 72, READ_PIXELS)
        with _turn:
            picture = paint(scene, self._package, scale)
        pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
        return PageImage(number, pixels, scale * 72, scene.width, scene.height)

    def picture(self, number: int, scale: float) -> tuple[Image, float]:
        """A page's picture and the scale really used."""
        scene = self._scene(number)
        scale = fitting_scale(scene.width, scene.height, scale)
        with _turn:
            return paint(scene, self._package, scale), scale

    def _scene(self, number: int) -> Scene:
        pages = self._package.pages
        if not 1 <= number <= len(pages):
            raise NotFound(f"没有第{number}页。", f"文件共{len(pages)}页。")
        return scene_of(self._package, pages[number - 1])


def paint(scene: Scene, package: OfdPackage, scale: float, *, clear: bool = False, depth: int = 0) -> Image:
    """The scene as a picture; ``clear`` leaves the paper transparent."""
    import pypdfium2.raw as pdfium
    from PIL import Image

    painter = _Painter(scene, package, scale, depth)
    try:
        for item in [*scene.items, *(item for _, items in scene.notes for item in items)]:
            painter.add(item)
        width, height = (max(1, math.ceil(side * scale - 0.01)) for side in (scene.width, scene.height))
        pixels = bytearray(width * height * 4)
        held = (ctypes.c_uint8 * len(pixels)).from_buffer(pixels)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRA, held, width * 4)
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0x00FFFFFF if clear else 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, painter.page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        pdfium.FPDFBitmap_Destroy(bitmap)
    finally:
        painter.close()
    drawn = Image.frombuffer("RGBA", (width, height), bytes(pixels), "raw", "BGRA", 0, 1)
    return drawn if clear else drawn.convert("RGB")


class _Painter:
    """Turns the objects of one scene into those of a pdfium page."""

    def __init__(self, scene: Scene, package: OfdPackage, scale: float, depth: int) -> None:
        import pypdfium2.raw as pdfium

        self._p: Any = pdfium
        self._height = scene.height
        self._package = package
        self._scale = min(scale, SHARPEST)
        self._depth = depth
        self._document = pdfium.FPDF_CreateNewDocument()
        self.page = pdfium.FPDFPage_New(self._document, 0, scene.width, scene.height)
        self._faces: dict[str, tuple[Any, Coverage] | None] = {}
        self._held: list[Any] = []

    def close(self) -> None:
        """Let everything go."""
        for face in self._faces.values():
            if face is not None:
                self._p.FPDFFont_Close(face[0])
        self._p.FPDF_ClosePage(self.page)
        self._p.FPDF_CloseDocument(self._document)

    def add(self, item: object) -> None:
        """Put one object on the page."""
        if isinstance(item, TextRun):
            self._text(item)
        elif isinstance(item, Outline):
            self._outline(item)
        elif isinstance(item, Picture):
            self._file(item)
        elif isinstance(item, Seal):
            self._seal(item)

    def _text(self, run: TextRun) -> None:
        if run.fill is None or not run.alpha:
            return
        turn = math.radians(run.turned)
        wide, high = run.size * run.stretch, run.size
        for n, character in enumerate(run.characters):
            found = self._glyphs(run, character.text, character.glyphs)
            if found is None:
                continue
            squeeze = self._squeeze(run, n, found)
            own: Matrix = (math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), character.x, character.y)
            a, b, c, d, e, f = combine(own, run.matrix)
            place = (a * wide * squeeze, -b * wide * squeeze, -c * high, d * high, e, self._height - f)
            if run.italic:
                place = (*place[:2], place[2] + SLANT * place[0], place[3] + SLANT * place[1], *place[4:])
            self._glyph(run, found, place)

    def _squeeze(self, run: TextRun, n: int, found: _Shape) -> float:
        """How much narrower a stand-in's shape is drawn to fit where the face of the file had its own."""
        covers = found[2]
        if covers is None or n + 1 >= len(run.characters):
            return 1.0
        wide = covers.advance(found[1][0]) * run.size * run.stretch
        return max(NARROWEST, min(1.0, advance(run, n) / wide)) if wide > 0 else 1.0

    def _glyph(self, run: TextRun, found: _Shape, place: Matrix) -> None:
        p = self._p
        shape = p.FPDFPageObj_CreateTextObj(self._document, found[0], 1.0)
        codes = (ctypes.c_uint32 * len(found[1]))(*found[1])
        p.FPDFText_SetCharcodes(shape, codes, len(found[1]))
        p.FPDFPageObj_SetMatrix(shape, p.FS_MATRIX(*place))
        assert run.fill is not None
        p.FPDFPageObj_SetFillColor(shape, *run.fill, run.alpha)
        if run.bold:
            p.FPDFTextObj_SetTextRenderMode(shape, p.FPDF_TEXTRENDERMODE_FILL_STROKE)
            p.FPDFPageObj_SetStrokeColor(shape, *run.fill, run.alpha)
            p.FPDFPageObj_SetStrokeWidth(shape, EMBOLDEN)
        p.FPDFPage_InsertObject(self.page, shape)

    def _glyphs(self, run: TextRun, sign: str, given: tuple[int, ...] | None) -> _Shape | None:
        """The face and the glyphs for a character, and what the face covers if it is a stand-in."""
        own = self._own(run.font)
        if given is not None and own is not None:
            return (own[0], given, None) if given else None
        if sign.isspace() or (is_unknown(sign) and own is None):
            return None
        if own is not None and (index := own[1].glyph(ord(sign))):
            return own[0], (index,), None
        for file in stand_ins(run.font, run.bold):
            face = self._face(f"bundled:{file}", lambda file=file: bundled(file))  # type: ignore[misc]
            if face is not None and (index := face[1].glyph(ord(sign))):
                return face[0], (index,), face[1]
        return None

    def _own(self, font: Font) -> tuple[Any, Coverage] | None:
        return self._face(font.file, lambda: self._package.read(font.file)) if font.file else None

    def _face(self, key: str, read: Callable[[], bytes]) -> tuple[Any, Coverage] | None:
        if key not in self._faces:
            data = read()
            font = None
            if len(data) > 64:
                held = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
                font = self._p.FPDFText_LoadFont(self._document, held, len(data), self._p.FPDF_FONT_TRUETYPE, 1)
            self._faces[key] = (font, Coverage(data)) if font else None
        return self._faces[key]

    def _outline(self, item: Outline) -> None:
        if not item.alpha or (item.fill is None and item.stroke is None) or len(item.segments) < 2:
            return
        p, high = self._p, self._height
        path = p.FPDFPageObj_CreateNewPath(0.0, 0.0)
        for step, points in item.segments:
            flat = [value for x, y in points for value in (x, high - y)]
            if step == "M":
                p.FPDFPath_MoveTo(path, *flat)
            elif step == "L":
                p.FPDFPath_LineTo(path, *flat)
            elif step == "B":
                p.FPDFPath_BezierTo(path, *flat)
            else:
                p.FPDFPath_Close(path)
        fill = p.FPDF_FILLMODE_NONE
        if item.fill is not None:
            fill = p.FPDF_FILLMODE_ALTERNATE if item.even_odd else p.FPDF_FILLMODE_WINDING
            p.FPDFPageObj_SetFillColor(path, *item.fill, item.alpha)
        if item.stroke is not None:
            p.FPDFPageObj_SetStrokeColor(path, *item.stroke, item.alpha)
            p.FPDFPageObj_SetStrokeWidth(path, item.width)
        p.FPDFPath_SetDrawMode(path, fill, item.stroke is not None)
        p.FPDFPage_InsertObject(self.page, path)

    def _file(self, item: Picture) -> None:
        x0, top, x1, bottom = picture_box(item)
        size = (x1 - x0) * self._scale, (bottom - top) * self._scale
        picture = opened(self._package.read(item.file), size) if item.file else None
        if picture is not None:
            self._picture(picture, item.matrix, item.alpha)

    def _seal(self, item: Seal) -> None:
        x0, top, x1, bottom = item.place
        size = (x1 - x0) * self._scale, (bottom - top) * self._scale
        picture = seal_picture(self._package.read(item.stamp.file), item.stamp, size, self._depth)
        if picture is not None:
            self._picture(picture, (x1 - x0, 0.0, 0.0, bottom - top, x0, top), 255)

    def _picture(self, picture: Image, by: Matrix, alpha: int) -> None:
        p = self._p
        if alpha < 255:
            picture.putalpha(picture.getchannel("A").point(lambda value: value * alpha // 255))
        data = bytearray(picture.tobytes("raw", "BGRA"))
        held = (ctypes.c_uint8 * len(data)).from_buffer(data)
        bitmap = p.FPDFBitmap_CreateEx(picture.width, picture.height, p.FPDFBitmap_BGRA, held, picture.width * 4)
        shape = p.FPDFPageObj_NewImageObj(self._document)
        p.FPDFImageObj_SetBitmap(None, 0, shape, bitmap)
        p.FPDFBitmap_Destroy(bitmap)
        a, b, c, d, e, f = by
        p.FPDFPageObj_SetMatrix(shape, p.FS_MATRIX(a, -b, -c, d, e + c, self._height - f - d))
        p.FPDFPage_InsertObject(self.page, shape)
