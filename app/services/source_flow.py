"""A source without pages as it was read, for the left side of the desk: a helper reads the file once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.services.desk_rows import FlowCell, FlowLine, FlowTable, SourceFlow
from app.services.progress import Progress


def source_flow_job(args: dict[str, Any], payload: bytes, progress: Progress) -> tuple[dict[str, Any], bytes]:
    """Read a file (``payload``; ``name`` for messages) and give its lines and tables in their order."""
    from app.services.documents.reader import read_document

    document = read_document(payload, str(args["name"]), progress)
    blocks: list[dict[str, Any]] = []
    shown: set[int] = set()
    for number, line in enumerate(document.lines):
        if line.table is None:
            said = {"line": number + 1, "text": document.slice(line.span), "bold": line.bold, "region": line.region}
            blocks.append(said)
        elif line.table not in shown:
            shown.add(line.table)
            table = document.tables[line.table]
            cells = [
                [c.row, c.column, c.row_span, c.column_span, "\n".join(document.slice(span) for span in c.spans)]
                for c in table.cells
            ]
            blocks.append({"table": line.table, "rows": table.rows, "columns": table.columns, "cells": cells})
    return {"kind": document.kind, "blocks": blocks}, b""


def flow_of(answer: Mapping[str, Any]) -> SourceFlow:
    """The job's answer as rows."""
    return SourceFlow(str(answer["kind"]), tuple(_blocks(answer)))


def _blocks(answer: Mapping[str, Any]) -> Iterator[FlowLine | FlowTable]:
    for block in answer["blocks"]:
        if "table" in block:
            cells = tuple(FlowCell(*cell) for cell in block["cells"])
            yield FlowTable(block["table"], block["rows"], block["columns"], cells)
        else:
            yield FlowLine(block["line"], block["text"], block["bold"], block["region"])
