"""Portable addresses: two laptops that read the same text give the same ids, however its lines were broken."""

from __future__ import annotations

import hashlib
import json
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PLAN_NAMESPACE = uuid.UUID("6f1d6d5e-5c0b-5d0a-9d53-0f0c8a7b4e21")
CONTEXT = 32
"""Characters of prefix and suffix that a quote carries, to tell equal passages apart."""

_FORM = "qinglan-version-1"
_DROPPED = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def normalise(text: str | None) -> str:
    """The text without what typesetting adds: white space, line breaks, invisible signs, full or half width."""
    return unicodedata.normalize("NFKC", _bare(unicodedata.normalize("NFKC", text or "")))


def _bare(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) not in _DROPPED)


def plan_uuid(title: str, issuing_body: str | None, document_number: str | None) -> str:
    """The id of a plan, from what stands on its face."""
    face = "\x1f".join(normalise(part) for part in (title, issuing_body, document_number))
    return str(uuid.uuid5(PLAN_NAMESPACE, face))


def version_id(extracted: Mapping[str, Any]) -> str:
    """The id of one text of a plan: SHA-256 over what was extracted, uncorrected (plan JSON, schema 1).

    The title, the notice in front, places, doubts, printed labels, and what is derived from the text do not count;
    only where nothing but a title was found must it tell two files apart.
    """
    parts: list[Any] = [_FORM, normalise(extracted["plan"].get("preamble"))]
    parts.append([_texts(one, "title", "text") for one in extracted.get("chapters", ())])
    parts.append([_texts(one, "title", "text") for one in extracted.get("measures", ())])
    parts.append([_task(one) for one in extracted.get("tasks", ())])
    if not any(parts[1:]):
        parts.append(normalise(extracted["plan"].get("title")))
    joined = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def _texts(item: Mapping[str, Any], *keys: str) -> list[str]:
    return [normalise(item.get(key)) for key in keys]


def _task(task: Mapping[str, Any]) -> list[Any]:
    columns = [[normalise(str(part)) for part in pair] for pair in task.get("responsibility_columns", ())]
    return [*_texts(task, "category", "text", "deadline_raw", "responsibility_raw", "remark"), columns]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with what stands before and after it (TextQuoteSelector of the W3C Web Annotation model)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def quote_of(text: str, exact: str) -> Quote:
    """The first place of a passage in a text as a quote; the passage alone where it does not occur."""
    start = text.find(exact) if exact else -1
    if start < 0:
        return Quote(exact)
    end = start + len(exact)
    return Quote(exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def locate(text: str, quote: Quote) -> tuple[int, int] | None:
    """Where a quote stands in a text, white space and width aside; None where the passage is gone.

    Of several equal passages the one whose surroundings fit best, then the first.
    """
    plain, origin = _normalised_with_origin(text)
    wanted = normalise(quote.exact)
    if not wanted:
        return None
    prefix, suffix = normalise(quote.prefix), normalise(quote.suffix)
    best: tuple[int, int] | None = None
    start = plain.find(wanted)
    while start >= 0:
        fit = _common_end(plain[:start], prefix) + _common_start(plain[start + len(wanted) :], suffix)
        if best is None or fit > best[0]:
            best = (fit, start)
        start = plain.find(wanted, start + 1)
    if best is None:
        return None
    return origin[best[1]], origin[best[1] + len(wanted) - 1] + 1


def _normalised_with_origin(text: str) -> tuple[str, list[int]]:
    """The normalised text, character by character, with the index each came from."""
    plain: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        kept = normalise(char)
        plain.append(kept)
        origin.extend([index] * len(kept))
    return "".join(plain), origin


def _common_start(text: str, wanted: str) -> int:
    count = 0
    for one, other in zip(text, wanted, strict=False):
        if one != other:
            break
        count += 1
    return count


def _common_end(text: str, wanted: str) -> int:
    return _common_start(text[: -len(wanted) - 1 : -1], wanted[::-1])


def path_of(kind: str, number: int, field: str = "") -> str:
    """The path of an item inside its version: ``task/13/text``, ``measure/7``, ``plan``."""
    parts: Sequence[str] = [kind] if kind == "plan" else [kind, str(number)]
    return "/".join([*parts, field] if field else parts)


def address(plan: str, version: str, path: str, quote: Quote) -> dict[str, Any]:
    """An address as revisions carry it."""
    selector = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    return {"plan": plan, "version": version, "path": path, "quote": selector}
