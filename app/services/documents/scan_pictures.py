"""Pictures as documents: PNG, JPEG, BMP and TIFF of one or more pages."""

from __future__ import annotations

import io
import threading
import warnings
from typing import TYPE_CHECKING, Any

from app.errors import FileRefused, NotFound
from app.services.documents.images import RenderedPage
from app.services.documents.source import SourceDocument
from app.services.progress import Progress

if TYPE_CHECKING:
    from PIL.Image import Image

    from app.services.documents.scan_page import PageImage

FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "GIF", "MPO")
MOST_PIXELS = 80_000_000  # of a page (A3 at 600 dpi has 70 million): more is refused before it is unpacked
READ_PIXELS = 12_000_000  # more is scaled down before it is read
MOST_PAGES = 500
LEAST_DPI, MOST_DPI = 90, 1300  # outside of these the file's own word is a default, not a measure
SHORT_SIDE = 595.0  # points: a picture that does not say its size is taken for A4
LEAST_SIDE = 64  # pixels

_FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    ZeroDivisionError,
)


def read_pictures(data: bytes, name: str, progress: Progress | None = None) -> SourceDocument:
    """Read every page of a picture file by OCR."""
    from app.services.documents.scan import read_scan

    sheets = _Sheets(data, name)
    return read_scan([sheets.source(number) for number in range(1, sheets.count + 1)], name, progress, data)


def draw_picture(data: bytes, page: int, scale: float) -> RenderedPage:
    """Page ``page`` (1-based) at ``scale`` pixels a point, as ``images.render_page`` does for a PDF."""
    sheets = _Sheets(data, "图片")
    if not 1 <= page <= sheets.count:
        raise NotFound(f"没有第{page}页。", f"文件共{sheets.count}页。")
    picture, dpi = sheets.page(page)
    real = min(scale, dpi / 72 * 2)
    size = (max(1, round(picture.width * 72 / dpi * real)), max(1, round(picture.height * 72 / dpi * real)))
    drawn = picture.resize(size)
    png = io.BytesIO()
    drawn.save(png, "PNG", compress_level=1)
    return RenderedPage(drawn.width, drawn.height, png.getvalue(), real)


class _Sheets:
    """The pages of one picture file."""

    def __init__(self, data: bytes, name: str) -> None:
        from PIL import Image

        self._name = name
        self._lock = threading.Lock()
        Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before anything is unpacked
        try:
            self._picture: Any = Image.open(io.BytesIO(data), formats=FORMATS)
            self.count = min(int(getattr(self._picture, "n_frames", 1)), MOST_PAGES)
        except _FAULTS as problem:
            raise self._broken() from problem

    def source(self, number: int) -> Any:
        """What unpacks page ``number`` when called."""

        def make() -> PageImage:
            import numpy as np

            from app.services.documents.scan_page import PageImage

            picture, dpi = self.page(number)
            width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
            pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
            return PageImage(number, pixels, dpi, width, height)

        return make

    def page(self, number: int) -> tuple[Image, float]:
        """The upright picture of a page in colour on white, and its resolution."""
        from PIL import Image, ImageOps

        with self._lock:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which harms no pixel
                    self._picture.seek(number - 1)
                    if self._picture.width * self._picture.height > MOST_PIXELS:
                        raise FileRefused(
                            f"“{self._name}”的图像过大（{self._picture.width}×{self._picture.height}）。",
                            "请缩小到每英寸200—300点后再导入。",
                        )
                    said = _said_dpi(self._picture.info.get("dpi"))
                    picture = ImageOps.exif_transpose(self._picture.copy())
                    picture = _on_white(picture)
            except _FAULTS as problem:
                raise self._broken() from problem
        if min(picture.size) < LEAST_SIDE:
            raise FileRefused(f"“{self._name}”的图像太小，读不出文字。", "请重新扫描（每英寸200点以上）后再导入。")
        dpi = said or min(picture.size) * 72 / SHORT_SIDE
        pixels = picture.width * picture.height
        if pixels > READ_PIXELS:
            shrink = (READ_PIXELS / pixels) ** 0.5
            size = (round(picture.width * shrink), round(picture.height * shrink))
            dpi *= size[0] / picture.width
            picture = picture.resize(size, Image.Resampling.BOX)
        return picture, dpi

    def _broken(self) -> FileRefused:
        return FileRefused(f"“{self._name}”是图片，但已损坏，打不开。", "请重新扫描或复制该图片后再导入。")


def _said_dpi(said: object) -> float:
    """The resolution the file states, 0 where it states none or a default of programs (72, 96 of a screen)."""
    if not isinstance(said, tuple) or len(said) != 2:
        return 0.0
    try:
        across, down = float(said[0]), float(said[1])
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0
    if not LEAST_DPI <= across <= MOST_DPI or abs(across - down) > 0.02 * across or round(across) == 96:
        return 0.0
    return across


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        cover = picture.convert("RGBA")
        ground = Image.new("RGBA", cover.size, "white")
        return Image.alpha_composite(ground, cover).convert("RGB")
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    return picture.convert("RGB")
