"""Invented pairs of plans are aligned as they were made: --count pairs of each form, from --seed on."""

from __future__ import annotations

from collections import Counter

from tests.benchmarks.compare_pairs import FORMS, LEAST_F1, LEAST_RELATIONS, judge, make_pair

FEW = 0.02
"""How far a few pairs may fall behind many."""


def test_links_and_relations_are_as_made(trial_count: int, trial_seed: int) -> None:
    total: Counter[str] = Counter()
    for form in FORMS:
        for seed in range(trial_seed, trial_seed + trial_count):
            total += judge(make_pair(seed, form))
    assert 2 * total["hits"] >= (LEAST_F1 - FEW) * (total["found"] + total["wanted"]), total
    assert total["right"] >= (LEAST_RELATIONS - FEW) * total["hits"], total
