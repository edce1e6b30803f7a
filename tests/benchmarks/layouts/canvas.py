"""Sets a made plan with reportlab and the bundled faces: the producer that is there in CI too."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks.layouts.blocks import Break, Made, Para, Table
from tests.benchmarks.layouts.setting import Laid, Placed, Strip, broken, paginate, place

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
_FACES = {
    "song": "NotoSerifSC-Regular",
    "hei": "NotoSansSC-Medium",
    "bold": "NotoSerifSC-Bold",
    "kai": "QinglanKai-Regular",
}
_LEAD = 1.75
_PAD = 3.0


@cache
def _register() -> None:
    for name, file in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{file}.ttf")))


class _Pages:
    """Pages being filled; drawing is put off until the number of pages is known."""

    def __init__(self, made: Made) -> None:
        self.made, self.sheet = made, made.sheet
        self.width, self.height = 595.0, 842.0
        self.pages: list[tuple[float, float, list[Callable[[Canvas], None]]]] = []
        self.turn()

    @property
    def left(self) -> float:
        return self.sheet.margin

    @property
    def inner(self) -> float:
        return self.width - 2 * self.sheet.margin

    @property
    def floor(self) -> float:
        return self.height - self.sheet.margin

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append((self.width, self.height, []))
        self.y = self.sheet.margin

    def text(self, x: float, base: float, words: str, face: str, size: float) -> None:
        """Write words at a baseline."""
        height = self.height

        def draw(canvas: Canvas) -> None:
            canvas.setFont(face, size)
            canvas.drawString(x, height - base, words)

        self.pages[-1][2].append(draw)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a rule."""
        height = self.height
        self.pages[-1][2].append(lambda canvas: canvas.line(x0, height - y0, x1, height - y1))


def set_pdf(made: Made) -> bytes:
    """The PDF of a made plan."""
    _register()
    pages = _Pages(made)
    for block in made.blocks:
        if isinstance(block, Break):
            pages.width, pages.height = (842.0, 595.0) if block.landscape else (595.0, 842.0)
            pages.turn()
        elif isinstance(block, Para):
            _paragraph(pages, block)
        else:
            _TableSetter(pages, block).set()
    return _write(pages)


