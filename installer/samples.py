"""The main job without a window: the sample plans go in, the task tables and reports come out."""

from __future__ import annotations

import json
import re
from pathlib import Path

from installer import environment
from installer.steps import ROOT, Stop, answer, call, say

OUT = ROOT / "build" / "samples"
WORKSPACE = OUT / "示例.qinglan"


def show() -> int:
    """Import the samples, print what was found, write XLSX and PDF of each; return the exit code."""
    say("没有图形界面，改用命令行演示：导入示例方案，输出任务分解表和方案报告。")
    files = _samples()
    if not files:
        raise Stop("resources/samples 中没有示例方案：文件不完整，请重新取得程序。")
    OUT.mkdir(parents=True, exist_ok=True)
    if call([*_app("import"), *files]):
        raise Stop("示例方案没有全部导入（原因见上）。")
    say("")
    call(_app("list"))
    say("")
    for plan in json.loads(answer([*_app("list"), "--json"]) or "[]"):
        _write_papers(str(plan["number"]), _file_name(plan["title"]))
    say(f"审阅项目：{WORKSPACE}")
    return 0


def _samples() -> list[Path]:
    return sorted((ROOT / "resources" / "samples").glob("*.pdf"))


def _app(command: str, *more: str) -> list[str | Path]:
    return [environment.python(), "-m", "app", command, *more, "--workspace", WORKSPACE]


def _write_papers(number: str, name: str) -> None:
    table, report = OUT / f"{name}_任务分解表.xlsx", OUT / f"{name}_方案报告.pdf"
    for command, kind, out in (("export", "tasks", table), ("report", "plan", report)):
        if call([*_app(command, kind, number), "-o", out]) or not out.is_file():
            raise Stop(f"没有写成 {out.name}（原因见上）。")


def _file_name(title: str) -> str:
    """Return a title without the signs that file systems refuse."""
    return re.sub(r'[\\/:*?"<>|\s]', "", title)[:60]
