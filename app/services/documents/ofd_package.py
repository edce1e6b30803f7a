"""An OFD file as a package: its documents, pages, templates, resources, annotations, attachments, stamps.

Names and places are taken forgivingly: any namespace prefix, absolute and relative paths, other cases.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.errors import FileRefused
from app.services.documents.ofd_signature import Signature, Stamp, signature_of
from app.services.documents.ofd_values import box, child, children, flag, local, words
from app.services.documents.safe_xml import Archive, too_large

MOST_PAGES = 5_000
A4 = (0.0, 0.0, 210.0, 297.0)
_HINT = "请用 OFD 阅读软件打开核对，另存一份或导出为 PDF 后再导入。"


@dataclass
class Font:
    """A face: its names, whether it is heavy, and its file within the package ("" where there is none)."""

    name: str
    family: str = ""
    bold: bool = False
    file: str = ""


@dataclass
class Resources:
    """What objects refer to by id; ``drawings`` are composite units."""

    fonts: dict[str, Font] = field(default_factory=dict)
    parameters: dict[str, etree._Element] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    drawings: dict[str, etree._Element] = field(default_factory=dict)


@dataclass(frozen=True)
class Layer:
    """A layer of objects; ``parameter`` is the id of its drawing parameters."""

    node: etree._Element
    parameter: str = ""


@dataclass(frozen=True)
class Note:
    """An annotation: its kind, who wrote it and when, its words, and where and how it is shown."""

    kind: str
    author: str
    date: str
    remark: str
    appearance: etree._Element | None


@dataclass
class PageEntry:
    """A page before its content is read."""

    document: OfdDocument
    path: str
    ident: str


class OfdDocument:
    """One document of the package."""

    def __init__(self, package: OfdPackage, path: str) -> None:
        self.package = package
        self.path = path
        root = package.xml(path)
        if root is None:
            raise package.damaged()
        self.root = root
        self.resources = Resources()
        common = child(root, "CommonData")
        for node in children(common, "PublicRes", "DocumentRes"):
            self._load(self._at(path, words(node)), self.resources)
        self._area = child(common, "PageArea")
        self._templates = {node.get("ID", ""): node for node in children(common, "TemplatePage")}
        self._parsed: dict[str, etree._Element | None] = {}
        self.notes = dict(self._annotations())
        self.signatures: list[Signature] = []
        self.lost_template = False

    def pages(self) -> Iterator[PageEntry]:
        """The pages in order."""
        for node in children(child(self.root, "Pages"), "Page"):
            yield PageEntry(self, self._at(self.path, node.get("BaseLoc", "")), node.get("ID", ""))

    def area(self, page: etree._Element | None) -> tuple[float, float, float, float]:
        """The paper of a page in millimetres: x, y, width, height."""
        for area in (child(page, "Area"), self._area):
            found = box(words(area, "PhysicalBox"))
            if found is not None and 1 <= found[2] <= 20_000 and 1 <= found[3] <= 20_000:
                return found
        return A4

    def page_resources(self, page: etree._Element, path: str) -> Resources:
        """The document's resources together with those of a page."""
        listed = list(children(page, "PageRes"))
        if not listed:
            return self.resources
        known = self.resources
        found = Resources(dict(known.fonts), dict(known.parameters), dict(known.media), dict(known.drawings))
        for node in listed:
            self._load(self._at(path, words(node)), found)
        return found

    def layers(self, page: etree._Element | None) -> Iterator[tuple[Layer, Resources]]:
        """The layers of a page and of its templates, from the bottom up."""
        if page is None:
            return
        own = self._own_layers(page, self.resources)
        below: list[tuple[Layer, Resources]] = []
        above: list[tuple[Layer, Resources]] = []
        for use in children(page, "Template"):
            entry = self._templates.get(use.get("TemplateID", ""))
            if entry is None:
                self.lost_template = True
                continue
            path = self._at(self.path, entry.get("BaseLoc", ""))
            if path not in self._parsed:
                self._parsed[path] = self.package.xml(path)
            template = self._parsed[path]
            if template is None:
                self.lost_template = True
                continue
            front = (use.get("ZOrder") or entry.get("ZOrder") or "Background") == "Foreground"
            (above if front else below).extend(self._own_layers(template, self.page_resources(template, path)))
        yield from below
        yield from own
        yield from above

    def _own_layers(self, page: etree._Element, resources: Resources) -> list[tuple[Layer, Resources]]:
        order = {"Background": 0, "Body": 1, "Foreground": 2}
        found = list(children(child(page, "Content"), "Layer"))
        found.sort(key=lambda node: order.get(node.get("Type", "Body"), 1))
        return [(Layer(node, node.get("DrawParam", "")), resources) for node in found]

    def stamps(self, page: str) -> Iterator[Stamp]:
        """The seals on a page."""
        for signature in self.signatures:
            yield from (stamp for stamp in signature.stamps if stamp.page == page)

    def attachments(self) -> list[str]:
        """The names of the files that the document carries."""
        path = self._at(self.path, words(self.root, "Attachments"))
        root = self.package.xml(path) if path else None
        return [
            node.get("Name") or words(node, "FileLoc").rpartition("/")[2] or "未命名"
            for node in children(root, "Attachment")
            if flag(node.get("Visible"), True)
        ]

    def _annotations(self) -> Iterator[tuple[str, list[Note]]]:
        listed = self._at(self.path, words(self.root, "Annotations"))
        for entry in children(self.package.xml(listed) if listed else None, "Page"):
            root = self.package.xml(self._at(listed, words(entry, "FileLoc")))
            notes = [_note(node) for node in children(root, "Annot") if flag(node.get("Visible"), True)]
            yield entry.get("PageID", ""), notes

    def _load(self, path: str, into: Resources) -> None:
        """Take in a resource file."""
        root = self.package.xml(path)
        if root is None:
            return
        base = posixpath.join(posixpath.dirname(path), root.get("BaseLoc", "").replace("\\", "/"))
        for group in root:
            for node in group:
                ident, what = node.get("ID", ""), local(node)
                if what == "Font":
                    into.fonts[ident] = self._font(node, base)
                elif what == "DrawParam":
                    into.parameters[ident] = node
                elif what == "MultiMedia":
                    into.media[ident] = self._file(base, words(node, "MediaFile"))
                elif what == "CompositeGraphicUnit":
                    into.drawings[ident] = node

    def _font(self, node: etree._Element, base: str) -> Font:
        file = words(node, "FontFile")
        return Font(
            node.get("FontName", ""),
            node.get("FamilyName", ""),
            flag(node.get("Bold"), False),
            self._file(base, file) if file else "",
        )

    def _file(self, base: str, name: str) -> str:
        """A file beside the resources; some programs forget the folder, or name it from the document's own."""
        at = posixpath.dirname(self.path)
        for folder in (base, at, posixpath.join(at, "Res"), ""):
            path = self._at(folder + "/", name)
            if path in self.package:
                return path
        return self._at(base + "/", name)

    def _at(self, origin: str, place: str) -> str:
        """A place as written in the file ``origin``, from the package's root."""
        return self.package.place(origin, place)


