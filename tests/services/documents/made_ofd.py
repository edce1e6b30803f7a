"""OFD files made for tests: by hand, or with the same glyphs and rules as the pages of a PDF.

Places are given in points from the top left corner, as the reader gives them back; the file has millimetres.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape, quoteattr

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from app.services.documents.ofd_codes import ems
from app.services.documents.pdf_device import Glyph, PageContent, PageDevice

MM = 25.4 / 72
SPACE = "http://www.ofdspec.org/2016"


def mm(*values: float) -> str:
    """Points as OFD writes millimetres."""
    return " ".join(f"{value * MM:.4f}" for value in values)


def repeated(steps: Sequence[float]) -> str:
    """Offsets with runs of equal ones as "g n d"."""
    made: list[str] = []
    for value, run in groupby(mm(step) for step in steps):
        count = len(list(run))
        made.append(value if count == 1 else f"g {count} {value}")
    return " ".join(made)


class Leaf:
    """One page, or a template, in the making."""

    def __init__(self, book: Book, width: float, height: float) -> None:
        self._book = book
        self.size = (width, height)
        self.parts: list[str] = []
        self.head = ""

    def add(self, xml: str) -> Leaf:
        """Any object, with the prefix written as ``o:``."""
        self.parts.append(xml)
        return self

    def text(self, x: float, base: float, words: str, size: float = 10, font: str = "宋体", **more: str) -> Leaf:
        """Characters whose baseline is ``base`` points below the top; ``more`` are attributes of the object."""
        steps = [ems(sign) * size for sign in words[:-1]]
        return self.placed(x, base, words, steps, size, font, **more)

    def placed(
        self, x: float, base: float, words: str, steps: Sequence[float], size: float, font: str, **more: str
    ) -> Leaf:
        """Characters with their offsets."""
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in more.items())
        boundary = mm(x, base - size, sum(steps) + size, size * 1.3)
        delta = f' DeltaX="{repeated(steps)}"' if steps else ""
        return self.add(
            f'<o:TextObject ID="{self._book.number()}" Boundary="{boundary}" Font="{self._book.font(font)}" '
            f'Size="{mm(size)}"{attributes}><o:TextCode X="0" Y="{mm(size)}"{delta}>{escape(words)}</o:TextCode>'
            "</o:TextObject>"
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Leaf:
        """A stroked line."""
        return self.path(x0, y0, x1, y1, f"M 0 0 L {mm(x1 - x0, y1 - y0)}", LineWidth="0.18")

    def bar(self, x0: float, y0: float, x1: float, y1: float, colour: str = "0 0 0") -> Leaf:
        """A filled rectangle."""
        w, h = mm(x1 - x0), mm(y1 - y0)
        steps = f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C"
        return self.path(x0, y0, x1, y1, steps, colour, Stroke="false", Fill="true")

    def path(self, x0: float, y0: float, x1: float, y1: float, steps: str, colour: str = "", **more: str) -> Leaf:
        """An outline; ``steps`` in millimetres from its corner."""
        attributes = "".join(f' {key}="{value}"' for key, value in more.items())
        paint = f'<o:FillColor Value="{colour}"/>' if colour else ""
        return self.add(
            f'<o:PathObject ID="{self._book.number()}" Boundary="{mm(x0, y0, x1 - x0, y1 - y0)}"{attributes}>'
            f"{paint}<o:AbbreviatedData>{steps}</o:AbbreviatedData></o:PathObject>"
        )

    def picture(self, x0: float, y0: float, x1: float, y1: float, png: bytes, **more: str) -> Leaf:
        """A picture that fills a box."""
        w, h = mm(x1 - x0), mm(y1 - y0)
        attributes = "".join(f' {key}="{value}"' for key, value in more.items())
        return self.add(
            f'<o:ImageObject ID="{self._book.number()}" Boundary="{mm(x0, y0)} {w} {h}" CTM="{w} 0 0 {h} 0 0" '
            f'ResourceID="{self._book.medium(png)}"{attributes}/>'
        )

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Leaf:
        """A plain grid of lines."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def xml(self, root: str = "Page") -> str:
        """The content file."""
        area = f"<o:Area><o:PhysicalBox>0 0 {mm(*self.size)}</o:PhysicalBox></o:Area>"
        layer = f'<o:Layer ID="{self._book.number()}">{"".join(self.parts)}</o:Layer>'
        return f"<o:{root}>{area}{self.head}<o:Content>{layer}</o:Content></o:{root}>"


