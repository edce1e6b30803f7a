"""What the steps of one extraction hand on to each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.services.documents.source import SourceDocument
from app.services.extraction.body_lines import BodyLine
from app.services.extraction.draft import TaskDraft
from app.services.extraction.flow_table import FlowTable
from app.services.extraction.front_matter import FrontMatter
from app.services.extraction.furniture import Furniture
from app.services.extraction.options import Options
from app.services.extraction.parts import Parts
from app.services.extraction.places import Places
from app.services.extraction.structure import Structure
from app.services.extraction.task_table import TaskTable
from app.services.extraction.tasks import RawTask


@dataclass
class Work:
    """What the steps of one extraction hand on."""

    document: SourceDocument
    options: Options
    furniture: Furniture
    places: Places
    tables: list[TaskTable] = field(default_factory=list)
    parts: Parts = field(default_factory=lambda: Parts((), ()))
    front: FrontMatter = field(default_factory=FrontMatter)
    structure: Structure = field(default_factory=lambda: Structure((), (), ()))
    tail: list[BodyLine] = field(default_factory=list)
    listed: list[BodyLine] = field(default_factory=list)
    raws: list[RawTask] = field(default_factory=list)
    flow_table: FlowTable | None = None
    tasks: list[TaskDraft] = field(default_factory=list)

    @property
    def by_table(self) -> bool:
        """Whether the tasks stand in a table."""
        return bool(self.tables or self.flow_table)
