"""The system libraries that Qt needs on Linux, and how Debian's relatives install them."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Sequence

from installer.steps import Stop, call, is_root, say

# Library the loader looks for → Debian package. Without these Qt cannot be imported.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
# Without these it can show no window.
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def missing(libraries: dict[str, str]) -> list[str]:
    """Return the packages of the libraries that the loader does not find; none where this is not Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_apt() -> bool:
    """Tell whether this is Debian or a relative."""
    return shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> None:
    """Install packages when root; otherwise say the exact command and stop."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not has_apt():
        raise Stop(f"系统缺少组件：{'、'.join(packages)}（Debian 的包名）。请用本系统的包管理器安装后，再运行本命令。")
    if not is_root():
        raise Stop(f"系统缺少组件。请先执行下面的命令，再运行本命令：\n  sudo {' '.join(command)}")
    say(f"正在安装系统组件：{' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    terse = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    if call(["apt-get", "update", "-qq"], quiet) or call([*command, *terse], quiet):
        raise Stop(f"系统组件没有装上。请检查软件源后手工执行：\n  {' '.join(command)}")


def provide(*, needed: bool) -> None:
    """See that Qt finds its libraries; without the rights to install, stop only where they are ``needed``."""
    packages = missing({**QT_LIBRARIES, **WINDOW_LIBRARIES})
    if packages and (needed or (is_root() and has_apt())):
        install(packages)


def has_display() -> bool:
    """Tell whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
