"""Old Word and WPS files (.doc, .wps) and RTF: converted by an office program of this computer, or refused.

No program of ours reads these formats. Where LibreOffice is installed it converts without a window,
with a profile of its own, without macros, and without network where the system can take it away.
On Windows Word or WPS does it by automation (not tested: the project's machines run Linux).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import FileRefused, reason_of
from app.services.documents.source import SourceDocument, SourceWarning, Tracked
from app.services.progress import Progress

TIMEOUT = 120.0  # seconds for one conversion, the program's start included
POLL = 0.2  # seconds between two looks at whether the user cancelled
MEMORY = 4 * 1024 * 1024 * 1024  # bytes of address space for the office program
MAX_RESULT = 200 * 1024 * 1024

_SAVE_AS = "请用 Word 或 WPS 打开，另存为 DOCX 或 PDF，再导入。"
_FILTERS = {".doc": "MS Word 97", ".rtf": "Rich Text Format"}
_HARD_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
_AUTOMATION = """
$ErrorActionPreference = 'Stop'
$program = New-Object -ComObject $env:QINGLAN_PROGRAM
try {
  $program.Visible = $false; $program.DisplayAlerts = 0; $program.AutomationSecurity = 3
  $document = $program.Documents.Open($env:QINGLAN_SOURCE, $false, $true, $false, 'x')
  $document.SaveAs2($env:QINGLAN_TARGET, 16)
  $document.Close(0)
} finally { $program.Quit(0) }
"""

Command = Callable[[Path, Path], tuple[list[str], dict[str, str]]]


@dataclass(frozen=True)
class Converter:
    """A program that makes a DOCX: its name for the user, and its command for a file and a folder."""

    name: str
    command: Command


def read_office(
    data: bytes,
    name: str,
    progress: Progress | None = None,
    tracked: Tracked = "accepted",
    find: Callable[[], Converter | None] | None = None,
) -> SourceDocument:
    """Convert the file and read the result; refuses with a sentence where that cannot be done."""
    steps = progress or Progress()
    suffix, what = _kind(data, name)
    converter = (find or find_converter)()
    if converter is None:
        raise FileRefused(f"“{name}”是{what}，本机没有可用来转换的 WPS、Word 或 LibreOffice。", _SAVE_AS)
    steps.step(0, 2, f"用 {converter.name} 转换")
    result = convert(data, suffix, converter, name, steps)
    steps.step(1, 2, "读取转换结果")
    from app.services.documents.docx import read_docx  # late: lxml
    from app.services.documents.markup import digest

    document = read_docx(result, name, None, tracked)
    note = SourceWarning(f"原文件是{what}，由本机的 {converter.name} 转换后读入，请与原件核对")
    steps.step(2, 2, "完成")
    return replace(document, sha256=digest(data), warnings=(note, *document.warnings))


def _kind(data: bytes, name: str) -> tuple[str, str]:
    """Ending and Chinese name of the format; refuses what these containers hold besides texts."""
    if data.startswith(b"{\\rtf"):
        return ".rtf", "RTF 文档"
    if _holds(data, "EncryptedPackage"):
        raise FileRefused(f"“{name}”设有打开密码，无法读取。", "请用 Word 或 WPS 打开，取消密码后另存为 DOCX，再导入。")
    if _holds(data, "WordDocument"):
        return ".doc", "旧版 Word 或 WPS 文档（DOC、WPS）"
    if _holds(data, "Workbook") or _holds(data, "Book"):
        raise FileRefused(f"“{name}”是旧版电子表格（XLS、ET），不是方案文件。", "请选择方案正文的文件。")
    if _holds(data, "PowerPoint Document"):
        raise FileRefused(f"“{name}”是演示文稿（PPT、DPS），不是方案文件。", "请选择方案正文的文件。")
    raise FileRefused(f"“{name}”不是 Word 或 WPS 文档，或已损坏。", _SAVE_AS)


def _holds(data: bytes, stream: str) -> bool:
    """Whether a compound file names a stream."""
    return (stream + "\0").encode("utf-16-le") in data


def find_converter() -> Converter | None:
    """The office program of this computer: LibreOffice, on Windows else Word or WPS; None where there is none."""
    for place in _places():
        if place.is_file():
            return Converter("LibreOffice", libreoffice(place))
    return _automated()


def _places() -> list[Path]:
    """Where LibreOffice may lie."""
    found = [Path(path) for word in ("soffice", "libreoffice") if (path := shutil.which(word))]
    if sys.platform == "win32":
        roots = [os.environ.get(key) for key in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        return [*found, *(Path(root) / "LibreOffice" / "program" / "soffice.exe" for root in roots if root)]
    installed = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return [*found, *installed, Path("/usr/lib/libreoffice/program/soffice")]


def libreoffice(program: Path) -> Command:
    """LibreOffice's command: no window, a throw-away profile that runs no macro, no network if that can be had."""

    def command(source: Path, folder: Path) -> tuple[list[str], dict[str, str]]:
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_HARD_PROFILE, encoding="utf-8")
        words = [str(program), f"-env:UserInstallation={profile.as_uri()}"]
        words += ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        # Without a filter named LibreOffice takes a damaged file for plain text.
        words += [
            f"--infilter={_FILTERS[source.suffix]}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        return [*_mortal(), *_without_network(), *words], {}

    return command


def _mortal() -> list[str]:
    """Words before a command that end it in time even where we are killed ourselves."""
    tool = shutil.which("timeout") if sys.platform.startswith("linux") else None
    return [tool, "--signal=KILL", f"{TIMEOUT + 5:.0f}"] if tool else []


def _without_network() -> list[str]:
    """Words before a command that take the network away, where the system lets a user do that."""
    tool = shutil.which("unshare") if sys.platform.startswith("linux") else None
    if tool is None:
        return []
    words = [tool, "--user", "--map-current-user", "--net", "--"]
    try:
        tried = subprocess.run([*words, "true"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return words if tried.returncode == 0 else []


def _automated() -> Converter | None:
    """Word or WPS by automation, where Windows knows one of them."""
    if sys.platform == "win32":
        import winreg

        for program, name in (("Word.Application", "Word"), ("KWPS.Application", "WPS"), ("WPS.Application", "WPS")):
            with contextlib.suppress(OSError):
                winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, program))
                return Converter(name, _by_automation(program))
    return None


def _by_automation(program: str) -> Command:
    """The command that lets Word or WPS save the file as DOCX."""

    def command(source: Path, folder: Path) -> tuple[list[str], dict[str, str]]:
        target = folder / "out" / (source.stem + ".docx")
        words = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _AUTOMATION]
        values = {"PROGRAM": program, "SOURCE": str(source), "TARGET": str(target)}
        return words, {f"QINGLAN_{key}": value for key, value in values.items()}

    return command


