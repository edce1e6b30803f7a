"""Make the program's icon in the forms that desktops ask for: ``python -m installer.icons``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS: Final = Path(__file__).resolve().parent.parent / "resources" / "icons"
_ICO_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)


def draw(renderer: QSvgRenderer, size: int) -> Image.Image:
    """Draw the icon at ``size`` × ``size`` pixels."""
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


def main() -> int:
    """Write qinglan.png and qinglan.ico."""
    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(ICONS / "qinglan.svg"))
    images = [draw(renderer, size) for size in _ICO_SIZES]
    images[-1].save(ICONS / "qinglan.png", optimize=True)
    images[-1].save(
        ICONS / "qinglan.ico",
        sizes=[(size, size) for size in _ICO_SIZES],
        append_images=images[:-1],
        bitmap_format="png",
    )
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
