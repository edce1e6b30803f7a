"""Pictures of a PDF's pages for reading."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from app.errors import FileRefused
from app.services.documents.images import fitting_scale
from app.services.documents.scan_page import PageImage

if TYPE_CHECKING:
    from types import TracebackType

DPI = 200  # the scans offices make; the models read type of 9 points at this without fault
MOST_PIXELS = 24_000_000  # an A3 page at 300 dpi has 17 million


class PageDrawer:
    """Draws pages of one PDF; pdfium does one thing at a time."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2 as pdfium  # late: only helpers draw

        self._lock = threading.Lock()
        try:
            self._document: Any = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as problem:
            raise FileRefused(
                "这个文件的页面画不出来，文件可能已损坏。", "请重新复制或下载该文件后再导入。"
            ) from problem

    def __enter__(self) -> Self:
        """Use as a context: closed at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def source(self, number: int) -> Callable[[], PageImage]:
        """What draws page ``number`` (1-based) when called."""
        return lambda: self.draw(number)

    def draw(self, number: int) -> PageImage:
        """The picture of a page."""
        import numpy as np
        import pypdfium2 as pdfium

        with self._lock:
            try:
                sheet = self._document[number - 1]
                width, height = sheet.get_size()
                scale = fitting_scale(width, height, DPI / 72, MOST_PIXELS)
                bitmap = sheet.render(scale=scale, rev_byteorder=False, prefer_bgrx=False, grayscale=False)
                pixels = np.array(bitmap.to_numpy())
                bitmap.close()
                sheet.close()
            except pdfium.PdfiumError as problem:
                raise FileRefused(f"第{number}页画不出来，文件可能已损坏。", "请重新导入原件。") from problem
        if pixels.ndim == 2:
            pixels = np.repeat(pixels[:, :, np.newaxis], 3, axis=2)
        pixels = pixels[:, :, :3]
        return PageImage(number, np.ascontiguousarray(pixels), scale * 72, width, height)
