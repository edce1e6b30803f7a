"""Pictures of PDF pages, made by pdfium. Only ever called in a helper process."""

from __future__ import annotations

import io
from dataclasses import dataclass

from app.errors import FileRefused, NotFound

MOST_PIXELS = 40_000_000  # 40 megapixels: an A3 page at 300 dpi has 17


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page's picture: size in pixels, PNG bytes, and the scale (pixels a point) really used."""

    width: int
    height: int
    png: bytes
    scale: float


def render_page(data: bytes, page: int, scale: float) -> RenderedPage:
    """Draw page ``page`` (1-based) at ``scale`` pixels a point; huge pages are drawn smaller."""
    if data.startswith(b"PK\x03\x04"):
        from app.services.documents.ofd_drawing import render_ofd

        return render_ofd(data, page, scale)
    if b"%PDF-" not in data[:1024]:
        from app.services.documents.scan_pictures import draw_picture

        return draw_picture(data, page, scale)
    import pypdfium2 as pdfium  # late: only helpers draw

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        raise FileRefused("这个文件的页面画不出来，文件可能已损坏。", "请重新导入原件。") from problem
    try:
        if not 1 <= page <= len(document):
            raise NotFound(f"没有第{page}页。", f"文件共{len(document)}页。")
        try:
            sheet = document[page - 1]
        except pdfium.PdfiumError as problem:
            raise FileRefused(f"第{page}页画不出来，文件可能已损坏。", "请重新导入原件。") from problem
        width, height = sheet.get_size()
        scale = fitting_scale(width, height, scale)
        picture = sheet.render(scale=scale).to_pil()
        png = io.BytesIO()
        if picture.mode not in ("L", "RGB"):
            picture = picture.convert("RGB")
        picture.save(png, "PNG", compress_level=1)
        return RenderedPage(picture.width, picture.height, png.getvalue(), scale)
    finally:
        document.close()


def fitting_scale(width: float, height: float, scale: float, most: int | None = None) -> float:
    """The wanted scale, or the greatest that keeps the picture within ``most`` pixels (None: ``MOST_PIXELS``)."""
    most = most or MOST_PIXELS
    pixels = width * height * scale * scale
    if pixels <= most:
        return max(scale, 0.01)
    return scale * float((most / pixels) ** 0.5)
