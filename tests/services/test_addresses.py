from __future__ import annotations

import copy
import hashlib
import random
import uuid
from typing import Any

import pytest
from hypothesis import given, strategies as st

from app.services.addresses import Quote, address, locate, normalise, path_of, plan_uuid, quote_of, version_id
from tests.storekit import plan_json

SPACES = [" ", "\n", "\r\n", "\u3000", "\u00a0", "\u200b", "\ufeff", "\t", "\u00ad"]


def scattered(text: str, seed: int) -> str:
    """Break a text as typesetting would: white space anywhere, other widths."""
    chance = random.Random(seed)
    out = []
    for char in text:
        wide = chr(ord(char) + 0xFEE0) if "!" <= char <= "~" and chance.random() < 0.5 else char
        out.append(wide + (chance.choice(SPACES) if chance.random() < 0.4 else ""))
    return "".join(out)


def reset(plan: dict[str, Any], seed: int) -> dict[str, Any]:
    """Set the same plan anew: another printing, other places and doubts."""
    again = copy.deepcopy(plan)
    again["plan"]["preamble"] = scattered(again["plan"]["preamble"], seed)
    for item in [*again["chapters"], *again["measures"], *again["tasks"]]:
        item["text"] = scattered(item["text"], seed)
        item["place"], item["doubts"] = [], []
    again["notice"], again["targets"], again["warnings"] = None, [], []
    return again


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="青湾市ab（）2.5“：，"), st.integers())
def test_white_space_and_width_do_not_matter(text: str, seed: int) -> None:
    assert normalise(scattered(text, seed)) == normalise(text)


@given(st.integers())
def test_version_id_knows_no_typesetting(seed: int) -> None:
    assert version_id(reset(plan_json(), seed)) == version_id(plan_json())


def change_preamble(plan: dict[str, Any]) -> None:
    plan["plan"]["preamble"] += "另"


def change_chapter(plan: dict[str, Any]) -> None:
    plan["chapters"][0]["title"] = "目标"


def change_measure(plan: dict[str, Any]) -> None:
    plan["measures"][1]["text"] += "另"


def change_task(plan: dict[str, Any]) -> None:
    plan["tasks"][2]["text"] = "建成充电站31座。"


def change_deadline(plan: dict[str, Any]) -> None:
    plan["tasks"][0]["deadline_raw"] = "2033年底前"


def change_duty(plan: dict[str, Any]) -> None:
    plan["tasks"][0]["responsibility_raw"] += "等"


def change_category(plan: dict[str, Any]) -> None:
    plan["tasks"][2]["category"] = "光伏"


def drop_task(plan: dict[str, Any]) -> None:
    plan["tasks"].pop()


def move_words(plan: dict[str, Any]) -> None:
    """The same characters in the same order, but in other items."""
    first, second = plan["measures"]
    first["text"], second["title"] = first["text"][:-2], first["text"][-2:] + second["title"]


CHANGES = [change_preamble, change_chapter, change_measure, change_task, change_deadline, change_duty]


@pytest.mark.parametrize("change", [*CHANGES, change_category, drop_task, move_words])
def test_another_text_is_another_version(change: Any) -> None:
    plan = plan_json()
    change(plan)
    assert version_id(plan) != version_id(plan_json())


def test_version_id_is_what_it_was() -> None:
    """Remarks on other laptops point at it: it may never change for one text."""
    tiny = {"plan": {"preamble": "引 言"}, "chapters": [{"title": "一", "text": ""}], "measures": [], "tasks": []}
    said = '["qinglan-version-1","引言",[["一",""]],[],[]]'
    assert version_id(tiny) == hashlib.sha256(said.encode()).hexdigest()


def test_titles_tell_texts_apart_only_where_there_is_no_text() -> None:
    empty: dict[str, Any] = {"plan": {"title": "甲"}, "chapters": [], "measures": [], "tasks": []}
    assert version_id(empty) != version_id({**empty, "plan": {"title": "乙"}})
    renamed = plan_json("另一个标题", "无")
    assert version_id(renamed) == version_id(plan_json())


def test_plan_id_is_stable() -> None:
    known = plan_uuid("青湾市方案", "青湾市人民政府", "青政发〔2031〕7号")
    assert uuid.UUID(known).version == 5
    assert known == plan_uuid("青湾市\n方案", "青湾市人民 政府", "青政发〔2031〕７号")


def test_every_part_of_the_face_counts() -> None:
    faces = [("甲", None, None), ("甲", "乙", None), ("甲", None, "乙"), ("甲乙", None, None), ("乙", "甲", None)]
    assert len({plan_uuid(*face) for face in faces}) == len(faces)


def test_paths() -> None:
    assert path_of("task", 13, "text") == "task/13/text"
    assert path_of("measure", 7) == "measure/7"
    assert path_of("plan", 4) == "plan"


def test_address_carries_the_quote() -> None:
    made = address("p", "v", "task/1", quote_of("甲乙丙丁", "乙丙"))
    assert made["quote"] == {"exact": "乙丙", "prefix": "甲", "suffix": "丁"}


@given(st.text(alphabet="甲乙丙 丁", min_size=1), st.data())
def test_quote_is_found_again_in_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = locate(text, quote_of(text, text[start:end]))
    if normalise(text[start:end]):
        assert found is not None
        assert normalise(text[slice(*found)]) == normalise(text[start:end])


def test_quote_is_found_in_another_setting() -> None:
    assert locate("到２０３０年\n建成 30 座", Quote("2030年建成30座")) == (1, 14)


def test_of_equal_passages_the_one_with_the_fitting_surroundings() -> None:
    text = "种树十株。浇水十株。"
    assert locate(text, quote_of(text, "十株")) == (2, 4)
    assert locate(text, Quote("十株", prefix="浇水", suffix="。")) == (7, 9)


def test_gone_passage() -> None:
    assert locate("别的内容", Quote("十株")) is None
    assert locate("别的内容", Quote(" ")) is None
