"""What the user may choose about a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Choices for a report; all have the default that FORMS.md names.

    ``office``: the line of the office on the cover; ``day``: its date (None: today). ``office_fonts``: prefer the
    office's own installed fonts. ``serif_latin``: letters and digits in a face like Times. ``turned``: wide tables
    on portrait paper as GB/T 9704 clause 8 prints them, else on real landscape pages. ``record``: an empty 记录
    column in the task table, for the meeting. ``part``: only this part (责任分工一览表), without cover and contents.
    ``fixed``: the same input gives the same bytes.
    """

    office: str = ""
    day: date | None = None
    office_fonts: bool = True
    serif_latin: bool = True
    turned: bool = False
    record: bool = False
    part: str = ""
    fixed: bool = False

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> ReportOptions:
        """Options from a job's plain arguments: unknown keys are refused, ``day`` is an ISO date or None."""
        given = dict(values)
        day = given.pop("day", None)
        return cls(day=date.fromisoformat(day) if isinstance(day, str) else day, **given)
