"""The order of tasks inside a version, in SQL: by printed number, rows split off or added behind their origin."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case

from app.models.plan import Task
from app.services.row_numbers import MADE


def document_order() -> ColumnElement[float]:
    """Sort key of a task; the same as ``row_numbers.order_key`` in Python."""
    return case((Task.number < MADE, Task.number * 1.0), else_=Task.number * 1.0 / MADE - 1)
