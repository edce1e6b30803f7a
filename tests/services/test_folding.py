from __future__ import annotations

import hashlib
import random
from typing import Any

import pytest
from hypothesis import given, strategies as st

from app.errors import RevisionRefused
from app.services.folding import DELETED, Entry, ancestors_of, canonical, fold, union

NAMES = ("text", "severity", DELETED)


def entry(uuid: str, parents: tuple[str, ...] = (), time: str = "", **fields: Any) -> Entry:
    return Entry(uuid, "e", "remark", parents, f"author of {uuid}", time, fields)


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """Revisions of one entity, each made on some earlier ones (or on one that was never received)."""
    made: list[Entry] = []
    for number in range(draw(st.integers(1, 9))):
        known = [one.uuid for one in made]
        parents = draw(st.lists(st.sampled_from([*known, "lost"]), unique=True, max_size=3)) if known else []
        fields: dict[str, Any] = draw(st.dictionaries(st.sampled_from(NAMES[:2]), st.integers(0, 2), max_size=2))
        if draw(st.booleans()):
            fields[DELETED] = draw(st.booleans())
        shuffled = f"{draw(st.integers(0, 99)):02d}-{number}"
        made.append(entry(shuffled, tuple(parents), **fields))
    return made


def parts(log: list[Entry], marks: list[int]) -> tuple[list[Entry], ...]:
    return tuple([one for one, mark in zip(log, marks * 9, strict=False) if mark & bit] for bit in (1, 2, 4))


@given(logs(), st.lists(st.integers(0, 7), min_size=1, max_size=9))
def test_union_is_commutative_associative_idempotent(log: list[Entry], marks: list[int]) -> None:
    one, two, three = parts(log, marks)
    assert union(one, two) == union(two, one)
    assert union(union(one, two), three) == union(one, union(two, three))
    assert union(one, one) == union(one)


@given(logs(), st.integers())
def test_fold_knows_no_order(log: list[Entry], seed: int) -> None:
    mixed = log.copy()
    random.Random(seed).shuffle(mixed)
    assert fold(mixed) == fold(log)


@given(logs())
def test_fold_knows_no_time(log: list[Entry]) -> None:
    later = [Entry(o.uuid, o.entity, o.kind, o.parents, o.author, f"t{n}", o.fields) for n, o in enumerate(log)]
    assert {n: s.value for n, s in fold(later).fields.items()} == {n: s.value for n, s in fold(log).fields.items()}


@given(logs())
def test_two_laptops_that_exchanged_see_the_same(log: list[Entry]) -> None:
    left, right = log[::2], log[1::2]
    assert fold(union(left, right)) == fold(union(right, left))


@given(logs())
def test_every_head_of_a_field_is_a_value_that_somebody_wrote_last(log: list[Entry]) -> None:
    for name, state in fold(log).fields.items():
        setters = {one.uuid for one in log if name in one.fields}
        covered = {below for one in setters for below in ancestors_of(one, log)}
        values = {canonical(one.fields[name]) for one in log if one.uuid in setters - covered}
        assert {canonical(head.value) for head in state.heads} == values


@given(logs())
def test_a_revision_on_all_heads_settles_everything(log: list[Entry]) -> None:
    settled: dict[str, Any] = dict.fromkeys(NAMES[:2], 1) | {DELETED: False}
    after = fold([*log, entry("zz", fold(log).heads, **settled)])
    assert not after.conflicted
    assert after.heads == ("zz",)


def test_later_wins_over_what_it_stands_on() -> None:
    state = fold([entry("a", text="旧", severity="一般"), entry("b", ("a",), text="新")])
    assert (state.value("text"), state.value("severity")) == ("新", "一般")
    assert not state.conflicted


def test_two_values_wait_for_a_person() -> None:
    state = fold([entry("a", text="旧"), entry("b", ("a",), text="甲"), entry("c", ("a",), text="乙")])
    assert {head.value for head in state.fields["text"].heads} == {"甲", "乙"}
    assert state.conflicted
    assert state.heads == ("b", "c")


