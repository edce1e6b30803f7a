from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.errors import Cancelled, KnownError
from app.services import browsing, matrix as matrices, printing
from app.services.progress import Progress
from app.services.rows import Scope
from tests.services.reports.invented import matrix, plan, summary, task

TASKS = [task(1), task(2)]


class Opened:
    """Stands in for a workspace; knows whether it was closed before anything was written."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    workspace = Opened()

    def open_workspace(path: Path, *, write: bool, create: bool) -> Opened:
        assert (path, write, create) == (Path("w.qinglan"), False, False)
        return workspace

    def plan_text(found: Opened, version: int) -> Any:
        assert (found, version) == (workspace, 5)
        return plan(TASKS, summary=summary(tasks=2))

    def build(found: Opened, scope: Scope) -> Any:
        assert (found, scope) == (workspace, Scope(version=5))
        return matrix(TASKS)

    monkeypatch.setattr("app.models.workspace.open_workspace", open_workspace)
    monkeypatch.setattr(browsing, "plan_text", plan_text)
    monkeypatch.setattr(matrices, "build", build)
    return workspace


def arguments(out: Path, **more: object) -> dict[str, Any]:
    return {"workspace": "w.qinglan", "version": 5, "out": str(out), **more}


def test_report_job_writes_the_pdf(opened: Opened, tmp_path: Path) -> None:
    out = tmp_path / "r.pdf"
    options = {"office": "云泽市政府办公室", "day": "2026-06-03", "office_fonts": False}
    result, payload = printing.plan_report_job(arguments(out, options=options), b"", Progress())
    assert out.read_bytes().startswith(b"%PDF")
    assert result["pages"] > 3
    assert payload == b""
    assert opened.closed


def test_unknown_option_is_a_bug_not_a_guess(opened: Opened, tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        printing.plan_report_job(arguments(tmp_path / "r.pdf", options={"colour": True}), b"", Progress())


def test_xlsx_job_writes_the_table(opened: Opened, tmp_path: Path) -> None:
    result, _ = printing.tasks_xlsx_job(arguments(tmp_path / "t.xlsx"), b"", Progress())
    assert result["tasks"] == 2
    assert load_workbook(tmp_path / "t.xlsx").active.max_row == 3


def test_cancelled_report_leaves_the_old_file(opened: Opened, tmp_path: Path) -> None:
    out = tmp_path / "r.pdf"
    out.write_bytes(b"old")
    seen: list[int] = []
    progress = Progress(lambda done, total, what: seen.append(done), lambda: len(seen) > 3)
    with pytest.raises(Cancelled):
        printing.plan_report_job(arguments(out, options={"office_fonts": False}), b"", progress)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_file_is_replaced_whole_and_nothing_is_left_beside(tmp_path: Path) -> None:
    out = tmp_path / "t.txt"
    out.write_text("旧")
    out.chmod(0o640)
    assert printing.write_whole(out, lambda path: path.write_text("新表")) == 2
    assert out.read_text() == "新表"
    assert out.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [out]


def test_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "t.txt"
    out.write_text("旧")

    def fail(path: Path) -> None:
        path.write_text("半")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        printing.write_whole(out, fail)
    assert out.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [out]


def test_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="不存在"):
        printing.write_whole(tmp_path / "absent" / "t.txt", lambda path: path.write_text("表"))


def test_folder_in_the_place_of_the_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    with pytest.raises(KnownError, match="是一个文件夹"):
        printing.write_whole(tmp_path / "t", lambda path: path.write_text("表"))


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "正在其他程序中打开"), (errno.ENOSPC, "磁盘空间不足"), (errno.EROFS, "只读")],
)
def test_write_errors_are_sentences(number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "t.txt"
    out.write_text("旧")

    def refuse(self: Path, target: Path) -> None:
        raise OSError(number, "refused", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(KnownError, match=words) as caught:
        printing.write_whole(out, lambda path: path.write_text("新"))
    assert caught.value.hint
    assert out.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [out]
