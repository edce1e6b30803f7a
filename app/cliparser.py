"""The command line's grammar, with help and complaints in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from app import NAME, VERSION

_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.*)"), "缺少参数：{0}"),
    (re.compile(r"unrecognized arguments: (.*)"), "不认识的参数：{0}"),
    (re.compile(r"argument ([^:]*): invalid choice: (.*) \(choose from (.*)\)"), "{0} 不能是 {1}，可选：{2}"),
    (re.compile(r"argument ([^:]*): expected .*"), "{0} 后面缺少内容"),
    (re.compile(r"argument ([^:]*): invalid .* value: (.*)"), "{0} 的值 {1} 不对"),
)


class ArgumentsUnclear(Exception):
    """The words on the command line do not fit; the text is for the user."""


_HEADINGS = re.compile(r"^(参数|选项|子命令|种类):$(?:\n  (?:子命令|种类)$)?", re.MULTILINE)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        """The help with Chinese colons, and without the second naming of what a heading names."""
        return _HEADINGS.sub(r"\1：", super().format_help())


class _Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Chinese and raises instead of exiting."""

    def __init__(self, **settings: object) -> None:
        settings.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, **settings)  # type: ignore[arg-type]  # handed on as given
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Raise ArgumentsUnclear with the complaint in Chinese and the usage."""
        for pattern, words in _COMPLAINTS:
            if found := pattern.match(message):
                message = words.format(*found.groups())
                break
        raise ArgumentsUnclear(f"{message}\n{self.format_usage().rstrip()}")


PLAN_HELP = "方案：list 中的序号、标题的开头，或一个方案文件"


_ABOUT = """清览：政府方案审阅（单机版，用于非涉密工作）。

不带子命令时打开窗口：qinglan [--workspace 审阅项目文件] [要导入的文件 …]"""


def make_window_parser() -> argparse.ArgumentParser:
    """The parser of what follows the program's name when a window is wanted."""
    parser = _Parser(prog="qinglan", description=_ABOUT)
    _add_workspace(parser)
    parser.add_argument("files", metavar="文件", nargs="*", help="打开窗口后导入的方案文件")
    return parser


def check_files(names: Sequence[str]) -> None:
    """Raise ArgumentsUnclear for a word that is neither a file nor can be meant as one: a slip in a sub-command."""
    for name in names:
        if not Path(name).suffix and not Path(name).exists():
            raise ArgumentsUnclear(f"没有名为“{name}”的子命令或文件\n{make_parser().format_usage().rstrip()}")


def make_parser() -> argparse.ArgumentParser:
    """The parser of all sub-commands; raises ArgumentsUnclear, prints help in Chinese."""
    parser = _Parser(
        prog="qinglan",
        description=_ABOUT,
        epilog="返回值：0 完成；1 有未完成的（其余已保留）；2 参数不明确；3 审阅项目正由另一个窗口使用。",
    )
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}", help="显示版本")
    commands = parser.add_subparsers(dest="command", required=True, metavar="子命令", title="子命令")
    _add_extract(commands)
    _add_import(commands)
    _add_list(commands)
    _add_check(commands)
    _add_compare(commands)
    report = _add(commands, "report", "输出 PDF 报告")
    kinds = report.add_subparsers(dest="kind", required=True, metavar="种类", title="种类")
    _add_output(kinds, "plan", "方案报告：封面、概况、各部分任务、责任分工一览表、意见", "OUT.pdf")
    export = _add(commands, "export", "输出可编辑的表格")
    kinds = export.add_subparsers(dest="kind", required=True, metavar="种类", title="种类")
    _add_output(kinds, "tasks", "任务分解表（Excel）", "OUT.xlsx")
    return parser


def _add(commands: argparse._SubParsersAction[_Parser], name: str, words: str) -> _Parser:
    return commands.add_parser(name, help=words, description=words)


def _add_extract(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _add(commands, "extract", "读出一个方案文件，输出结构化内容（JSON）")
    parser.add_argument("file", metavar="文件", help="方案文件（PDF、OFD、Word、网页、文本）")
    parser.add_argument("-o", "--output", metavar="OUT.json", help="写入文件；不写则输出到屏幕")
    parser.add_argument("--plan", metavar="序号", type=int, help="文件中有多个方案时读哪一个；不写则读第一个")


def _add_import(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _add(commands, "import", "把方案文件导入审阅项目")
    parser.add_argument("files", metavar="文件", nargs="+", help="方案文件或文件夹（含其中各级子文件夹），可写多个")
    parser.add_argument("--plan", metavar="序号", type=int, help="文件中有多个方案时导入哪一个；不写则全部导入")
    _add_workspace(parser)


def _add_list(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _add(commands, "list", "列出审阅项目中的方案")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    _add_workspace(parser)


def _add_check(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _add(commands, "check", "校核一个方案，列出疑似问题（程序自动比对，仅供参考，以人工审核为准）")
    parser.add_argument("plan", metavar="方案", help=PLAN_HELP)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--rule", metavar="规则", help="只列一组（如 3）或一条规则（如 3.1）")
    parser.add_argument("--date", metavar="日期", help="拟印发日期（如 2025-03-01）；不写则用方案的印发日期")
    parser.add_argument("--superior", metavar="上级方案", help="上级方案（文件或名称）；写了才对照上级方案")
    _add_workspace(parser)


def _add_compare(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = _add(commands, "compare", "比对两个方案，列出对应关系和差异（程序自动比对，仅供参考，以人工审核为准）")
    parser.add_argument("left", metavar="方案甲", help=PLAN_HELP)
    parser.add_argument("right", metavar="方案乙", help="同上")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--measures", action="store_true", help="比对措施；不写则比对任务")
    _add_workspace(parser)


def _add_output(kinds: argparse._SubParsersAction[_Parser], name: str, words: str, example: str) -> None:
    parser = _add(kinds, name, words)
    parser.add_argument("plan", metavar="方案", help=PLAN_HELP)
    parser.add_argument("-o", "--output", metavar=example, required=True, help="写到哪个文件")
    _add_workspace(parser)


def _add_workspace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workspace", metavar="文件", help="审阅项目文件；不写则用默认的审阅项目")
