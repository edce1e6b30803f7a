from __future__ import annotations

import pytest

from app.services.extraction.headers import Column, Kind, is_head, kind_of, settle, split_names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("序号", Kind.NUMBER), ("编号", Kind.NUMBER), ("完成时限", Kind.DEADLINE), ("时间节点", Kind.DEADLINE),
        ("完成期限", Kind.DEADLINE), ("时间要求", Kind.DEADLINE), ("责任分工", Kind.DUTY), ("责任单位", Kind.DUTY),
        ("牵头单位", Kind.LEAD), ("主办单位", Kind.LEAD), ("配合单位", Kind.SUPPORT), ("协办单位", Kind.SUPPORT),
        ("责任（配合）单位", Kind.SUPPORT), ("责任领导", Kind.PERSON), ("备注", Kind.REMARK),
        ("任务类别", Kind.CATEGORY),
        ("重点领域", Kind.CATEGORY), ("具体举措", Kind.TEXT), ("工作内容", Kind.TEXT), ("重点工作任务", Kind.WORK),
        ("主要任务", Kind.WORK), ("工作目标", Kind.TARGET),
    ],
)  # fmt: skip
def test_usual_names(name: str, kind: Kind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize("name", ["", "河道清淤", "市水利局", "2026年"])
def test_other_words_are_no_names(name: str) -> None:
    assert kind_of(name) is None


@pytest.mark.parametrize(
    ("names", "head"),
    [
        (["序号", "重点任务", "责任单位"], True),
        (["重点任务", "时间节点"], True),
        (["序号", "项目名称", "总投资", "建设地点", "联系电话"], False),
        (["1", "清理河道", "市水利局"], False),
        (["指标", "现状", "目标", "属性"], False),
    ],
)
def test_heads_of_task_tables(names: list[str], head: bool) -> None:
    assert is_head(names) is head


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("序号重点工作任务完成时限责任分工", ("序号", "重点工作任务", "完成时限", "责任分工")),
        ("编号任务类别工作内容牵头单位配合单位备注", ("编号", "任务类别", "工作内容", "牵头单位", "配合单位", "备注")),
        ("序号河道清淤", ()),
    ],
)
def test_heads_printed_in_one_line(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


def test_the_longest_work_column_is_the_text() -> None:
    columns = [Column("重点任务", Kind.WORK), Column("具体举措", Kind.TEXT), Column("责任单位", Kind.DUTY)]
    assert [c.kind for c in settle(columns, [8, 60, 20])] == [Kind.CATEGORY, Kind.TEXT, Kind.DUTY]
    assert [c.kind for c in settle(columns, [80, 9, 20])][:2] == [Kind.TEXT, Kind.CATEGORY]


def test_a_third_work_column_is_something_else() -> None:
    columns = [Column("领域", Kind.CATEGORY), Column("任务", Kind.WORK), Column("举措", Kind.TEXT)]
    assert [c.kind for c in settle(columns, [4, 9, 60])] == [Kind.CATEGORY, Kind.OTHER, Kind.TEXT]
