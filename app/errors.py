"""The two kinds of errors: known ones, which a sentence explains, and bugs, which fly on."""

from __future__ import annotations

import errno

_REASONS = {
    "EACCES": "没有访问权限",
    "EPERM": "没有访问权限",
    "EROFS": "存储介质是只读的",
    "ENOENT": "文件或文件夹不存在",
    "ENOTDIR": "文件或文件夹不存在",
    "EISDIR": "这是一个文件夹",
    "EEXIST": "已有同名文件",
    "ENOSPC": "磁盘空间不足",
    "EDQUOT": "磁盘空间不足",
    "EFBIG": "文件过大",
    "EIO": "存储介质读写出错",
    "ENXIO": "存储介质已断开",
    "ENODEV": "存储介质已断开",
    "ENAMETOOLONG": "文件名太长",
    "EMFILE": "打开的文件过多",
    "EBUSY": "文件正被其他程序占用",
    "ETXTBSY": "文件正被其他程序占用",
    "ENOMEM": "内存不足",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in Chinese; a rare reason by its number, which the office's technician can look up."""
    if error.errno is None:
        return "系统没有说明原因"
    return _REASONS.get(errno.errorcode.get(error.errno, ""), f"系统错误 {error.errno}")


class KnownError(Exception):
    """Something outside our control went wrong and the user can do something about it.

    ``message`` says in Chinese what happened, ``hint`` what to do next. Everything
    that is not a KnownError is a bug and reaches the crash dialog.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message}{hint}")


class FileRefused(KnownError):
    """A file that cannot become a plan: broken, encrypted, empty, of another kind."""


class WorkspaceRefused(KnownError):
    """A workspace file that must not be opened: foreign, corrupt, newer than the program."""


class WorkspaceLocked(KnownError):
    """A write was asked for while another window holds the workspace."""


class NotFound(KnownError):
    """Nothing, or more than one thing, fits what the user named."""


class UndoRefused(KnownError):
    """Something later stands on the change that was to be taken back."""


class RevisionRefused(KnownError):
    """An entry of the log that was altered, or that bears the id of another one."""


class Cancelled(KnownError):
    """The user stopped the work; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("已取消。", "没有改动任何内容。")
