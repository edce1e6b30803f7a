"""The list of findings on the command line, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import cli
from app.models.workspace import open_workspace
from app.services import findings
from app.services.finding_rows import NOTE
from tests.storekit import import_plan, plan_json


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A workspace file with a plan that has a slip, closed."""
    plan = plan_json()
    plan["tasks"][1]["text"] = "己完成公交车更新。"
    with open_workspace(tmp_path / "审阅.qinglan") as workspace:
        version = import_plan(workspace, tmp_path, plan).version or 0
        row = next(one for one in findings.findings(workspace, version) if one.rule == "6.10")
        findings.set_aside(workspace, version, row.fingerprint, "原文如此")
        return workspace.path


def run(filled: Path, *words: str) -> int:
    return cli.main(["check", "1", "--workspace", str(filled), *words])


def test_the_list_carries_the_note_and_the_verdicts(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled) == cli.DONE
    said = capsys.readouterr().out
    assert NOTE in said
    assert "2031-03-02" in said
    assert "不作问题" in said
    assert "附件第2项" in said


def test_one_rule_as_json(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled, "--json", "--rule", "6.10") == cli.DONE
    found = json.loads(capsys.readouterr().out)
    assert [(one["rule"], one["state"], one["passages"][0]["number"]) for one in found] == [("6.10", "不作问题", 2)]


def test_a_group_of_rules(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled, "--json", "--rule", "6") == cli.DONE
    assert {one["rule"].split(".")[0] for one in json.loads(capsys.readouterr().out)} == {"6"}


@pytest.mark.parametrize("words", [("--rule", "9"), ("--date", "明年")])
def test_words_that_mean_nothing(filled: Path, words: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled, *words) == cli.UNCLEAR
    assert words[1] in capsys.readouterr().err


def test_a_file_is_checked_without_a_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(
        "青湾市整洁家园行动方案\n为办好此事，制定本方案。\n一、主要任务\n（一）清理社区杂物。己完成三处。（市城市管理局牵头）\n",
        encoding="utf-8",
    )
    assert cli.main(["check", str(file), "--rule", "6.10"]) == cli.DONE
    said = capsys.readouterr().out
    assert "己" in said
    assert "未指定拟印发日期" in said
