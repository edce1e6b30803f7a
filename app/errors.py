"""The two kinds of errors: known ones, which a sentence explains, and bugs, which fly on."""

from __future__ import annotations


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