def convert(data: bytes, suffix: str, converter: Converter, name: str, progress: Progress | None = None) -> bytes:
    """Let the program make a DOCX of the file in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="qinglan-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source = folder / f"plan{suffix}"
        source.write_bytes(data)
        (folder / "out").mkdir()
        words, values = converter.command(source, folder)
        ended = _run(words, {**os.environ, **values, "HOME": place}, folder, progress or Progress(), converter.name)
        made = folder / "out" / "plan.docx"
        if ended is None:
            raise FileRefused(f"“{name}”用 {converter.name} 转换超过{TIMEOUT:.0f}秒，已停止。", _SAVE_AS)
        if not made.is_file() or not 0 < made.stat().st_size <= MAX_RESULT:
            raise FileRefused(f"“{name}”无法用本机的 {converter.name} 转换，文件可能已损坏或设有密码。", _SAVE_AS)
        return made.read_bytes()


def _run(words: list[str], environment: dict[str, str], folder: Path, progress: Progress, program: str) -> int | None:
    """Run a program until it ends, its time is over (None), or the user cancels; its children end with it."""
    with (folder / "log.txt").open("wb") as log:
        try:
            process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder, env=environment,
                start_new_session=sys.platform != "win32",
            )  # fmt: skip
        except OSError as problem:
            raise FileRefused(f"{program} 无法启动（{reason_of(problem)}）。", _SAVE_AS) from problem
        _widen(process)
        try:
            waited = 0.0
            while waited < TIMEOUT:
                progress.step(0, 2, f"用 {program} 转换")
                with contextlib.suppress(subprocess.TimeoutExpired):
                    return process.wait(POLL)
                waited += POLL
            return None
        finally:
            _end(process)


def _widen(process: subprocess.Popen[bytes]) -> None:
    """Give an office program more memory than the helper that starts it may use."""
    if sys.platform.startswith("linux"):
        import resource

        with contextlib.suppress(OSError, ValueError):
            _, hard = resource.prlimit(process.pid, resource.RLIMIT_AS)
            wanted = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
            resource.prlimit(process.pid, resource.RLIMIT_AS, (wanted, hard))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
