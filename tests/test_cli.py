"""The command line: words, exit codes, files written. Files are read by the real helper process."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from app import VERSION, cli
from app.cliparser import ArgumentsUnclear, make_parser
from app.models.workspace import open_workspace
from app.paths import resources
from tests.services import comparekit, stored_plans


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A workspace file with two invented plans, closed."""
    path = tmp_path / "审阅.qinglan"
    with open_workspace(path) as workspace:
        stored_plans.store(workspace)
    return path


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert caught.value.code == 0
    assert "用法：qinglan" in said
    assert "usage" not in said
    assert "show this help" not in said
    assert ":\n" not in said
    assert "要导入的文件" in said


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert (caught.value.code, capsys.readouterr().out) == (0, f"清览 {VERSION}\n")


def test_a_folder_is_refused_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(tmp_path)]) == cli.FAILED
    assert "这是一个文件夹" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "缺少参数"),
        (["report", "plan"], "缺少参数"),
        (["nothing"], "不能是"),
        (["list", "--all"], "不认识的参数"),
        (["list", "--workspace"], "后面缺少内容"),
    ],
)
def test_complaints_are_chinese(argv: list[str], words: str) -> None:
    with pytest.raises(ArgumentsUnclear, match=words):
        make_parser().parse_args(argv)


def test_unclear_arguments_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["nothing"]) == cli.UNCLEAR
    assert capsys.readouterr().err


def test_list_names_the_plans(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "--workspace", str(filled)]) == cli.DONE
    said = capsys.readouterr().out
    assert said.index("云溪市清河行动方案") < said.index("石湾市暖居行动方案")


def test_list_as_json(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "--json", "--workspace", str(filled)]) == cli.DONE
    assert [plan["tasks"] for plan in json.loads(capsys.readouterr().out)] == [3, 1]


def test_list_reads_while_a_window_holds_the_workspace(filled: Path) -> None:
    with open_workspace(filled):
        assert cli.main(["list", "--workspace", str(filled)]) == cli.DONE


def test_import_does_not_write_while_a_window_holds_the_workspace(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_workspace(filled):
        assert cli.main(["import", "x.pdf", "--workspace", str(filled)]) == cli.LOCKED
    assert "命令行没有写入" in capsys.readouterr().err


def test_a_missing_workspace_is_said_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "没有.qinglan"
    assert cli.main(["list", "--workspace", str(missing)]) == cli.UNCLEAR
    assert "还不存在" in capsys.readouterr().err
    assert not missing.exists()


def test_an_ambiguous_plan_lists_the_hits(filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_workspace(filled) as workspace, workspace.write() as session:
        from app.models.plan import PlanVersion

        for version in session.query(PlanVersion):
            version.title = f"全国{version.title}"
    argv = ["report", "plan", "全国", "-o", str(tmp_path / "x.pdf"), "--workspace", str(filled)]
    assert cli.main(argv) == cli.UNCLEAR
    assert "对应多个方案" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["extract", str(tmp_path / "没有.pdf")]) == cli.FAILED
    assert "无法读取文件" in capsys.readouterr().err


def test_import_walks_folders_and_goes_on_after_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "来文" / "各市"
    folder.mkdir(parents=True)
    sample = next((resources() / "samples").glob("*.txt"))
    (folder / "乙.txt").write_bytes(sample.read_bytes())
    (folder.parent / "甲.pdf").write_bytes(b"%PDF-1.7 broken")
    argv = ["import", str(tmp_path / "来文"), "--workspace", str(tmp_path / "审阅.qinglan")]
    assert cli.main(argv) == cli.FAILED
    said = capsys.readouterr()
    assert said.out.startswith("已导入 ")
    assert "甲.pdf" in said.err
    assert cli.main([*argv[:1], str(folder), *argv[2:]]) == cli.DONE
    assert capsys.readouterr().out.startswith("已在审阅项目中 ")


@pytest.fixture
def bound(tmp_path: Path) -> Path:
    """Both sample plans bound in one file."""
    merged = pypdfium2.PdfDocument.new()
    for name in ("lanxi", "yunze"):
        merged.import_pages(pypdfium2.PdfDocument(resources() / "samples" / f"{name}.pdf"))
    merged.save(tmp_path / "合订本.pdf")
    return tmp_path / "合订本.pdf"


def test_all_plans_of_a_file_are_imported_and_told(
    bound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", str(bound), "--workspace", str(tmp_path / "审阅.qinglan")]) == cli.DONE
    said = capsys.readouterr()
    assert "“合订本.pdf”中有 2 个方案" in said.err
    assert "全部导入" in said.err
    assert "等 2 个方案" in said.out
    cli.main(["list", "--workspace", str(tmp_path / "审阅.qinglan")])
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_one_plan_of_a_file_by_its_number(bound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--workspace", str(tmp_path / "审阅.qinglan")]
    assert cli.main(["import", str(bound), "--plan", "2", *place]) == cli.DONE
    assert "已导入 云泽市" in capsys.readouterr().out
    assert cli.main(["import", str(bound), "--plan", "3", *place]) == cli.FAILED
    assert "没有第 3 个方案" in capsys.readouterr().err
    assert cli.main(["extract", str(bound), "--plan", "2"]) == cli.DONE
    assert "云泽市" in json.loads(capsys.readouterr().out)["plan"]["title"]


def test_import_of_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空").mkdir()
    assert cli.main(["import", str(tmp_path / "空"), "--workspace", str(tmp_path / "a.qinglan")]) == cli.FAILED
    assert "没有可以导入的方案文件" in capsys.readouterr().err


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A workspace file with two plans that share tasks, closed."""
    path = tmp_path / "对比.qinglan"
    with open_workspace(path) as workspace:
        comparekit.store_two(workspace, tmp_path)
    return path


def test_compare_prints_the_links_in_the_form_of_the_schema(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compare", "1", "1", "--json", "--workspace", str(two)]) == cli.DONE
    said = json.loads(capsys.readouterr().out)
    assert [(one["left"], one["right"], one["relation"]) for one in said["links"]] == [
        (number, number, "equivalent") for number in (1, 2, 3)
    ]
    assert (said["left_only"], said["right_only"], said["links"][0]["score"]) == ([], [], 1.0)


def test_compare_prints_a_readable_list(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compare", "1", "2", "--workspace", str(two)]) == cli.DONE
    said = capsys.readouterr().out
    assert "对应 2 组，部分对应 0 组" in said
    assert "以人工审核为准" in said


def test_check_against_the_plan_above(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["check", "1", "--rule", "7", "--json", "--workspace", str(two)]
    assert cli.main(argv) == cli.DONE
    assert json.loads(capsys.readouterr().out) == []
    assert cli.main([*argv, "--superior", "2"]) == cli.DONE
    assert {one["rule"].partition(".")[0] for one in json.loads(capsys.readouterr().out)} == {"7"}
