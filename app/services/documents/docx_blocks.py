"""Word's blocks: paragraphs with their generated ordinals, tables with merged cells, text boxes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.services.documents.docx_names import MC, W, child, number, value
from app.services.documents.docx_text import DocxContext, ParagraphReader, chosen, list_of, mark_state
from app.services.documents.markup import Block, Mark, OpinionText, Paragraph, Run, Table, TableCell, paragraphs_of

MAX_COLUMNS = 500  # more is no table of an office
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo", "smartTag")
)


class BlockReader:
    """Reads what stands in a body, a cell, a text box, a header."""

    def __init__(self, context: DocxContext) -> None:
        self._context = context
        self._pending: list[Run | Mark] = []
        context.blocks = self.read

    def read(self, node: etree._Element) -> list[Block]:
        """The blocks of an element; a paragraph whose end is deleted flows into the next one."""
        outer, self._pending = self._pending, []
        blocks: list[Block] = []
        for part in _blocks(node):
            if part.tag == f"{W}p":
                blocks.extend(self._paragraph(part))
            elif part.tag == f"{W}tbl":
                blocks.append(self._table(part))
            else:
                self._context.embedded += 1
        if self._pending:
            blocks.append(Paragraph(self._pending))
        self._pending = outer
        return blocks

    def _paragraph(self, node: etree._Element) -> list[Block]:
        """A paragraph and the text boxes anchored in it."""
        context = self._context
        style = context.styles.paragraph(value(node, "pPr", "pStyle"))
        reader = ParagraphReader(context, style.face)
        reader.read(node)
        if mark_state(node, context.tracked):
            self._pending.extend(reader.items)
            return reader.boxes
        items = [*self._pending, *reader.items]
        self._pending = []
        made = Paragraph(items, "contents" if style.contents else "")
        listed = list_of(node, context.styles, context.numbering)
        if listed is not None and (label := context.numbering.label(*listed)):
            _put_in_front(made, label, Run("", style.face.bold, style.face.size, style.face.font_for(label)))
        return [made, *reader.boxes]

    def _table(self, node: etree._Element) -> Table:
        """A table; the rows that a tracked change takes out are left out."""
        table = Table(0, 0)
        above: dict[int, TableCell] = {}
        for row in _rows(node):
            if self._is_gone(row):
                self._read_gone(table, row)
                continue
            above = self._row(table, row, above)
            table.rows += 1
        return table

    def _is_gone(self, row: etree._Element) -> bool:
        """Whether a tracked change takes the whole row out of the text as read."""
        gone = "del" if self._context.tracked == "accepted" else "ins"
        return child(row, "trPr", gone) is not None

    def _read_gone(self, table: Table, row: etree._Element) -> None:
        """Read a row that is left out for the opinions in it only; its words are one where no run says so."""
        context = self._context
        kind, tag = ("deletion", "del") if context.tracked == "accepted" else ("insertion", "ins")
        first = len(context.opinions)
        parts = [paragraphs_of(self.read(cell)) for cell in _cells(row)]
        words = "\t".join("".join(p.text() for p in part) for part in parts)
        change = child(row, "trPr", tag)
        if len(context.opinions) == first and change is not None and words.strip():
            context.opinions.append(OpinionText(kind, change.get(f"{W}author", ""), change.get(f"{W}date", ""), words))
        marks = [Mark(key, False) for key in range(first, len(context.opinions))]
        if table.cells:
            table.cells[-1].blocks.append(Paragraph([*marks]))
        else:
            self._pending.extend(marks)

    def _row(self, table: Table, row: etree._Element, above: dict[int, TableCell]) -> dict[int, TableCell]:
        """Add the cells of one row; ``above`` holds, by column, the cells that may be merged downwards."""
        column = min(number(row, "trPr", "gridBefore", default=0) or 0, MAX_COLUMNS)
        open_cells: dict[int, TableCell] = {}
        last: TableCell | None = None
        for node in _cells(row):
            span = max(1, min(number(node, "tcPr", "gridSpan", default=1) or 1, MAX_COLUMNS - column))
            sideways = child(node, "tcPr", "hMerge")
            down = child(node, "tcPr", "vMerge")
            if last is not None and sideways is not None and _goes_on(sideways):
                last.column_span += span
                self._fill(last, node)
            elif down is not None and _goes_on(down) and _fits(above.get(column), span):
                last = above[column]
                last.row_span += 1
                self._fill(last, node)
                open_cells[column] = last
            else:
                last = TableCell(table.rows, column, 1, span)
                last.blocks.extend(self.read(node))
                table.cells.append(last)
                if down is not None:
                    open_cells[column] = last
            column += span
            if column >= MAX_COLUMNS:
                break
        table.columns = max(table.columns, column)
        return open_cells

    def _fill(self, cell: TableCell, node: etree._Element) -> None:
        """Text in a part of a merged cell that Word does not show is kept; empty parts count no list."""
        if any((t.text or "").strip() for t in node.iter(f"{W}t")):
            cell.blocks.extend(self.read(node))


def _fits(cell: TableCell | None, span: int) -> bool:
    """Whether a cell above goes on in one of this width."""
    return cell is not None and cell.column_span == span


def _goes_on(merge: etree._Element) -> bool:
    """Whether a cell continues the merged one before it."""
    return bool(merge.get(f"{W}val", "continue") != "restart")


def _put_in_front(paragraph: Paragraph, label: str, face: Run) -> None:
    """Put a generated ordinal before the paragraph's first character."""
    first = next((item for item in paragraph.items if isinstance(item, Run) and item.text.strip()), None)
    like = first or face
    text = label if first else label.rstrip()
    paragraph.items.insert(0, Run(text, like.bold, like.size, like.font))


def _inside(node: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
    """Children by name, also where content controls and the like are wrapped around them."""
    for part in node:
        if part.tag in wanted:
            yield part
        elif part.tag in _WRAPPERS:
            yield from _inside(part, wanted)
        elif part.tag == f"{MC}AlternateContent":
            yield from _inside(chosen(part), wanted)


def _blocks(node: etree._Element) -> Iterator[etree._Element]:
    return _inside(node, frozenset({f"{W}p", f"{W}tbl", f"{W}altChunk"}))


def _rows(node: etree._Element) -> Iterator[etree._Element]:
    return _inside(node, frozenset({f"{W}tr"}))


def _cells(node: etree._Element) -> Iterator[etree._Element]:
    return _inside(node, frozenset({f"{W}tc"}))