def _note(node: etree._Element) -> Note:
    return Note(
        node.get("Type", ""),
        node.get("Creator", ""),
        node.get("LastModDate", ""),
        words(node, "Remark"),
        child(node, "Appearance"),
    )


class OfdPackage:
    """The archive and its documents."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = Archive(data, name)
        self._folded = {_fold(member): member for member in self._archive.names}
        root = self.xml("OFD.xml")
        if root is None:
            raise self.damaged()
        bodies = [body for body in children(root, "DocBody") if words(body, "DocRoot")]
        if not bodies:
            raise self.damaged()
        self.documents = [self._document(body) for body in bodies]
        self.pages = [page for document in self.documents for page in document.pages()]
        if not self.pages:
            raise FileRefused(f"“{name}”里没有可以读取的页面，文件可能已损坏或不完整。", _HINT)
        if len(self.pages) > MOST_PAGES:
            raise too_large(name)

    def __contains__(self, path: str) -> bool:
        """Whether the package has this file."""
        return _fold(path) in self._folded

    def read(self, path: str) -> bytes:
        """The bytes of a picture, face or seal, none where it is absent."""
        member = self._folded.get(_fold(path)) if path else None
        return b"" if member is None else self._archive.read(member, kept=False)

    def xml(self, path: str) -> etree._Element | None:
        """A file as XML, None where it is absent."""
        member = self._folded.get(_fold(path)) if path else None
        return None if member is None else self._archive.xml(member)

    def place(self, origin: str, place: str) -> str:
        """A place as written in the file ``origin``, from the root of the package; "" for none."""
        place = place.strip().replace("\\", "/")
        if not place:
            return ""
        full = place if place.startswith("/") else posixpath.join(posixpath.dirname(origin), place)
        return posixpath.normpath(full).lstrip("/")

    def damaged(self) -> FileRefused:
        """What is said of a package whose parts are missing."""
        return FileRefused(f"“{self.name}”已损坏或已加密：找不到 OFD 文档的内容。", _HINT)

    def _document(self, body: etree._Element) -> OfdDocument:
        path = self.place("", words(body, "DocRoot"))
        document = OfdDocument(self, path)
        listed = self.place("", words(body, "Signatures"))
        for entry in children(self.xml(listed), "Signature"):
            signed = self.place(listed, entry.get("BaseLoc", ""))
            document.signatures.append(signature_of(self.xml(signed), signed, self.place))
        return document


def _fold(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/").casefold()