def test_equal_values_are_no_conflict() -> None:
    assert not fold([entry("a", text="旧"), entry("b", ("a",), text="新"), entry("c", ("a",), text="新")]).conflicted


def test_different_fields_are_no_conflict() -> None:
    state = fold([entry("a", text="旧"), entry("b", ("a",), text="新"), entry("c", ("a",), severity="重大")])
    assert not state.conflicted
    assert (state.value("text"), state.value("severity")) == ("新", "重大")


def test_settled_by_a_third() -> None:
    log = [entry("a", text="旧"), entry("b", ("a",), text="甲"), entry("c", ("a",), text="乙")]
    assert fold([*log, entry("d", ("b", "c"), text="丙")]).fields["text"].heads[0].value == "丙"
    assert fold([*log, entry("d", ("b",), text="丙")]).conflicted


def test_deletion_is_a_revision() -> None:
    log = [entry("a", text="旧"), entry("b", ("a",), deleted=True)]
    assert fold(log).deleted
    assert not fold([*log, entry("c", ("b",), deleted=False)]).deleted


def test_deletion_that_did_not_know_of_a_change_waits() -> None:
    state = fold([entry("a", text="旧"), entry("b", ("a",), deleted=True), entry("c", ("a",), text="新")])
    assert not state.deleted
    assert state.conflicted


def test_unknown_parent_is_kept_and_told() -> None:
    state = fold([entry("b", ("never seen",), text="新")])
    assert state.missing == {"never seen"}
    assert state.value("text") == "新"


def test_parent_that_comes_later_heals() -> None:
    orphan = entry("b", ("a",), text="新")
    assert fold([orphan, entry("a", text="旧")]).missing == frozenset()


def test_ring_of_parents_loses_nothing() -> None:
    state = fold([entry("a", ("b",), text="甲"), entry("b", ("a",), text="乙")])
    assert {head.value for head in state.fields["text"].heads} == {"甲", "乙"}


def test_long_row_of_revisions() -> None:
    log = [entry("000000", text="0")]
    log += [entry(f"{n:06d}", (f"{n - 1:06d}",), text=str(n)) for n in range(1, 300)]
    assert fold(log).value("text") == "299"


def test_same_id_with_other_content_is_refused() -> None:
    with pytest.raises(RevisionRefused, match="编号相同"):
        union([entry("a", text="甲")], [entry("a", text="乙")])


@pytest.mark.parametrize(
    "other",
    [
        Entry("b", "e", "remark", ("p", "q"), "w", "t", {"text": "甲"}),
        Entry("a", "f", "remark", ("p", "q"), "w", "t", {"text": "甲"}),
        Entry("a", "e", "reply", ("p", "q"), "w", "t", {"text": "甲"}),
        Entry("a", "e", "remark", ("p",), "w", "t", {"text": "甲"}),
        Entry("a", "e", "remark", ("p", "q"), "v", "t", {"text": "甲"}),
        Entry("a", "e", "remark", ("p", "q"), "w", "t", {"text": "乙"}),
        Entry("a", "e", "remark", ("p", "q"), "w", "t", {"text": "甲"}, {"plan": "x"}),
    ],
)
def test_digest_covers_every_part(other: Entry) -> None:
    assert other.digest != Entry("a", "e", "remark", ("p", "q"), "w", "t", {"text": "甲"}).digest


def test_digest_knows_no_order_of_keys_or_parents() -> None:
    one = Entry("a", "e", "remark", ("p", "q"), "w", "t", {"x": 1, "y": 2})
    assert one.digest == Entry("a", "e", "remark", ("q", "p"), "w", "t", {"y": 2, "x": 1}).digest


def test_digest_is_what_it_was() -> None:
    """Packages of other versions carry it: it may never change."""
    fixed = Entry("a", "e", "remark", (), "w", "2030-01-01", {"text": "甲"}, None)
    said = '{"address":null,"author":"w","entity":"e","fields":{"text":"甲"},"kind":"remark","parents":[],'
    said += '"time":"2030-01-01","uuid":"a"}'
    assert fixed.digest == hashlib.sha256(said.encode()).hexdigest()
