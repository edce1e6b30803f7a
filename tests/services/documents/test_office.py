"""Old Word files: what they are, a converter of the computer, and the sentences where there is none."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from app.errors import Cancelled, FileRefused
from app.services.documents import office
from app.services.documents.office import Converter, convert, find_converter, libreoffice, read_office
from app.services.documents.reader import read_document
from app.services.progress import Progress
from tests.services.documents.docx_maker import Docx, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOC = OLE + "WordDocument\0".encode("utf-16-le")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for an office program is a script")


def program(folder: Path, body: str) -> Path:
    """A stand-in for LibreOffice: a script that gets the same words."""
    path = folder / "soffice"
    (folder / "made.docx").write_bytes(Docx(paragraph("一、总则")).data())
    lines = ["import shutil, sys, time, pathlib, os, subprocess", f"here = pathlib.Path({str(folder)!r})"]
    lines += ["out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]); source = sys.argv[-1]", body]
    path.write_text(f"#!{sys.executable}\n" + "\n".join(lines), encoding="utf-8")
    path.chmod(0o755)
    return path


def stand_in(folder: Path, body: str = "shutil.copy(here / 'made.docx', out / 'plan.docx')") -> Converter:
    return Converter("某办公软件", libreoffice(program(folder, body)))


def test_result_of_the_conversion_is_read(tmp_path: Path) -> None:
    document = read_office(DOC, "方案.doc", find=lambda: stand_in(tmp_path))
    assert (document.text, document.kind, document.name) == ("一、总则", "docx", "方案.doc")
    assert "由本机的 某办公软件 转换" in document.warnings[0].message


def test_checksum_is_the_originals(tmp_path: Path) -> None:
    one = read_office(DOC, "a", find=lambda: stand_in(tmp_path))
    other = read_office(DOC + b"x", "a", find=lambda: stand_in(tmp_path))
    assert one.sha256 != other.sha256


def test_program_gets_the_file_and_a_profile_of_its_own(tmp_path: Path) -> None:
    body = "shutil.copy(here / 'made.docx', out / 'plan.docx'); (here / 'words').write_text('\\n'.join(sys.argv))\n"
    body += "(here / 'source').write_bytes(pathlib.Path(source).read_bytes())"
    convert(DOC, ".doc", stand_in(tmp_path, body), "方案.doc")
    told = (tmp_path / "words").read_text().splitlines()
    assert (tmp_path / "source").read_bytes() == DOC
    assert "--headless" in told
    profile = next(word for word in told if "UserInstallation=file:///" in word)
    assert str(Path.home()) not in profile


def test_nothing_stays_behind(tmp_path: Path) -> None:
    body = "shutil.copy(here / 'made.docx', out / 'plan.docx'); (here / 'place').write_text(str(out))"
    convert(DOC, ".doc", stand_in(tmp_path, body), "方案.doc")
    assert not Path((tmp_path / "place").read_text()).parent.exists()


@pytest.mark.parametrize("body", ["sys.exit(1)", "", "(out / 'plan.docx').write_bytes(b'')"])
def test_failed_conversion(tmp_path: Path, body: str) -> None:
    with pytest.raises(FileRefused, match="无法用本机的") as caught:
        read_office(DOC, "方案.doc", find=lambda: stand_in(tmp_path, body))
    assert "另存为 DOCX 或 PDF" in caught.value.hint


def test_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIMEOUT", 1.0)
    body = "child = subprocess.Popen(['sleep', '60']); (here / 'child').write_text(str(child.pid)); time.sleep(60)"
    with pytest.raises(FileRefused, match="已停止"):
        read_office(DOC, "方案.doc", find=lambda: stand_in(tmp_path, body))
    child = Path("/proc") / (tmp_path / "child").read_text()
    time.sleep(0.1)
    assert not child.exists() or "Z" in (child / "stat").read_text()


def test_cancelled_while_converting(tmp_path: Path) -> None:
    started = time.monotonic()
    asked = Progress(is_cancelled=lambda: time.monotonic() - started > 0.5)
    with pytest.raises(Cancelled):
        read_office(DOC, "方案.doc", asked, find=lambda: stand_in(tmp_path, "time.sleep(60)"))
    assert time.monotonic() - started < 10


def test_program_that_does_not_start(tmp_path: Path) -> None:
    gone = Converter("某办公软件", lambda source, folder: ([str(tmp_path / "none")], {}))
    with pytest.raises(FileRefused, match="无法启动"):
        read_office(DOC, "方案.doc", find=lambda: gone)


def test_without_a_program_the_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_converter", lambda: None)
    with pytest.raises(FileRefused, match="旧版 Word") as caught:
        read_document(DOC, "方案.doc")
    assert caught.value.hint == "请用 Word 或 WPS 打开，另存为 DOCX 或 PDF，再导入。"


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        ("Another", "已损坏"),
        ("EncryptedPackage", "密码"),
        ("Workbook", "电子表格"),
        ("PowerPoint Document", "演示文稿"),
    ],
)
def test_other_files_of_the_same_container(stream: str, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_document(OLE + f"{stream}\0".encode("utf-16-le"), "某文件")


def test_rich_text_is_converted_too(tmp_path: Path) -> None:
    body = "(here / 'source').write_text(source); shutil.copy(here / 'made.docx', out / 'plan.docx')"
    document = read_office(rb"{\rtf1 a}", "方案.rtf", find=lambda: stand_in(tmp_path, body))
    assert "RTF" in document.warnings[0].message
    assert (tmp_path / "source").read_text().endswith("plan.rtf")


def test_program_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    found = find_converter()
    assert found is not None
    assert found.name == "LibreOffice"


def test_real_old_file(shared_plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_converter", lambda: None)
    with pytest.raises(FileRefused, match=r"form\.doc.*旧版 Word"):
        read_document(shared_plans.parent / "corpus" / "form.doc")
