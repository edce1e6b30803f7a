from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import FileRefused, WorkspaceLocked
from app.models.workspace import Workspace, open_workspace
from app.services.batch import BatchRun, plan_files
from app.services.browsing import plans
from app.services.desk_rows import DONE, DOUBTFUL, FAILED, THERE, WAITING, BatchItem, BatchSnapshot, PlanChoice
from app.services.importing import import_file
from app.services.progress import Progress
from tests.storekit import FakePool, new_workspace, plan_json


class Reader(FakePool):
    """Reads a file whose bytes are a title; 坏 is refused, 疑 is doubtful; ``hold`` is called while it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.hold: Callable[[str], object] = lambda _name: None
        self.choices: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self._turn = threading.Lock()
        self.busy = self.most = 0

    def run(
        self, job: str, args: dict[str, Any], payload: bytes = b"", progress: Progress | None = None
    ) -> tuple[dict[str, Any], bytes]:
        with self._turn:
            self.busy += 1
            self.most = max(self.most, self.busy)
            self.asked.append(args)
        try:
            self.hold(args["name"])
            assert progress is not None
            progress.step(1, 2, "第1页")
            return self._read(job, args, payload.decode())
        finally:
            with self._turn:
                self.busy -= 1

    def _read(self, job: str, args: dict[str, Any], title: str) -> tuple[dict[str, Any], bytes]:
        if "坏" in title:
            raise FileRefused("文件已损坏。", "请换一份文件。")
        plan = plan_json(f"{title}方案{args.get('plan', '')}", f"青政发〔2031〕{args.get('plan', 7)}号")
        plan["plan"]["preamble"] = f"{title}{args.get('plan', '')}"
        if "疑" not in title:
            plan["plan"]["doubts"] = []
        answer, body = FakePool(plan).run(job, args)
        return {**answer, "choices": self.choices}, body


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "项目"
    folder.mkdir()
    with new_workspace(folder) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "来文"
    (place / "各区").mkdir(parents=True)
    for name in ("甲.pdf", "乙疑.docx", "丙坏.txt", "各区/丁.PDF"):
        (place / name).write_bytes(Path(name).stem.encode())
    for name in ("说明.exe", ".隐藏.pdf", "~$乙疑.docx"):
        (place / name).write_bytes(b"x")
    return place


def states(snapshot: BatchSnapshot) -> dict[str, str]:
    return {Path(item.path).stem: item.state for item in snapshot.items}


def test_files_of_a_folder(folder: Path) -> None:
    assert [file.name for file in plan_files([folder])] == ["丙坏.txt", "乙疑.docx", "丁.PDF", "甲.pdf"]
    assert [file.name for file in plan_files([folder], recursive=False)] == ["丙坏.txt", "乙疑.docx", "甲.pdf"]


def test_a_file_that_is_named_is_tried_whatever_it_is(folder: Path) -> None:
    wanted = [folder / "说明.exe", folder / "甲.pdf", folder / "甲.pdf"]
    assert list(plan_files(wanted)) == wanted[:2]


def test_the_rest_goes_on_after_a_failure(workspace: Workspace, folder: Path) -> None:
    snapshot = BatchRun(workspace, Reader(), [folder]).run()
    assert states(snapshot) == {"甲": DONE, "乙疑": DOUBTFUL, "丙坏": FAILED, "丁": DONE}
    failed = next(item for item in snapshot.items if item.state == FAILED)
    assert failed.reason == "文件已损坏。请换一份文件。"
    assert len(plans(workspace)) == 3


def test_what_came_out_of_a_file(workspace: Workspace, folder: Path) -> None:
    item = BatchRun(workspace, Reader(), [folder / "乙疑.docx"]).run().items[0]
    assert (item.title, item.tasks, item.doubts) == ("乙疑方案", 3, 1)
    assert item.version == plans(workspace)[0].version


def test_a_second_run_passes_over_what_is_there(workspace: Workspace, folder: Path) -> None:
    BatchRun(workspace, Reader(), [folder]).run()
    reader = Reader()
    snapshot = BatchRun(workspace, reader, [folder]).run()
    assert states(snapshot) == {"甲": THERE, "乙疑": THERE, "丙坏": FAILED, "丁": THERE}
    assert [args["name"] for args in reader.asked] == ["丙坏.txt"]


def test_two_files_are_read_at_a_time(workspace: Workspace, folder: Path) -> None:
    reader, both = Reader(), threading.Barrier(2, timeout=20)
    reader.hold = lambda _name: both.wait()
    BatchRun(workspace, reader, [folder]).run()
    assert reader.most == 2


def test_cancelled_and_resumed(workspace: Workspace, folder: Path) -> None:
    reader = Reader()
    run = BatchRun(workspace, reader, [folder])
    reader.hold = lambda _name: run.cancel()
    stopped = run.run()
    assert stopped.cancelled
    assert set(states(stopped).values()) == {WAITING}
    assert plans(workspace) == ()
    reader.hold = lambda _name: None
    assert states(run.run()) == {"甲": DONE, "乙疑": DOUBTFUL, "丙坏": FAILED, "丁": DONE}


def test_cancelled_by_the_progress(workspace: Workspace, folder: Path) -> None:
    snapshot = BatchRun(workspace, Reader(), [folder]).run(Progress(is_cancelled=lambda: True))
    assert snapshot.cancelled
    assert snapshot.finished == 0


def test_what_is_shown_on_the_way(workspace: Workspace, folder: Path) -> None:
    shown: list[BatchSnapshot] = []
    steps: list[tuple[int, int]] = []
    run = BatchRun(workspace, Reader(), [folder], show=shown.append)
    run.run(Progress(lambda done, total, _what: steps.append((done, total))))
    assert "第1页" in {item.what for snapshot in shown for item in snapshot.items}
    assert not shown[-1].running
    assert shown[-1].finished == 4
    assert max(steps) == (4, 4)


def test_through_in_the_order_of_the_list() -> None:
    items = [BatchItem(name, name, state) for name, state in (("a", DONE), ("b", WAITING), ("c", FAILED))]
    assert [item.name for item in BatchSnapshot(tuple(items)).done] == ["a"]


def test_a_copy_in_the_same_folder_is_recognised(workspace: Workspace, folder: Path) -> None:
    (folder / "甲 - 副本.pdf").write_bytes((folder / "甲.pdf").read_bytes())
    found = states(BatchRun(workspace, Reader(), [folder / "甲.pdf", folder / "甲 - 副本.pdf"]).run())
    assert sorted(found.values()) == [THERE, DONE]
    assert len(plans(workspace)) == 1


def test_read_only_workspace_is_refused_at_once(workspace: Workspace, folder: Path) -> None:
    reader = Reader()
    with open_workspace(workspace.path, write=False) as closed, pytest.raises(WorkspaceLocked):
        BatchRun(closed, reader, [folder]).run()
    assert reader.asked == []


def two_plans() -> Reader:
    reader = Reader()
    reader.choices = [{"key": 1, "title": "甲一"}, {"key": 2, "title": "甲二", "words": "第5页起"}]
    return reader


def test_several_plans_in_a_file_are_offered(workspace: Workspace, folder: Path) -> None:
    offered: list[PlanChoice] = []

    def choose(path: Path, choices: Any) -> list[int]:
        assert path.name == "甲.pdf"
        offered.extend(choices)
        return [1, 2]

    BatchRun(workspace, two_plans(), [folder / "甲.pdf"], choose=choose).run()
    assert [one.words for one in offered] == ["", "第5页起"]
    assert sorted(plan.title for plan in plans(workspace)) == ["甲方案1", "甲方案2"]


def test_file_with_several_plans_is_one_line_that_tells_how_many(workspace: Workspace, folder: Path) -> None:
    run = BatchRun(workspace, two_plans(), [folder / "甲.pdf"], choose=lambda _path, _choices: [1, 2])
    (item,) = run.run().items
    (one,) = [plan for plan in plans(workspace) if plan.title == "甲方案1"]
    assert item.title == "甲方案1 等 2 个方案"
    assert item.tasks == 2 * one.tasks


def test_plan_that_was_left_out_can_be_imported_later(workspace: Workspace, folder: Path) -> None:
    reader = two_plans()
    import_file(workspace, reader, folder / "甲.pdf", choose=lambda _choices: [1])
    later = import_file(workspace, reader, folder / "甲.pdf", choose=lambda _choices: [1, 2])
    assert [(one.title, one.already_there) for one in later.all] == [("甲方案1", True), ("甲方案2", False)]
    asked = len(reader.asked)
    again = import_file(workspace, reader, folder / "甲.pdf", choose=lambda _choices: [2])
    assert len(reader.asked) == asked  # all are here: the file is not read again
    assert [one.already_there for one in again.all] == [True, True]


def test_nobody_to_choose(workspace: Workspace, folder: Path) -> None:
    import_file(workspace, two_plans(), folder / "甲.pdf")
    assert [plan.title for plan in plans(workspace)] == ["甲方案"]
