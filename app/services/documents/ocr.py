"""Characters on a picture, read by the PP-OCR models that the rapidocr wheel carries.

The models run on onnxruntime, on the processor. Only the wheel's model files are used: the package's own
Python can fetch models, this module cannot. Coordinates are pixels of the picture handed in, which must be
upright and deskewed.
"""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import FileRefused
from app.services.documents.ocr_decode import Alphabet, ReadCharacter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    """Rows, columns, blue-green-red."""

FINDING_DPI = 144  # lines are found at this resolution, read at the picture's own
INK, SURE = 0.3, 0.5  # the detector's thresholds: of a pixel, of a box
UNCLIP = 1.6  # the detector marks the core of a line; its box is larger by this share of area over girth
FINDERS = 2  # processors for each page whose lines are being found: that takes 600 MB, reading takes 100
SMALLEST = 3  # pixels: smaller marks are dirt
HEIGHT = 48  # of a line as the reading model wants it
NARROWEST = 48
BATCH_AREA = 12_000  # columns of pixels read in one go: memory stays within bounds
TALL = 1.5  # boxes this much higher than wide hold characters one below the other


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Where a line stands, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top


def missing() -> str:
    """Which part of the reading of pictures is not installed ("" where all is there)."""
    for module in ("onnxruntime", "cv2", "rapidocr"):
        if importlib.util.find_spec(module) is None:
            return module
    return "" if all(path.is_file() for path in _models()) else "rapidocr"


def refuse_missing(name: str) -> None:
    """Raise FileRefused where pictures cannot be read on this machine."""
    part = missing()
    if part:
        raise FileRefused(
            f"“{name}”是扫描件或图片，需要文字识别，但本机缺少文字识别组件（{part}）。",
            "请重新运行安装程序补齐组件，或导入带文字层的 PDF、DOCX。",
        )


def workers(pages: int) -> int:
    """How many pages are read at the same time: each takes one processor and some 400 MB."""
    return max(1, min(os.cpu_count() or 1, 4, pages))


def _models() -> tuple[Path, Path]:
    spec = importlib.util.find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec is not None and spec.origin else Path()
    return folder / "PP-OCRv6_det_small.onnx", folder / "PP-OCRv6_rec_small.onnx"


@cache
def recogniser(threads: int = 1) -> Recogniser:
    """The loaded models; ``threads`` processors for each page."""
    return Recogniser(threads)


class Recogniser:
    """Finds the lines of a picture and reads them; may be used by several threads at once."""

    def __init__(self, threads: int = 1) -> None:
        finder, reader = _models()
        self._finder = _session(finder, threads)
        self._reader = _session(reader, threads)
        self._finding = threading.Semaphore(max(1, (os.cpu_count() or 1) // FINDERS))
        self._alphabet = Alphabet(self._reader.get_modelmeta().custom_metadata_map["character"].splitlines())

    def find(self, picture: Picture, dpi: float, rules: NDArray[np.uint8] | None = None) -> list[Rectangle]:
        """The boxes of printed lines, from the top down; none reaches over a pixel of ``rules``."""
        import cv2
        import numpy as np

        height, width = picture.shape[:2]
        scale = min(1.0, FINDING_DPI / dpi)
        size = (max(32, round(width * scale / 32) * 32), max(32, round(height * scale / 32) * 32))
        small: Picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        with self._finding:
            marks = self._run(self._finder, _normal(small)[np.newaxis])[0, 0]
        mask = cv2.dilate((marks > INK).astype(np.uint8), np.ones((2, 2), np.uint8))
        if rules is not None:
            mask[cv2.resize(rules, size, interpolation=cv2.INTER_AREA) > 0] = 0
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        across, down = width / size[0], height / size[1]
        found: list[Rectangle] = []
        for contour in contours:
            x, y, w, h = cv2.boundingRect(contour)
            if min(w, h) < SMALLEST or float(marks[y : y + h, x : x + w].mean()) < SURE * _filled(contour, w, h):
                continue
            grow = w * h * UNCLIP / (2 * (w + h))
            found.append(
                Rectangle(
                    max(0, round((x - grow) * across)),
                    max(0, round((y - grow) * down)),
                    min(width, round((x + w + grow) * across)),
                    min(height, round((y + h + grow) * down)),
                )
            )
        return sorted(found, key=lambda box: (box.top, box.x0))

    def read(self, pieces: Sequence[Picture]) -> list[list[ReadCharacter]]:
        """The characters of each line; their places are pixels from the piece's left edge."""
        import numpy as np

        scaled = [_to_height(piece) for piece in pieces]
        order = sorted(range(len(pieces)), key=lambda i: scaled[i].shape[1])
        results: list[list[ReadCharacter]] = [[] for _ in pieces]
        for batch in _batches(order, [line.shape[1] for line in scaled]):
            width = max(NARROWEST, *(scaled[i].shape[1] for i in batch))
            block = np.zeros((len(batch), 3, HEIGHT, width), np.float32)
            for row, i in enumerate(batch):
                block[row, :, :, : scaled[i].shape[1]] = _normal(scaled[i])
            for row, answer in enumerate(self._run(self._reader, block)):
                piece = pieces[batch[row]]
                step = width / len(answer) * piece.shape[0] / HEIGHT
                results[batch[row]] = self._alphabet.decode(answer, step, piece.shape[1])
        return results

    @staticmethod
    def _run(session: Any, block: NDArray[np.float32]) -> NDArray[np.float32]:
        answer: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: block})[0]
        return answer


def _session(model: Path, threads: int) -> Any:
    try:
        import onnxruntime
    except ImportError as problem:  # a system library it needs is missing
        raise FileRefused(
            "这个文件需要文字识别，但本机的文字识别组件（onnxruntime）不能启动。",
            "请重新运行安装程序；Windows 上请先安装 Microsoft Visual C++ 运行库。",
        ) from problem
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _normal(picture: Picture) -> NDArray[np.float32]:
    """Colours from -1 to 1, planes first, as both models want them."""
    import numpy as np

    return picture.astype(np.float32).transpose(2, 0, 1) / np.float32(127.5) - np.float32(1)


def _filled(contour: Any, width: int, height: int) -> float:
    """The share of its box that a mark fills: a line that is a little tilted does not fill its box."""
    import cv2

    return min(1.0, max(0.3, float(cv2.contourArea(contour)) / (width * height)))


def _to_height(piece: Picture) -> Picture:
    import cv2
    import numpy as np

    width = max(1, round(piece.shape[1] * HEIGHT / piece.shape[0]))
    scaled: Picture = np.asarray(cv2.resize(piece, (width, HEIGHT), interpolation=cv2.INTER_LINEAR), np.uint8)
    return scaled


def _batches(order: Sequence[int], widths: Sequence[int]) -> list[list[int]]:
    """Lines of like width together, so that little is padded."""
    found: list[list[int]] = []
    for i in order:
        last = found[-1] if found else None
        if last and widths[i] * (len(last) + 1) <= BATCH_AREA and len(last) < 6 and widths[i] < 1.2 * widths[last[0]]:
            last.append(i)
        else:
            found.append([i])
    return found
