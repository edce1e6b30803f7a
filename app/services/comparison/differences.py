"""All differences of two linked items, typed and in sentences."""

from __future__ import annotations

from app.services.comparison.agency_differences import agency_differences
from app.services.comparison.commitments import matched
from app.services.comparison.deadline_differences import deadline_differences
from app.services.comparison.difference import Difference
from app.services.comparison.items import ComparedItem, ComparedPlan
from app.services.comparison.link import Link
from app.services.comparison.other_words import corresponding
from app.services.comparison.target_differences import target_differences
from app.services.comparison.text_differences import clause_differences, joined, strength_differences, text_differences
from app.services.comparison.wording import Sides, sides_of
from app.services.extraction.lexicon import Lexicon


def differences(
    left: ComparedItem,
    right: ComparedItem,
    link: Link | None = None,
    plans: tuple[ComparedPlan, ComparedPlan] | None = None,
    *,
    names: tuple[str, str] | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[Difference, ...]:
    """What differs between two items: figures, deadlines, bodies, firmness, clauses, order, wording, in this order.

    ``plans``: both plans, for place names and for telling that a clause stands in another item; ``names``: what
    the plans are called in sentences (else their regions); ``link``: which clauses correspond in quite other words.
    """
    sides = sides_of(plans, names)
    return compared_items(left, right, sides, lexicon, link)


def compared_items(
    left: ComparedItem, right: ComparedItem, sides: Sides, lexicon: Lexicon | None = None, link: Link | None = None
) -> tuple[Difference, ...]:
    """As ``differences``, for many pairs of the same two plans."""
    match = matched(left.text, right.text, sides.places)
    shared = link.shared if link else ()
    figures = target_differences(left, right, sides, corresponding(match, shared))
    ranges = (figures.left, figures.right)
    rest, other_words = joined(match, shared, (left, right), sides, ranges)
    return (
        *figures.differences,
        *deadline_differences(left, right, match, sides, ranges),
        *agency_differences(left, right, sides, lexicon),
        *strength_differences(match, sides),
        *clause_differences(rest, left, right, sides, ranges),
        *text_differences(match, sides, ranges),
        *other_words,
    )