def _write(pages: _Pages) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    sheet = pages.sheet
    for number, (width, height, drawn) in enumerate(pages.pages, 1):
        canvas.setPageSize((width, height))
        canvas.setLineWidth(0.5)
        for draw in drawn:
            draw(canvas)
        canvas.setFont("song", 10.5)
        if sheet.header:
            canvas.drawCentredString(width / 2, height - 36, sheet.header)
        words = sheet.number_style.format(n=number, N=len(pages.pages))
        if words and sheet.outside and number % 2 == 0:
            canvas.drawString(sheet.margin + 10, 30, words)
        elif words and sheet.outside:
            canvas.drawRightString(width - sheet.margin - 10, 30, words)
        elif words:
            canvas.drawCentredString(width / 2, 30, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


_STYLES = {
    "red": (1.6, "bold"),
    "title": (1.35, "bold"),
    "h1": (1.0, "hei"),
    "h2": (1.0, "kai"),
    "annex": (1.0, "hei"),
    "table_title": (1.15, "hei"),
}


def _paragraph(pages: _Pages, para: Para) -> None:
    factor, face = _STYLES.get(para.style, (1.0, "song"))
    size = pages.sheet.size * factor
    indent = 2 * size if para.style in ("body", "h1", "h2") else 0.0
    lines = broken(para.text, pages.inner, lambda s: pdfmetrics.stringWidth(s, face, size), indent)
    at = 0
    for n, line in enumerate(lines):
        if pages.y + size * _LEAD > pages.floor:
            pages.turn()
        pages.y += size * _LEAD
        width = pdfmetrics.stringWidth(line, face, size)
        x = pages.left + (indent if n == 0 else 0.0)
        if para.style in ("red", "title", "number", "table_title"):
            x = (pages.width - width) / 2
        elif para.style == "right":
            x = pages.width - pages.sheet.margin - width - 3 * size
        cut = max(0, min(len(line), para.lead - at))
        if cut:
            lead_face = "kai" if para.lead_face == "kai" else "bold"
            pages.text(x, pages.y, line[:cut], lead_face, size)
            x += pdfmetrics.stringWidth(line[:cut], lead_face, size)
        if line[cut:]:
            pages.text(x, pages.y, line[cut:], face, size)
        at += len(line)
    if para.style in ("title", "table_title", "red"):
        pages.y += size * 0.4


class _TableSetter:
    def __init__(self, pages: _Pages, table: Table) -> None:
        self.pages, self.table = pages, table
        self.size = pages.sheet.table_size
        self.step = self.size * 1.35
        self.pad = _PAD if table.rules not in ("none", "three") else self.size * 0.55
        edges = [pages.left]
        for share in table.widths:
            edges.append(edges[-1] + share * pages.inner)
        self.xs = edges

    def _break(self, text: str, column: int, span: int) -> list[str]:
        width = self.xs[column + span] - self.xs[column] - 2 * (_PAD + 1)
        return broken(text, width, lambda s: pdfmetrics.stringWidth(s, "song", self.size))

    def set(self) -> None:
        """Set the table from the current place on."""
        table, pages = self.table, self.pages
        head = place(table.head, table, self._break)
        paginate(head, table, lambda n: 10**6)
        body = place(table.rows, table, self._break)
        head_height = sum(h * self.step + 2 * self.pad for h in head.heights)
        unit = self.step + 0.0

        def room(number: int) -> int:
            top = pages.y if number == 0 else pages.sheet.margin
            own = head_height if number == 0 or table.repeat else 0.0
            free = pages.floor - top - own
            return int(free / (unit + 2 * self.pad * 0.62))

        if room(0) < 4:
            pages.turn()
        paginate(body, table, room)
        for number, strips in enumerate(body.pages):
            if number:
                pages.turn()
            if number == 0 or table.repeat:
                self._strips(head, head.pages[0], True)
            self._strips(body, strips, False)
            if table.rules == "three" and (table.closed or number == len(body.pages) - 1):
                pages.rule(self.xs[0], pages.y, self.xs[-1], pages.y)
        pages.y += self.size

    def _strips(self, laid: Laid, strips: list[Strip], head: bool) -> None:
        """Draw the strips of one page: words, then rules."""
        tops: dict[tuple[int, int], float] = {}
        y = self.pages.y
        ends: list[tuple[Strip, float, float]] = []
        for strip in strips:
            for line in range(strip.start, strip.end):
                tops[strip.row, line] = y + self.pad + (line - strip.start) * self.step
            bottom = y + (strip.end - strip.start) * self.step + 2 * self.pad
            ends.append((strip, y, bottom))
            y = bottom
        for placed in laid.cells:
            self._words(laid, placed, tops, head)
        self._rules(laid, ends, head)
        self.pages.y = y

    def _words(self, laid: Laid, placed: Placed, tops: dict[tuple[int, int], float], head: bool) -> None:
        """The lines of one cell that stand on this page, without gaps where its rows meet."""
        line_of = [(r, n) for r in range(placed.row, placed.row + placed.cell.rows) for n in range(laid.heights[r])]
        x0, x1 = self.xs[placed.column], self.xs[placed.column + placed.cell.columns]
        face = "hei" if head else "song"
        shown = [i for i in range(len(placed.lines)) if line_of[placed.offset + i] in tops]
        first = tops[line_of[placed.offset + shown[0]]] if shown else 0.0
        centred = self.table.middle or placed.column in self.table.centred
        if centred and placed.cell.rows > 1 and all(line in tops for line in line_of):
            low, high = tops[line_of[0]], tops[line_of[-1]] + self.step
            first = (low + high - len(placed.lines) * self.step) / 2
        for at, i in enumerate(shown):
            words = placed.lines[i]
            width = pdfmetrics.stringWidth(words, face, self.size)
            middle = head or placed.column in self.table.centred or placed.cell.columns > 1
            x = (x0 + x1 - width) / 2 if middle else x0 + _PAD + 1
            if words:
                self.pages.text(x, first + at * self.step + self.size, words, face, self.size)

    def _rules(self, laid: Laid, ends: list[tuple[Strip, float, float]], head: bool) -> None:
        rules, closed = self.table.rules, self.table.closed
        if rules in ("none", "three") or not ends:
            for y in (ends[0][1], ends[-1][2]) if rules == "three" and head else ():
                self.pages.rule(self.xs[0], y, self.xs[-1], y)
            return
        owner: dict[tuple[int, int], Placed] = {}
        for placed in laid.cells:
            for r in range(placed.row, placed.row + placed.cell.rows):
                for c in range(placed.column, placed.column + placed.cell.columns):
                    owner[r, c] = placed
        for at, (strip, top, bottom) in enumerate(ends):
            for c in range(len(self.xs) - 1):
                placed = owner[strip.row, c]
                opens = strip.start == 0 and placed.row == strip.row
                ends_here = strip.end == laid.heights[strip.row] and placed.row + placed.cell.rows - 1 == strip.row
                if opens or (at == 0 and closed):
                    self.pages.rule(self.xs[c], top, self.xs[c + 1], top)
                if ends_here or (at == len(ends) - 1 and closed):
                    self.pages.rule(self.xs[c], bottom, self.xs[c + 1], bottom)
                if rules == "full" and placed.column == c and (c or self.table.frame):
                    self.pages.rule(self.xs[c], top, self.xs[c], bottom)
            if rules == "full" and self.table.frame:
                self.pages.rule(self.xs[-1], top, self.xs[-1], bottom)
