"""What a workspace lies on: a fixed disk, a stick, a network share. Best effort; in doubt a fixed disk."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path

_FUSE = ("sshfs", "davfs", "rclone", "glusterfs", "gvfsd-fuse", "smbnetfs", "vmhgfs-fuse")
_SHARED = (
    "nfs",
    "nfs3",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "9p",
    "ceph",
    "vboxsf",
    "davfs",
)
NETWORK_TYPES = frozenset({*_SHARED, "davfs", "glusterfs", "lustre", *(f"fuse.{name}" for name in _FUSE)})
_MOUNTS = Path("/proc/mounts")
_BLOCKS = Path("/sys/class/block")
_DRIVE_REMOVABLE, _DRIVE_REMOTE, _DRIVE_CDROM = 2, 4, 5


class Medium(StrEnum):
    """Kinds of medium that SQLite must treat differently."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


def medium_of(path: Path) -> Medium:
    """The medium on which a file lies or would lie."""
    if sys.platform == "win32":
        return _on_windows(path)
    return _on_mounts(path, _MOUNTS)


def _on_windows(path: Path) -> Medium:
    if is_unc(str(path)):
        return Medium.NETWORK
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor)
        if drive == _DRIVE_REMOTE:
            return Medium.NETWORK
        if drive in (_DRIVE_REMOVABLE, _DRIVE_CDROM):
            return Medium.REMOVABLE
    return Medium.FIXED


def is_unc(path: str) -> bool:
    """Whether a path names a share: \\\\server\\share, also in its long form."""
    plain = path.replace("/", "\\").upper()
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        return plain.startswith("\\\\?\\UNC\\")
    return plain.startswith("\\\\")


def _on_mounts(path: Path, mounts: Path) -> Medium:
    """Judge by the mount table: the longest mount point above the path says what it lies on."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return Medium.FIXED
    target = path.resolve()
    best: tuple[int, str, str] = (0, "", "")
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if target.is_relative_to(point) and len(point) >= best[0]:
            best = (len(point), fields[0], fields[2])
    if best[2] in NETWORK_TYPES:
        return Medium.NETWORK
    return Medium.REMOVABLE if _is_removable(best[1]) else Medium.FIXED


def _is_removable(device: str) -> bool:
    """Whether the block device, or the disk of which it is a part, calls itself removable."""
    block = _BLOCKS / Path(device).name
    if not device.startswith("/dev/") or not block.exists():
        return False
    real = block.resolve()
    for folder in (real, real.parent):
        flag = folder / "removable"
        if flag.is_file():
            return flag.read_text(encoding="ascii").strip() == "1"
    return False
