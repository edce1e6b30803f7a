"""Findings in a workspace: stored, judged, undone, kept after another import, counted; rules and lists."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import KnownError, NotFound, UndoRefused
from app.models.workspace import Workspace, open_workspace
from app.services import finding_counts, finding_settings, findings
from app.services.correcting import correct_field
from app.services.finding_rows import HINT, OPEN, SET_ASIDE, TO_REMARK, FindingRow, ReferenceDate
from app.services.history import Change, UndoToken, undo
from app.services.log import all_entries, receive
from app.services.progress import Progress
from app.services.reviewing import delete_remark, remarks
from app.services.rows import ItemRef
from tests.storekit import changed, import_plan, plan_json


def spoilt() -> dict[str, Any]:
    """The plan with a slip and a date that is past."""
    plan = plan_json()
    plan["tasks"][1]["text"] = "己完成公交车更新。"
    plan["tasks"][2] |= {"measure": 2, "text": "2019年底前建成充电站30座。"}
    return plan


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Workspace, int]]:
    """A workspace with the plan, and its version."""
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        version = import_plan(workspace, tmp_path, spoilt()).version
        assert version is not None
        yield workspace, version


def of_rule(opened: tuple[Workspace, int], rule: str) -> FindingRow:
    return next(row for row in findings.findings(*opened) if row.rule == rule)


def test_findings_point_at_items(opened: tuple[Workspace, int]) -> None:
    row = of_rule(opened, "6.10")
    assert row.passages[0].ref == ItemRef(opened[1], "task", 2)
    assert row.passages[0].place is not None
    assert row.chapter_title == "二、主要任务"
    assert row.state == OPEN


def test_findings_are_computed_once(opened: tuple[Workspace, int]) -> None:
    asked: list[dict[str, Any]] = []

    def run(args: dict[str, Any]) -> dict[str, Any]:
        asked.append(args)
        return findings.run_here(args)

    first = findings.findings(*opened, run)
    assert findings.findings(*opened, run) == first
    assert len(asked) == 1


def test_a_finding_becomes_an_opinion_with_its_wording(opened: tuple[Workspace, int]) -> None:
    row = of_rule(opened, "6.10")
    findings.to_remark(*opened, row.fingerprint)
    remark = remarks(opened[0], ItemRef(opened[1], "task", 2))[0]
    assert (remark.text, remark.severity, remark.path) == (row.wording, "文字性", "task/2/text")
    after = of_rule(opened, "6.10")
    assert (after.state, after.remark) == (TO_REMARK, remark.entity)


def test_a_hint_becomes_an_ordinary_opinion(opened: tuple[Workspace, int]) -> None:
    row = next(row for row in findings.findings(*opened) if row.severity == HINT)
    findings.to_remark(*opened, row.fingerprint, text="请补充。")
    assert [(one.text, one.severity) for one in remarks(opened[0])] == [("请补充。", "一般")]


def test_turning_twice_makes_one_opinion(opened: tuple[Workspace, int]) -> None:
    row = of_rule(opened, "6.10")
    findings.to_remark(*opened, row.fingerprint)
    assert findings.to_remark(*opened, row.fingerprint).token is None
    assert len(remarks(opened[0])) == 1


def test_undo_takes_back_verdict_and_opinion(opened: tuple[Workspace, int]) -> None:
    token = findings.to_remark(*opened, of_rule(opened, "6.10").fingerprint).token
    assert token is not None
    again = undo(opened[0], token).token
    assert (of_rule(opened, "6.10").state, remarks(opened[0])) == (OPEN, ())
    assert again is not None
    undo(opened[0], again)
    assert (of_rule(opened, "6.10").state, len(remarks(opened[0]))) == (TO_REMARK, 1)


def test_a_finding_whose_opinion_was_deleted_waits_again(opened: tuple[Workspace, int]) -> None:
    findings.to_remark(*opened, of_rule(opened, "6.10").fingerprint)
    delete_remark(opened[0], remarks(opened[0])[0].entity)
    assert of_rule(opened, "6.10").state == OPEN


def test_set_aside_with_a_reason(opened: tuple[Workspace, int]) -> None:
    change = findings.set_aside(*opened, of_rule(opened, "6.10").fingerprint, " 原文如此 ")
    row = of_rule(opened, "6.10")
    assert (row.state, row.reason, bool(row.judge)) == (SET_ASIDE, "原文如此", True)
    assert change.token is not None
    undo(opened[0], change.token)
    assert of_rule(opened, "6.10").state == OPEN


def test_set_aside_may_become_an_opinion(opened: tuple[Workspace, int]) -> None:
    row = of_rule(opened, "6.10")
    findings.set_aside(*opened, row.fingerprint, "原文如此")
    findings.to_remark(*opened, row.fingerprint)
    assert (of_rule(opened, "6.10").state, of_rule(opened, "6.10").reason) == (TO_REMARK, "")


def test_an_opinion_is_not_silently_set_aside(opened: tuple[Workspace, int]) -> None:
    row = of_rule(opened, "6.10")
    findings.to_remark(*opened, row.fingerprint)
    with pytest.raises(KnownError, match="已转为意见"):
        findings.set_aside(*opened, row.fingerprint, "")


def test_reopened(opened: tuple[Workspace, int]) -> None:
    row = of_rule(opened, "6.10")
    findings.set_aside(*opened, row.fingerprint, "原文如此")
    findings.reopen(*opened, row.fingerprint)
    assert of_rule(opened, "6.10").state == OPEN
    assert findings.reopen(*opened, row.fingerprint).token is None


def test_a_finding_that_is_gone(opened: tuple[Workspace, int]) -> None:
    with pytest.raises(NotFound):
        findings.set_aside(*opened, "nothing", "")


def test_verdicts_stay_with_a_new_version_of_the_same_passages(opened: tuple[Workspace, int], tmp_path: Path) -> None:
    findings.set_aside(*opened, of_rule(opened, "6.10").fingerprint, "原文如此")
    later = copy.deepcopy(spoilt())
    later["plan"] |= {"preamble": "另起一段。", "document_number": "青政发〔2031〕9号"}
    version = import_plan(opened[0], tmp_path, later, data=b"%PDF two").version
    assert version not in {None, opened[1]}
    assert of_rule((opened[0], version or 0), "6.10").state == SET_ASIDE


def test_a_correction_settles_a_finding(opened: tuple[Workspace, int]) -> None:
    of_rule(opened, "6.10")
    correct_field(opened[0], ItemRef(opened[1], "task", 2), "text", "已完成公交车更新。")
    assert not any(row.rule == "6.10" for row in findings.findings(*opened))


def test_a_verdict_outlives_a_corrected_title(opened: tuple[Workspace, int]) -> None:
    findings.set_aside(*opened, of_rule(opened, "6.10").fingerprint, "原文如此")
    correct_field(opened[0], ItemRef(opened[1], "plan", 0), "title", "青湾市清洁能源推广方案")
    assert of_rule(opened, "6.10").state == SET_ASIDE


def test_verdicts_do_not_pass_to_another_plan(opened: tuple[Workspace, int], tmp_path: Path) -> None:
    findings.set_aside(*opened, of_rule(opened, "6.10").fingerprint, "原文如此")
    other = spoilt()
    other["plan"] |= {"title": "白河市清洁能源推广实施方案", "region": "白河市", "preamble": "另一份。"}
    version = import_plan(opened[0], tmp_path, other, data=b"%PDF two").version
    assert of_rule((opened[0], version or 0), "6.10").state == OPEN


def test_two_reviewers_meet_on_one_finding(opened: tuple[Workspace, int], tmp_path: Path) -> None:
    row = of_rule(opened, "6.10")
    findings.set_aside(*opened, row.fingerprint, "原文如此")
    (tmp_path / "other").mkdir()
    with open_workspace(tmp_path / "other" / "审阅.qinglan") as theirs:
        version = import_plan(theirs, tmp_path, spoilt()).version or 0
        findings.set_aside(theirs, version, row.fingerprint, "是笔误，但已改")
        with theirs.read() as session:
            sent = [(one, one.digest) for one in all_entries(session) if one.kind == "verdict"]
    with opened[0].write() as session:
        receive(session, sent)
    assert of_rule(opened, "6.10").conflicted


def token(change: Change) -> UndoToken:
    """The token of a change that can be taken back."""
    assert change.token is not None
    return change.token


def test_switched_rule_is_taken_back_and_done_again(opened: tuple[Workspace, int]) -> None:
    switched = finding_settings.switch_rule(opened[0], "6.10", False)
    undone = undo(opened[0], token(switched))
    assert of_rule(opened, "6.10").state == OPEN
    assert undone.kinds == switched.kinds == frozenset({"findings"})
    undo(opened[0], token(undone))
    assert "6.10" not in {row.rule for row in findings.findings(*opened)}


def test_edited_list_and_date_are_taken_back(opened: tuple[Workspace, int]) -> None:
    before = finding_settings.word_lists(opened[0])
    edited = finding_settings.edit_list(opened[0], before[0].key, ["只此一词"])
    dated = finding_settings.set_reference(opened[0], opened[1], "2031-05-06")
    undo(opened[0], token(dated))
    undo(opened[0], token(edited))
    assert finding_settings.word_lists(opened[0]) == before
    assert finding_settings.reference(*opened).date != "2031-05-06"


def test_switch_that_something_stands_on_is_not_taken_back(opened: tuple[Workspace, int]) -> None:
    switched = finding_settings.switch_rule(opened[0], "6.10", False)
    finding_settings.switch_rule(opened[0], "1.1", False)
    with pytest.raises(UndoRefused):
        undo(opened[0], token(switched))
    assert finding_settings.switch_rule(opened[0], "1.1", False).token is None


def test_counts_for_the_library(opened: tuple[Workspace, int]) -> None:
    assert finding_counts.counts(opened[0]) == {}
    findings.check(opened[0])
    before = finding_counts.counts(opened[0])[opened[1]]
    findings.set_aside(*opened, of_rule(opened, "6.10").fingerprint, "")
    after = finding_counts.counts(opened[0])[opened[1]]
    assert (before.problems, before.open - 1, before.set_aside) == (after.problems, after.open, 0)
    assert after.set_aside == 1
    rows = findings.findings(*opened)
    assert after.hints == sum(row.severity == HINT for row in rows)
    assert after.problems + after.hints == len(rows)


def test_rules_say_how_often_they_were_set_aside(opened: tuple[Workspace, int]) -> None:
    findings.set_aside(*opened, of_rule(opened, "6.10").fingerprint, "")
    row = next(one for one in findings.rules(opened[0]) if one.number == "6.10")
    assert (row.count, row.set_aside, row.enabled, row.group) == (1, 1, True, "体例文字")
    assert [one.number for one in findings.rules(opened[0])][:2] == ["1.1", "1.2"]


def test_a_rule_that_is_switched_off_and_on(opened: tuple[Workspace, int]) -> None:
    finding_settings.switch_rule(opened[0], "6.10", enabled=False)
    assert "6.10" not in {row.rule for row in findings.findings(*opened)}
    finding_settings.switch_rule(opened[0], "6.10", enabled=True)
    assert of_rule(opened, "6.10").state == OPEN


def test_an_unknown_rule_is_refused(opened: tuple[Workspace, int]) -> None:
    with pytest.raises(NotFound):
        finding_settings.switch_rule(opened[0], "9.9", enabled=False)


def test_a_list_that_the_office_edits(opened: tuple[Workspace, int]) -> None:
    shipped = next(one for one in finding_settings.word_lists(opened[0]) if one.key == "vague_bodies")
    assert not any(row.rule == "3.3" for row in findings.findings(*opened))
    finding_settings.edit_list(opened[0], "vague_bodies", [*shipped.words[1:], "市交通局"])
    assert "市交通局" in of_rule(opened, "3.3").explanation
    now = next(one for one in finding_settings.word_lists(opened[0]) if one.key == "vague_bodies")
    assert (now.added, now.removed) == (("市交通局",), shipped.words[:1])


def test_an_unknown_list_is_refused(opened: tuple[Workspace, int]) -> None:
    with pytest.raises(NotFound):
        finding_settings.edit_list(opened[0], "nothing", [])


def test_the_reference_date_is_printed_or_chosen(opened: tuple[Workspace, int]) -> None:
    assert finding_settings.reference(*opened) == ReferenceDate("2031-03-02", "印发日期")
    assert of_rule(opened, "4.2").severity == "重大"
    finding_settings.set_reference(*opened, "2018-01-01")
    assert finding_settings.reference(*opened).date == "2018-01-01"
    assert not any(row.rule == "4.2" for row in findings.findings(*opened))
    finding_settings.set_reference(*opened, None)
    assert of_rule(opened, "4.2").severity == "重大"


def test_a_wrong_date_is_refused(opened: tuple[Workspace, int]) -> None:
    with pytest.raises(KnownError, match="不是日期"):
        finding_settings.set_reference(*opened, "明年")


def test_without_any_date_a_person_must_be_asked(opened: tuple[Workspace, int], tmp_path: Path) -> None:
    undated = changed(preamble="无日期。")
    undated["plan"]["issue_date"] = None
    version = import_plan(opened[0], tmp_path, undated, data=b"%PDF 3").version
    assert finding_settings.reference(opened[0], version or 0).date is None


def test_many_plans_with_progress(opened: tuple[Workspace, int], tmp_path: Path) -> None:
    import_plan(opened[0], tmp_path, changed(preamble="另一份。"), data=b"%PDF two")
    told: list[tuple[int, int]] = []
    change = findings.check(opened[0], progress=Progress(lambda done, total, _what: told.append((done, total))))
    assert (told[0], told[-1], change.kinds) == ((0, 2), (2, 2), frozenset({"findings"}))
    assert findings.check(opened[0]).kinds == frozenset()


def test_a_workspace_that_cannot_be_written_is_checked_all_the_same(opened: tuple[Workspace, int]) -> None:
    opened[0].close()
    with open_workspace(opened[0].path, write=False) as reading:
        assert any(row.rule == "6.10" for row in findings.findings(reading, opened[1]))


def test_another_date_for_once_stores_nothing(opened: tuple[Workspace, int]) -> None:
    assert not any(row.rule == "4.2" for row in findings.findings(*opened, day="2018-01-01"))
    assert finding_counts.counts(opened[0]) == {}
