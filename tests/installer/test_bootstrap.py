"""run and test do what they say, and pass failure on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from installer import bootstrap, checks, debian, environment, samples, steps
from installer.steps import Stop


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Everything is installed; commands are noted and succeed; there is a display."""
    made: list[list[str]] = []

    def call(command: Sequence[str | Path], _extra: Mapping[str, str] | None = None) -> int:
        made.append([str(part) for part in command][1:])
        return 0

    for module in (bootstrap, checks, samples):
        monkeypatch.setattr(module, "call", call)
    monkeypatch.setattr(debian, "provide", lambda *, needed: None)
    monkeypatch.setattr(environment, "provide", lambda _locks: None)
    monkeypatch.setattr(debian, "has_display", lambda: True)
    return made


def test_run_starts_the_window(ready: list[list[str]]) -> None:
    assert bootstrap.main(["run"]) == 0
    assert ready == [["-m", "app"]]


def test_run_hands_arguments_on(ready: list[list[str]]) -> None:
    bootstrap.main(["run", "list", "--json"])
    assert ready == [["-m", "app", "list", "--json"]]


def test_run_without_display_shows_the_samples(ready: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "has_display", lambda: False)
    monkeypatch.setattr(samples, "show", lambda: 0)
    assert bootstrap.main(["run"]) == 0
    assert ready == []


def test_test_runs_every_step(ready: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["test"]) == 0
    assert [call[1] for call in ready][:3] == ["ruff", "ruff", "mypy"]
    assert any("pytest" in call and "-n" in call for call in ready)
    assert "全部通过" in capsys.readouterr().out


def test_failed_step_does_not_stop_the_others(
    ready: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(command: Sequence[Any], _extra: Mapping[str, str]) -> int:
        ready.append([str(part) for part in command][1:])
        return 1 if "mypy" in command else 0

    monkeypatch.setattr(checks, "call", call)
    assert bootstrap.main(["test"]) == 1
    assert "pytest" in ready[-1]
    assert "未通过：类型" in capsys.readouterr().out


def test_stop_is_a_sentence_and_a_failure(
    ready: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_locks: Sequence[str]) -> None:
        raise Stop("请先做某事")

    monkeypatch.setattr(environment, "provide", stop)
    assert bootstrap.main(["run"]) == 1
    assert capsys.readouterr().out == "请先做某事\n"
    assert ready == []


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["build"], 2), (["--help"], 0)])
def test_usage(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(arguments) == code
    assert "用法" in capsys.readouterr().out


def test_samples_write_both_papers_of_each_plan(
    ready: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(samples, "OUT", tmp_path)
    monkeypatch.setattr(samples, "_samples", lambda: [tmp_path / "a.pdf"])
    monkeypatch.setattr(samples, "answer", lambda _command: '[{"number": 7, "title": "甲市/方案"}]')
    for name in ("甲市方案_任务分解表.xlsx", "甲市方案_方案报告.pdf"):
        (tmp_path / name).touch()
    assert samples.show() == 0
    assert [call[2:5] for call in ready[2:]] == [["export", "tasks", "7"], ["report", "plan", "7"]]


def test_without_samples_it_says_so(ready: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "_samples", list)
    with pytest.raises(Stop, match="没有示例方案"):
        samples.show()
    assert ready == []


def test_children_may_write_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert not {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"} & set(steps.child_environment())
