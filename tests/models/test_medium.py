from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from app.models import medium, workspace as workspace_module
from app.models.connection import connect, file_uri
from app.models.medium import Medium, is_unc
from tests.models.kit import make_current
from tests.storekit import new_workspace


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"\\server\share\a.qinglan", True),
        ("//server/share/a.qinglan", True),
        (r"\\?\UNC\server\share\a", True),
        (r"\\?\C:\a", False),
        (r"C:\a", False),
        ("/home/a", False),
    ],
)
def test_share_names(path: str, expected: bool) -> None:
    assert is_unc(path) is expected


MOUNTS = """/dev/vda1 / ext4 rw 0 0
server:/export {0}/net nfs4 rw 0 0
//server/s {0}/net/deep\\040er cifs rw 0 0
/dev/vdb1 {0}/net/local ext4 rw 0 0
host: {0}/ssh fuse.sshfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("a", Medium.FIXED),
        ("net/a", Medium.NETWORK),
        ("network/a", Medium.FIXED),
        ("net/deep er/a", Medium.NETWORK),
        ("net/local/a", Medium.FIXED),
        ("ssh/x/y/a", Medium.NETWORK),
    ],
)
def test_mount_table(tmp_path: Path, place: str, expected: Medium) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS.format(tmp_path), encoding="utf-8")
    assert medium._on_mounts(tmp_path / place, table) is expected


def test_without_a_mount_table(tmp_path: Path) -> None:
    assert medium._on_mounts(tmp_path, tmp_path / "none") is Medium.FIXED


@pytest.mark.parametrize(("flag", "expected"), [("1\n", Medium.REMOVABLE), ("0\n", Medium.FIXED)])
def test_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flag: str, expected: Medium) -> None:
    disk = tmp_path / "sdx"
    (disk / "sdx1").mkdir(parents=True)
    (disk / "removable").write_text(flag, encoding="ascii")
    blocks = tmp_path / "block"
    blocks.mkdir()
    (blocks / "sdx1").symlink_to(disk / "sdx1")
    monkeypatch.setattr(medium, "_BLOCKS", blocks)
    (tmp_path / "mounts").write_text(f"/dev/sdx1 {tmp_path}/stick vfat rw 0 0\n", encoding="utf-8")
    assert medium._on_mounts(tmp_path / "stick" / "a", tmp_path / "mounts") is expected


def test_network_drive_gets_a_rollback_journal_and_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_current(tmp_path / "审阅.qinglan")
    with closing(connect(path)) as made:
        made.execute("PRAGMA journal_mode=WAL")
    monkeypatch.setattr(workspace_module, "medium_of", lambda _path: Medium.NETWORK)
    with new_workspace(tmp_path) as workspace:
        assert "网络盘" in workspace.notice
        with workspace.write() as session:
            assert session.scalar(text("PRAGMA journal_mode")) == "delete"
            session.execute(text("INSERT INTO local_value VALUES ('a', 'b')"))
        with workspace.read() as session:
            assert session.scalar(text("SELECT value FROM local_value")) == "b"
            assert session.scalar(text("PRAGMA mmap_size")) == 0


def test_only_fixed_disks_are_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace_module, "medium_of", lambda _path: Medium.REMOVABLE)
    with new_workspace(tmp_path) as workspace, workspace.read() as session:
        assert session.scalar(text("PRAGMA mmap_size")) == 0
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"


def test_local_disk_is_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace_module, "medium_of", lambda _path: Medium.FIXED)
    with new_workspace(tmp_path) as workspace, workspace.read() as session:
        assert session.scalar(text("PRAGMA mmap_size")) == 1 << 30


def test_path_with_every_awkward_sign(tmp_path: Path) -> None:
    folder = tmp_path / "a b%20?#&甲"
    with new_workspace(folder):
        assert (folder / "审阅.qinglan").exists()


def test_uri_of_a_share_has_no_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "absolute", lambda self: self)
    monkeypatch.setattr(Path, "as_posix", lambda _self: "//server/share/a")
    assert file_uri(Path("x"), mode="ro") == "file:////server/share/a?mode=ro"


def test_uri_of_a_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "absolute", lambda self: self)
    monkeypatch.setattr(Path, "as_posix", lambda _self: "C:/a b")
    assert file_uri(Path("x")) == "file:///C%3A/a%20b"
