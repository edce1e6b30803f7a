"""Reasons of the system, told in Chinese."""

from __future__ import annotations

import errno

import pytest

from app.errors import reason_of


@pytest.mark.parametrize("number", [errno.EACCES, errno.EISDIR, errno.ENOSPC, errno.ENOENT, errno.EIO, errno.EROFS])
def test_common_reasons_are_chinese(number: int) -> None:
    reason = reason_of(OSError(number, "in English"))
    assert reason.isprintable()
    assert not any("a" <= sign.lower() <= "z" or sign.isdigit() for sign in reason)


def test_a_rare_reason_is_named_by_its_number() -> None:
    assert reason_of(OSError(errno.EDOM, "Math argument out of domain")) == f"系统错误 {errno.EDOM}"


def test_no_reason() -> None:
    assert reason_of(OSError("?")) == "系统没有说明原因"