class Book:
    """An OFD in the making. ``prefix`` is that of the elements, "" for a default namespace."""

    def __init__(self, prefix: str = "ofd", folder: str = "Doc_0", absolute: bool = False) -> None:
        self._prefix = prefix
        self._folder = folder
        self._absolute = absolute
        self._last = 1000
        self._fonts: dict[str, int] = {}
        self.font_files: dict[str, bytes] = {}
        self._media: list[tuple[int, bytes]] = []
        self.leaves: list[Leaf] = []
        self.templates: list[Leaf] = []
        self.extra: dict[str, bytes] = {}
        self.resources = ""
        self.common = ""
        self.tail = ""
        self.body = ""

    def number(self) -> int:
        """The next id."""
        self._last += 1
        return self._last

    def font(self, name: str) -> int:
        """The id of a face."""
        return self._fonts.setdefault(name, len(self._fonts) + 1)

    def medium(self, png: bytes) -> int:
        """The id of a picture."""
        self._media.append((self.number(), png))
        return self._last

    def page(self, width: float = 595.0, height: float = 842.0) -> Leaf:
        """Begin a page."""
        self.leaves.append(Leaf(self, width, height))
        return self.leaves[-1]

    def template(self) -> Leaf:
        """Begin a template; pages use it by ``<o:Template TemplateID="9xx"/>``, counted from 900."""
        self.templates.append(Leaf(self, 595.0, 842.0))
        return self.templates[-1]

    def qualified(self, xml: str) -> str:
        """The same markup with this book's prefix and namespace."""
        to = f"{self._prefix}:" if self._prefix else ""
        xml = xml.replace("<o:", f"<{to}").replace("</o:", f"</{to}")
        at = min(xml.index(">"), xml.index(" ") if " " in xml else len(xml))
        if xml[at - 1] == "/":
            at -= 1
        name = f"xmlns:{self._prefix}" if self._prefix else "xmlns"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml[:at]} {name}="{SPACE}"{xml[at:]}'

    def _at(self, path: str) -> str:
        return f"/{self._folder}/{path}" if self._absolute else path

    def files(self) -> dict[str, bytes]:
        """The members of the archive."""
        pages = "".join(
            f'<o:Page ID="{n}" BaseLoc="{self._at(f"Pages/Page_{n}/Content.xml")}"/>' for n in range(len(self.leaves))
        )
        templates = "".join(
            f'<o:TemplatePage ID="{900 + n}" BaseLoc="{self._at(f"Tpls/Tpl_{n}/Content.xml")}"/>'
            for n in range(len(self.templates))
        )
        fonts = "".join(self._font(name, ident) for name, ident in self._fonts.items())
        media = "".join(
            f'<o:MultiMedia ID="{ident}" Type="Image"><o:MediaFile>{ident}.png</o:MediaFile></o:MultiMedia>'
            for ident, _ in self._media
        )
        made = {
            "OFD.xml": f'<o:OFD Version="1.0" DocType="OFD"><o:DocBody><o:DocRoot>{self._folder}/Document.xml'
            f"</o:DocRoot>{self.body}</o:DocBody></o:OFD>",
            f"{self._folder}/Document.xml": "<o:Document><o:CommonData><o:PageArea><o:PhysicalBox>0 0 210 297"
            f"</o:PhysicalBox></o:PageArea><o:PublicRes>{self._at('PublicRes.xml')}</o:PublicRes>{templates}"
            f"{self.common}</o:CommonData><o:Pages>{pages}</o:Pages>{self.tail}</o:Document>",
            f"{self._folder}/PublicRes.xml": f'<o:Res BaseLoc="Res"><o:Fonts>{fonts}</o:Fonts>'
            f"<o:MultiMedias>{media}</o:MultiMedias>{self.resources}</o:Res>",
        }
        for n, leaf in enumerate(self.leaves):
            made[f"{self._folder}/Pages/Page_{n}/Content.xml"] = leaf.xml()
        for n, leaf in enumerate(self.templates):
            made[f"{self._folder}/Tpls/Tpl_{n}/Content.xml"] = leaf.xml()
        found = {path: self.qualified(xml).encode() for path, xml in made.items()}
        found |= {f"{self._folder}/Res/{ident}.png": png for ident, png in self._media}
        found |= {f"{self._folder}/Res/{name}.ttf": data for name, data in self.font_files.items()}
        return found | self.extra

    def _font(self, name: str, ident: int) -> str:
        file = f"<o:FontFile>{name}.ttf</o:FontFile>" if name in self.font_files else ""
        return f'<o:Font ID="{ident}" FontName={quoteattr(name)}>{file}</o:Font>'

    def data(self) -> bytes:
        """The finished file."""
        return packed(self.files())


def packed(files: dict[str, bytes]) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


def contents_of(pdf: bytes) -> list[PageContent]:
    """The glyphs and rules of a PDF's pages, as its reader sees them."""
    manager = PDFResourceManager()
    device = PageDevice(manager)
    interpreter = PDFPageInterpreter(manager, device)
    found: list[PageContent] = []
    for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(pdf)))), 1):
        found.append(device.start(number))
        interpreter.process_page(page)
    return found


def as_ofd(contents: Iterable[PageContent], book: Book | None = None) -> bytes:
    """An OFD with the same glyphs and rules at the same places."""
    book = book or Book()
    for content in contents:
        leaf = book.page(content.width, content.height)
        for run in _runs(content.glyphs):
            steps = [b.x0 - a.x0 for a, b in pairwise(run)]
            words = "".join(glyph.text for glyph in run)
            leaf.placed(run[0].x0, run[0].base, words, steps, run[0].size, run[0].font)
        for rule in content.across:
            leaf.rule(rule.start, rule.at, rule.end, rule.at)
        for rule in content.down:
            leaf.rule(rule.at, rule.start, rule.at, rule.end)
    return book.data()


def _runs(glyphs: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """Neighbours of one face on one baseline."""
    run: list[Glyph] = []
    for glyph in glyphs:
        last = run[-1] if run else None
        if last is not None and not (
            (glyph.font, glyph.size) == (last.font, last.size)
            and abs(glyph.base - last.base) < 0.01
            and last.x0 < glyph.x0 < last.x1 + 3 * last.size
        ):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run
