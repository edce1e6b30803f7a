"""The log file is written, turned over, and let go."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logs


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    level = logging.getLogger().level
    yield tmp_path
    logs.shut_down()
    logging.getLogger().setLevel(level)


def test_info_is_written(folder: Path) -> None:
    path = logs.set_up(folder)
    logging.getLogger("somewhere").info("开始")
    assert "开始" in path.read_text(encoding="utf-8")


def test_debug_only_when_asked(folder: Path) -> None:
    path = logs.set_up(folder)
    logging.getLogger("somewhere").debug("detail")
    assert not path.exists()
    logs.set_up(folder, debug=True)
    logging.getLogger("somewhere").debug("detail")
    assert "detail" in path.read_text(encoding="utf-8")


def test_second_set_up_writes_once(folder: Path) -> None:
    logs.set_up(folder)
    path = logs.set_up(folder)
    logging.getLogger("somewhere").info("once")
    assert path.read_text(encoding="utf-8").count("once") == 1


def test_large_log_is_turned_over(folder: Path) -> None:
    (folder / logs.FILE_NAME).write_text("x" * 1_000_001, encoding="utf-8")
    path = logs.set_up(folder)
    logging.getLogger("somewhere").info("new")
    assert path.stat().st_size < 1000
    assert path.with_suffix(".1.log").stat().st_size == 1_000_001


def test_chatty_libraries_stay_out(folder: Path) -> None:
    path = logs.set_up(folder)
    logging.getLogger("pdfminer.psparser").setLevel(logging.NOTSET)
    logging.getLogger("pdfminer.psparser").info("some oddity")
    assert not path.exists()


def test_shut_down_lets_go(folder: Path) -> None:
    path = logs.set_up(folder)
    logs.shut_down()
    assert not [
        h for h in logging.getLogger().handlers if isinstance(h, logging.FileHandler) and h.baseFilename == str(path)
    ]
    assert not path.exists()
