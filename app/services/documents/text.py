"""Reads plain text and tab-separated tables into a SourceDocument: lines, no geometry."""

from __future__ import annotations

import codecs
import hashlib
from itertools import pairwise

from app.errors import FileRefused
from app.services.documents.source import Cell, Line, Page, RuledTable, SourceDocument, SourceWarning, Span

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\v") | {"\x7f"}
HEAD = 4096
TOLERATED = 0.001  # share of control characters above which the file is no text


def read_text(data: bytes, name: str) -> SourceDocument:
    """Every line, blank ones too; runs of lines with tabs also become tables."""
    text, warnings = decode(data, name)
    if not text.strip():
        raise FileRefused(f"“{name}”是空文件，没有文字。", "请确认选的是方案文件。")
    rows, pages = _split(text)
    lines: list[Line] = []
    start = 0
    for row in rows:
        lines.append(Line(Span(start, start + len(row))))
        start += len(row)
    tables = _tables(rows, lines)
    return SourceDocument(
        "text",
        "".join(rows),
        tuple(lines),
        tables,
        pages,
        warnings,
        sha256=hashlib.sha256(data).hexdigest(),
        name=name,
    )


def decode(data: bytes, name: str) -> tuple[str, tuple[SourceWarning, ...]]:
    """The text, by its byte order mark, by its zero bytes, or by what decodes without an error."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return decode_as(data[len(mark) :], encoding, name)
    if b"\0" in data[:HEAD]:
        encoding = "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"
        return decode_as(data, encoding, name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding), name), ()
        except UnicodeDecodeError:
            continue
    try:
        # A file cut in the middle of a character: everything before it is right.
        data[:-4].decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.start < len(data) - 8:
            return decode_as(data, "gb18030", name)
    return decode_as(data, "utf-8", name)


def decode_as(data: bytes, encoding: str, name: str) -> tuple[str, tuple[SourceWarning, ...]]:
    """Decode with a known encoding; damaged places show as U+FFFD and are told."""
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if bad > max(8, len(text) // 200):
        raise (
            _no_text(name)
            if b"\0" in data[:HEAD]
            else FileRefused(
                f"“{name}”的文字编码无法识别，或文件已损坏。", "请用记事本打开，另存为 UTF-8 编码后再导入。"
            )
        )
    text = _checked(text, name)
    if not bad:
        return text, ()
    return text, (SourceWarning(f"文件中有{bad}处字符损坏，已用“\ufffd”标出，须与原件核对"),)


def _checked(text: str, name: str) -> str:
    controls = sum(text.count(sign) for sign in CONTROLS)
    if controls > TOLERATED * len(text):
        raise _no_text(name)
    return text


def _no_text(name: str) -> FileRefused:
    return FileRefused(
        f"“{name}”不是文本文件，也不是本程序能读的文件格式。",
        "请改用 PDF、OFD、Word、网页或文本（TXT）文件；其他格式请先用原软件另存为 PDF。",
    )


def _split(text: str) -> tuple[list[str], tuple[Page, ...]]:
    """Lines, and the pages that form feeds part (none where there is no form feed)."""
    rows: list[str] = []
    ends: list[int] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    sheets = text.split("\f")
    for sheet in sheets:
        rows.extend(sheet.split("\n"))
        if rows and not rows[-1]:
            rows.pop()
        ends.append(len(rows))
    if len(sheets) < 2:
        return rows, ()
    starts = [0, *ends]
    return rows, tuple(Page(i, 0.0, 0.0, a, b) for i, (a, b) in enumerate(pairwise(starts), 1) if b > a)


def _tables(rows: list[str], lines: list[Line]) -> tuple[RuledTable, ...]:
    tables: list[RuledTable] = []
    for first, end in _runs(rows):
        fields = [row.split("\t") for row in rows[first:end]]
        if not _is_table(fields, tables):
            continue
        columns = max(map(len, fields))
        cells: list[Cell] = []
        for number, parts in enumerate(fields):
            line = lines[first + number]
            lines[first + number] = Line(line.span, table=len(tables))
            start = line.span.start
            for column in range(columns):
                length = len(parts[column]) if column < len(parts) else 0
                spans = (Span(start, start + length),) if length else ()
                cells.append(Cell(number, column, spans))
                start += length + 1
        tables.append(RuledTable(None, len(fields), columns, tuple(cells), origin="tabs"))
    return tuple(tables)


def _runs(rows: list[str]) -> list[tuple[int, int]]:
    """Ranges of neighbouring lines with tabs; a repeated first line begins a further range."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for i, row in enumerate([*rows, ""]):
        if first is not None and ("\t" not in row or (row == rows[first] and i > first)):
            runs.append((first, i))
            first = None
        if first is None and "\t" in row:
            first = i
    return runs


def _is_table(fields: list[list[str]], before: list[RuledTable]) -> bool:
    """Tabs also indent: a table has rows of several filled cells, or goes on as the one before."""
    full = sum(sum(bool(part.strip()) for part in parts) >= 2 for parts in fields)
    if full * 2 < len(fields):
        return False
    return len(fields) >= 2 or bool(before and before[-1].columns == len(fields[0]) >= 3)
