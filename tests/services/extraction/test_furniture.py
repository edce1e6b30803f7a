from __future__ import annotations

from dataclasses import replace

import pytest

from app.services.documents.plane import turned_plane
from app.services.extraction.furniture import find_furniture
from tests.services.extraction.making import HEIGHT, WIDTH, Maker, text_document


def pages(number: str, count: int = 4, head: str = "") -> Maker:
    maker = Maker()
    for n in range(count):
        if head:
            maker.put(head, 80, 40)
        maker.paragraph(f"第{n}段：推进河道清淤，完善堤防巡查，确保汛期安全。")
        maker.turn(number)
    return maker


@pytest.mark.parametrize("number", ["— {} —", "-{}-", "第{}页", "{}", "{}/4", "· {} ·"])
def test_page_numbers_on_pages(number: str) -> None:
    found = find_furniture(pages(number).document())
    assert list(found.rules.values()) == ["page_number"] * 4
    assert found.printed == {1: "1", 2: "2", 3: "3", 4: "4"}


def test_printed_number_may_differ_from_the_page() -> None:
    maker = pages("")
    document = maker.document()
    assert find_furniture(document).printed == {}


def test_repeated_heads_need_three_pages() -> None:
    assert "repeated_head" in find_furniture(pages("", 4, "白河市人民政府文件").document()).rules.values()
    assert not find_furniture(pages("", 2, "白河市人民政府文件").document()).rules


def test_heads_of_pages_put_into_a_scanner_by_hand_differ_in_height() -> None:
    maker = Maker()
    for top in (38, 44, 41):
        maker.put("白河市人民政府文件", 80, top)
        maker.paragraph("推进河道清淤，完善堤防巡查，确保汛期安全。")
        maker.turn("")
    assert list(find_furniture(maker.document()).rules.values()) == ["repeated_head"] * 3


def test_page_numbers_of_a_scan_may_have_lost_a_dash() -> None:
    maker = Maker()
    for number in ("—1—", "—2", "3—", "—9"):
        maker.paragraph("推进河道清淤，完善堤防巡查，确保汛期安全。")
        maker.turn(number)
    assert find_furniture(replace(maker.document(), kind="scan")).printed == {1: "1", 2: "2", 3: "3"}
    assert find_furniture(maker.document()).printed == {1: "1"}


def test_margins_of_a_page_on_its_side_are_its_own() -> None:
    made = pages("— {} —").document()
    back = turned_plane(90, HEIGHT, WIDTH)
    lying = replace(made, pages=tuple(replace(p, width=HEIGHT, height=WIDTH, back=back) for p in made.pages))
    assert find_furniture(lying).printed == {1: "1", 2: "2", 3: "3", 4: "4"}


def test_body_sentences_are_no_furniture() -> None:
    document = pages("— {} —").document()
    assert all("第" not in document.slice(document.lines[n].span) for n in find_furniture(document).rules)


def test_a_sentence_at_the_same_height_of_each_page_stays() -> None:
    assert not find_furniture(pages("", 4, "各地要落实责任。").document()).rules


@pytest.mark.parametrize(
    ("line", "rules"), [("— 7 —", 1), ("-7-", 1), ("第7页", 1), ("第7页 共9页", 1), ("30", 0), ("7—10天", 0)]
)
def test_page_numbers_in_flowing_text(line: str, rules: int) -> None:
    assert len(find_furniture(text_document(f"推进清淤\n\n{line}\n\n工作。\n")).rules) == rules


def test_counting_bare_numbers_are_page_numbers() -> None:
    block = "推进河道清淤和堤防巡查工作有序开展。\n" * 15
    text = "".join(f"{block}{n}\n" for n in (1, 2, 3, 4))
    assert len(find_furniture(text_document(text)).rules) == 4


def test_table_of_contents() -> None:
    text = "目 录\n一、总则 ........ 1\n二、任务 ........ 3\n三、保障 ........ 9\n一、总则\n正文。\n"
    assert set(find_furniture(text_document(text)).rules.values()) == {"table_of_contents"}
    assert len(find_furniture(text_document(text)).rules) == 4


def test_the_numbers_of_a_tables_rows_are_no_page_numbers() -> None:
    rows = "".join(f"{n}\n" + "清理淤泥并加固岸坡。\n" * 13 for n in (1, 2, 3, 4))
    assert not find_furniture(text_document("序号 工作内容 责任单位\n" + rows)).rules
