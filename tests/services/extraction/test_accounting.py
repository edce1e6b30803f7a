from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from app.errors import FileRefused
from app.services.documents.source import SourceDocument
from app.services.extraction.accounting import AccountingError, Ledger, check, shares
from app.services.extraction.draft import Account
from app.services.extraction.extract import extract_plan
from app.services.extraction.text_cleaning import Flow
from tests.services.extraction.making import text_document

PLAN = (
    "白河市节水方案\n为节水，制定本方案。\n一、总则\n坚持 节水 优先。\n"
    "（一）查漏。每月 一次。\n（二）换表。\n2026年完成。\n"
)


def flow(document: SourceDocument, start: int, end: int) -> Flow:
    return Flow(document.text[start:end], tuple(range(start, end)))


def test_a_character_claimed_twice_is_an_error() -> None:
    document = text_document("甲乙丙\n")
    ledger = Ledger(document)
    ledger.claim(flow(document, 0, 2), "field", "one")
    with pytest.raises(AccountingError, match="already belongs to one"):
        ledger.claim(flow(document, 1, 3), "field", "two")


def test_what_nobody_claims_is_remainder_and_white_space_a_mark() -> None:
    document = text_document("甲 乙丙 丁\n")
    ledger = Ledger(document)
    ledger.claim(Flow("甲乙", (0, 2)), "field", "one")
    found = [(a.start, a.end, a.use, a.rule) for a in ledger.close()]
    assert found == [(0, 1, "field", ""), (1, 2, "mark", "typesetting"), (2, 3, "field", ""), (3, 4, "remainder", ""),
                     (4, 5, "mark", "blank"), (5, 6, "remainder", "")]  # fmt: skip


@pytest.mark.parametrize(
    "accounts",
    [
        [],
        [Account(0, 2, "field")],
        [Account(0, 1, "field"), Account(2, 3, "field")],
        [Account(0, 2, "field"), Account(1, 3, "field")],
        [Account(0, 3, "nothing")],
        [Account(0, 3, "furniture")],
    ],
)
def test_gaps_overlaps_and_unnamed_furniture_raise(accounts: list[Account]) -> None:
    with pytest.raises(AccountingError):
        check(accounts, 3)


def test_shares_sum_to_one() -> None:
    document = text_document(PLAN)
    found = shares(extract_plan(document), document)
    assert sum(found.values()) == pytest.approx(1.0)
    assert found["remainder"] == 0.0


def test_every_field_is_where_its_account_says() -> None:
    document = text_document(PLAN)
    draft = extract_plan(document)
    text = "".join(
        document.text[a.start : a.end] for a in draft.accounts if a.owner == "measure/1/text" and a.use == "field"
    )
    assert text == draft.measures[0].text


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *PLAN.splitlines(),
                "",
                "— 3 —",
                "附件",
                "序号\t任务\t责任单位",
                "1\t清淤。\t市水利局",
                "（三）乱入。",
                "抄送：某办。",
            ]
        ),
        max_size=20,
    )
)
def test_any_text_is_accounted_for_or_refused(lines: list[str]) -> None:
    """Lines of plans in any order: never a character twice or not at all."""
    try:
        document = text_document("\n".join(lines) + "\n")
        draft = extract_plan(document)
    except FileRefused:
        return
    check(draft.accounts, len(document.text))
    for account in draft.accounts:
        if account.use == "furniture":
            assert "。" not in document.text[account.start : account.end]
