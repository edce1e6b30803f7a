"""Says of every character of the source exactly one thing: field, structural mark, page furniture, remainder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.services.documents.source import SourceDocument, Span
from app.services.extraction.draft import Account, PlanDraft, Remainder
from app.services.extraction.places import Places
from app.services.extraction.text_cleaning import VIRTUAL, Flow, clean

FIELD, MARK, FURNITURE, REMAINDER = "field", "mark", "furniture", "remainder"
USES = (FIELD, MARK, FURNITURE, REMAINDER)
_TYPESETTING = frozenset("_{}\ufeff\u200b\u200c\u200d\u2060\u00ad")


class AccountingError(ValueError):
    """Characters claimed twice or not at all: a bug of extraction, never a fault of the file."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a flow (or the line of a furniture rule) is used for."""

    flow: Flow
    use: str
    owner: str = ""
    rule: str = ""


class Ledger:
    """Collects claims; a character that is claimed twice is an error."""

    def __init__(self, document: SourceDocument) -> None:
        self._document = document
        self._paint = [0] * len(document.text)
        self._claims: list[tuple[str, str, str]] = [("", "", "")]

    def claim(self, flow: Flow, use: str, owner: str = "", rule: str = "") -> None:
        """Use the characters of a flow."""
        if not flow:
            return
        self._claims.append((use, owner, rule))
        number = len(self._claims) - 1
        paint = self._paint
        for i in flow.index:
            if i == VIRTUAL:
                continue
            if paint[i]:
                raise AccountingError(f"character {i} of {owner} already belongs to {self._claims[paint[i]][1]}")
            paint[i] = number

    def free(self, flow: Flow) -> Flow:
        """The part of a flow that nothing has claimed yet."""
        kept = [(c, i) for c, i in zip(flow.text, flow.index, strict=True) if i != VIRTUAL and not self._paint[i]]
        return Flow("".join(c for c, _ in kept), tuple(i for _, i in kept))

    def furniture(self, span: Span, rule: str) -> None:
        """Use a whole line, white space included, as page furniture."""
        flow = Flow(self._document.slice(span), tuple(range(span.start, span.end)))
        self.claim(flow, FURNITURE, "", rule)

    def close(self) -> tuple[Account, ...]:
        """Account for what is left: white space is a mark, everything else is remainder; join to runs."""
        text = self._document.text
        blank = self._add(MARK, "", "blank")
        rest = self._add(REMAINDER, "", "")
        inner: dict[str, int] = {}
        last = 0
        for i, number in enumerate(self._paint):
            if number:
                last = number
                continue
            if text[i].isspace() or text[i] in _TYPESETTING:
                owner = self._claims[last][1] if last else ""
                follows = self._owner_after(i)
                if owner and owner == follows:
                    if owner not in inner:
                        inner[owner] = self._add(MARK, owner, "typesetting")
                    self._paint[i] = inner[owner]
                else:
                    self._paint[i] = blank
            else:
                self._paint[i] = rest
        return tuple(self._runs())

    def _owner_after(self, at: int) -> str:
        """The owner of the next claimed character, if only typesetting stands between."""
        text = self._document.text
        for i in range(at + 1, min(len(text), at + 40)):
            if self._paint[i]:
                return self._claims[self._paint[i]][1]
            if not (text[i].isspace() or text[i] in _TYPESETTING):
                return ""
        return ""

    def _add(self, use: str, owner: str, rule: str) -> int:
        """Number of a new kind of claim."""
        self._claims.append((use, owner, rule))
        return len(self._claims) - 1

    def _runs(self) -> Iterable[Account]:
        """Neighbouring characters with the same claim as one account."""
        start = 0
        paint = self._paint
        for i in range(1, len(paint) + 1):
            if i == len(paint) or self._claims[paint[i]] != self._claims[paint[start]]:
                yield Account(start, i, *self._claims[paint[start]])
                start = i


def check(accounts: Sequence[Account], length: int) -> None:
    """Raise unless the accounts cover 0…length exactly once, each with a use that exists."""
    at = 0
    for account in accounts:
        if account.start != at or account.end <= account.start:
            raise AccountingError(f"gap or overlap at {at}: {account}")
        if account.use not in USES:
            raise AccountingError(f"unknown use {account.use!r}")
        if account.use == FURNITURE and not account.rule:
            raise AccountingError(f"furniture without a rule at {at}")
        at = account.end
    if at != length:
        raise AccountingError(f"accounts end at {at} of {length}")


def shares(draft: PlanDraft, document: SourceDocument) -> dict[str, float]:
    """How much of the source's characters each use has; sums to 1 (an empty source has none)."""
    total = len(document.text)
    counts = dict.fromkeys(USES, 0)
    for account in draft.accounts:
        counts[account.use] += account.end - account.start
    return {use: (count / total if total else 0.0) for use, count in counts.items()}


def remainders(document: SourceDocument, accounts: Sequence[Account], places: Places) -> tuple[Remainder, ...]:
    """The texts that found no field, neighbouring lines together."""
    groups: list[list[Span]] = []
    joined = False
    for account in accounts:
        if account.use == REMAINDER:
            if not joined:
                groups.append([])
            groups[-1].append(Span(account.start, account.end))
            joined = True
        elif account.rule not in {"blank", "typesetting"}:
            joined = False
    flows = [clean(document, spans) for spans in groups]
    return tuple(Remainder(flow.text, places.of(flow)) for flow in flows if flow)
