"""What a check gives back: a finding with its passages. No database, no window."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace

from app.services.addresses import normalise
from app.services.comparison.changes import Mark
from app.services.extraction.draft import Place

MAJOR, ORDINARY, WORDING, HINT = "重大", "一般", "文字性", "提示"
SEVERITIES = (MAJOR, ORDINARY, WORDING, HINT)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that a finding speaks of: a field of an item. ``kind``: plan, chapter, measure, task; plan is 0."""

    kind: str
    number: int
    field: str
    text: str
    marks: tuple[Mark, ...] = ()
    place: tuple[Place, ...] = ()
    cite: str = ""
    chapter: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A suspected problem. ``explanation`` says what was found, ``advice`` what to write instead or to ask.

    ``key`` tells two findings of one rule on the same passages apart.
    """

    rule: str
    title: str
    severity: str
    explanation: str
    advice: str
    passages: tuple[Passage, ...]
    false_alarm: str = ""
    key: str = ""
    fingerprint: str = field(default="", compare=False)

    @property
    def wording(self) -> str:
        """The opinion as table and letter would carry it: place, what is wrong, what is proposed."""
        cites = list(dict.fromkeys(one.cite for one in self.passages if one.cite))
        if not cites or len(cites) > _MOST_CITED:
            return f"{self.explanation}{self.advice}"  # the rows are named in the sentence itself
        said = self.explanation
        if len(cites) == 1:
            said = _SELF.sub("", said, count=1)
        return f"{'、'.join(cites)}：{said}{self.advice}"


_MOST_CITED = 3
_SELF = re.compile(r"^(?:任务表)?第[^、项]{1,6}项(?=[^、])")
"""The row at the head of a sentence, where the place before it has named it already."""


def with_fingerprints(findings: list[Finding]) -> tuple[Finding, ...]:
    """Give each finding the fingerprint of its content: rule, fields and texts, never numbers or places.

    The second of two equal ones is counted, so that each can be judged.
    """
    seen: dict[str, int] = {}
    done = []
    for one in findings:
        content = [one.rule, one.key, [[p.kind, p.field, normalise(p.text)] for p in one.passages]]
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        seen[text] = seen.get(text, 0) + 1
        if seen[text] > 1:
            text += f"#{seen[text]}"
        done.append(replace(one, fingerprint=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]))
    return tuple(done)
