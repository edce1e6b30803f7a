from __future__ import annotations

import pytest

from app.services.extraction.body_lines import body_lines, paragraphs
from app.services.extraction.structure import Structure, read_structure, section_text, sentences_of
from tests.services.extraction.making import LEFT, SIZE, Maker, text_document


def structure(text: str) -> Structure:
    document = text_document(text)
    return read_structure(paragraphs(body_lines(document, range(len(document.lines)))))


def titles(text: str) -> list[tuple[int, int | None, str]]:
    return [(m.number, m.parent, m.title.text) for m in structure(text).measures]


def test_chapters_and_measures() -> None:
    found = structure(
        "一、总体要求\n坚持系统治水。\n二、主要任务\n（一）疏浚河道。开展清淤。\n（二）加固堤防。开展巡查。\n"
    )
    assert [(c.number, c.title.text, c.text.text) for c in found.chapters] == [
        (1, "总体要求", "坚持系统治水。"),
        (2, "主要任务", ""),
    ]
    assert [(m.number, m.parent, m.title.text, m.text.text) for m in found.measures] == [
        (1, 2, "疏浚河道", "开展清淤。"),
        (2, 2, "加固堤防", "开展巡查。"),
    ]


def test_numbering_that_restarts_is_counted_through() -> None:
    text = "一、治水\n（一）甲事。甲。\n（二）乙事。乙。\n二、治气\n（一）丙事。丙。\n"
    assert titles(text) == [(1, 1, "甲事"), (2, 1, "乙事"), (3, 2, "丙事")]


def test_numbering_that_runs_through_keeps_the_printed_number() -> None:
    text = "一、治水\n（一）甲事。甲。\n二、治气\n（二）丙事。丙。\n"
    assert titles(text) == [(1, 1, "甲事"), (2, 2, "丙事")]


def test_half_width_ordinals_with_blanks() -> None:
    assert titles("一、治水\n(一) 甲事。甲。\n(二) 乙事。乙。\n") == [(1, 1, "甲事"), (2, 1, "乙事")]


def test_titles_without_full_stop_stand_on_their_line() -> None:
    found = structure("一、治水\n（一）疏浚河道\n开展清淤。落实管护。\n（二）加固堤防\n开展巡查。\n").measures
    assert [(m.title.text, m.text.text) for m in found] == [
        ("疏浚河道", "开展清淤。落实管护。"),
        ("加固堤防", "开展巡查。"),
    ]


def test_a_full_stop_at_the_head_of_the_next_line_belongs_to_the_title() -> None:
    assert titles("一、治水\n（一）疏浚河道\n。开展清淤。\n") == [(1, 1, "疏浚河道")]


def test_items_belong_to_the_measure() -> None:
    found = structure("一、治水\n（一）疏浚河道\n1.干流。清淤。\n2.支流。清淤。\n（二）加固堤防。巡查。\n").measures
    assert section_text(found[0]).text == "1.干流。清淤。2.支流。清淤。"


def test_below_the_chapter_where_there_is_no_bracket_level() -> None:
    assert titles("一、治水\n1.疏浚河道。清淤。\n2.加固堤防。巡查。\n二、治气\n1.淘汰锅炉。拆除。\n") == [
        (1, 1, "疏浚河道"), (2, 1, "加固堤防"), (3, 2, "淘汰锅炉"),
    ]  # fmt: skip


def test_chapters_named_as_such() -> None:
    found = structure(
        "第一章 总则\n坚持治水。\n第二章 任务\n第一条 河道清淤。每年一次。\n第二条 堤防巡查。每月一次。\n"
    )
    assert [c.title.text for c in found.chapters] == ["总则", "任务"]
    assert [(m.parent, m.title.text) for m in found.measures] == [(2, "河道清淤"), (2, "堤防巡查")]


def test_articles_with_a_name_in_brackets() -> None:
    found = structure("第一条 【目的】为治水，制定本办法。\n第二条 【范围】本办法适用于全县。\n").measures
    assert [(m.title.text, m.text.text) for m in found] == [
        ("目的", "为治水，制定本办法。"),
        ("范围", "本办法适用于全县。"),
    ]


def test_an_ordinal_out_of_the_chain_is_text() -> None:
    found = structure("一、治水\n（一）甲事。统筹推进。\n（九）不是标题，是引文。\n（二）乙事。乙。\n")
    assert [m.title.text for m in found.measures] == ["甲事", "乙事"]
    assert "（九）不是标题" in found.measures[0].text.text


def test_a_missing_number_is_noted() -> None:
    found = structure("一、治水\n（一）甲事。甲。\n（三）丙事。丙。\n").measures
    assert [(m.number, m.gap) for m in found] == [(1, False), (3, True)]


def test_the_front_ends_at_the_first_heading() -> None:
    found = structure("白河市治水方案\n为治水，制定本方案。\n一、总则\n治水。\n")
    assert [p.flow.text for p in found.front] == ["白河市治水方案", "为治水，制定本方案。"]


@pytest.mark.parametrize("title", ["统筹推进河湖库渠系统治理和保护修复工作走深走实，建立健全长效管护机制", "治水"])
def test_headings_and_paragraphs_wrapped_on_pages(title: str) -> None:
    maker = Maker()
    maker.paragraph("一、" + title)
    body = "坚持节水优先、空间均衡、系统治理，" * 40 + "久久为功。"
    maker.paragraph(f"（一）疏浚河道。{body}")
    maker.paragraph("（二）加固堤防。开展巡查。")
    document = maker.document()
    numbers = [n for n in range(len(document.lines)) if "— " not in document.slice(document.lines[n].span)]
    found = read_structure(paragraphs(body_lines(document, numbers)))
    assert [c.title.text for c in found.chapters] == [title]
    assert [section_text(m).text for m in found.measures] == [body, "开展巡查。"]


def test_a_word_broken_before_an_ordinal_is_no_heading() -> None:
    line = "坚持规划引领和系统治理并重，推动全市各地标准统"
    text = f"一、治水\n{line}\n{line[:-1]}统\n一、规范有序地开展河道清淤和堤防巡查等各项工作。\n"
    text += f"二、治气\n{line}\n{line}\n清理。\n"
    assert [c.title.text for c in structure(text).chapters] == ["治水", "治气"]


def test_coming_into_force_belongs_to_no_measure() -> None:
    found = structure("一、治水\n（一）甲事。甲。\n责任单位：市水利局\n本方案自印发之日起施行，有效期三年。\n")
    assert section_text(found.chapters[0]).text == "本方案自印发之日起施行，有效期三年。"
    assert section_text(found.measures[0]).text == "甲。责任单位：市水利局"


def test_a_full_label_line_ends_before_the_next_ordinal() -> None:
    maker = Maker()
    for text in (
        "一、治水",
        "1、疏浚河道",
        "每年一次。",
        "责任部门：" + "市水利局、" * 4 + "市财政局",
        "2、巡查",
        "每月一次。",
    ):
        maker.paragraph(text, indent=False, width=29)
    document = maker.document()
    found = read_structure(paragraphs(body_lines(document, range(len(document.lines)))))
    assert [m.title.text for m in found.measures] == ["疏浚河道", "巡查"]


@pytest.mark.parametrize("token", ["（VOCs2）不高于", "12.55%以上，"])
def test_a_line_that_ends_early_before_a_whole_word_goes_on(token: str) -> None:
    maker = Maker()
    maker.paragraph("一、治水")
    maker.paragraph("坚持节水优先和系统治理，" * 8 + "久久为功。")
    maker.paragraph("到二〇二七年全市各县区排放的各类污染物总体浓度")
    maker.paragraph(token + "持续改善。", indent=False)
    document = maker.document()
    found = read_structure(paragraphs(body_lines(document, range(len(document.lines)))))
    assert [p.text[:3] for p in found.chapters[0].parts] == ["坚持节", "到二〇"]


def set_flush(*texts: str) -> list[str]:
    """The paragraphs that texts make when they are set without indent."""
    maker = Maker()
    for text in ("坚持节水优先、空间均衡、系统治理，" * 7 + "久久为功。", *texts):
        maker.paragraph(text, indent=False)
    document = maker.document()
    return [p.flow.text for p in paragraphs(body_lines(document, range(len(document.lines))))][1:]


@pytest.mark.parametrize("heading", ["（二）加固堤防", "第二部分任务", "三、保障措施"])
def test_a_short_heading_begins_a_paragraph_though_the_line_before_is_full(heading: str) -> None:
    full = "牵头负责河道疏浚和堤防巡查的单位是市水利局和市农业农村局等"
    assert set_flush(full[:28], heading, "每月巡查一次。")[1] == heading


def test_a_date_stands_alone() -> None:
    assert set_flush("白河市人民政府", "2026年3月1日", "（此件公开）")[1:] == ["2026年3月1日", "（此件公开）"]


@pytest.mark.parametrize(("token", "room"), [("90%、75%以上，", 4), ("（州）政府", 2), ("（市、区）政府", 2)])
def test_more_that_is_not_parted_at_the_end_of_a_line(token: str, room: int) -> None:
    text = "坚持节水优先空间均衡系统治理两手发力持续推进水资源节约"[: 28 - room]
    assert len(set_flush(text, token + "持续改善。")) == 1
    assert len(set_flush(text[:-4], token + "持续改善。")) == 2


OUTLINE = "1总则\n1.1目的\n为治水，制定本预案。\n1.2依据\n依据水法。\n1.2.1范围\n全县。\n2体系\n2.1机构\n设办公室。\n"


def test_outline_of_decimal_numbers() -> None:
    found = structure("白河县防汛预案\n" + OUTLINE)
    assert [c.title.text for c in found.chapters] == ["总则", "体系"]
    assert [(m.parent, m.title.text) for m in found.measures] == [(1, "目的"), (1, "依据"), (2, "机构")]
    assert section_text(found.measures[1]).text == "依据水法。1.2.1范围全县。"


@pytest.mark.parametrize("text", ["5月底前完成。\n1.1倍\n", OUTLINE.replace("2体系", "体系"), "一、治水\n" + OUTLINE])
def test_decimal_numbers_that_are_no_outline(text: str) -> None:
    assert all(c.title.text != "总则" for c in structure(text).chapters)


def test_actions_with_numbers_of_their_own_are_measures() -> None:
    text = "一、行动\n行动一：治水\n疏浚。\n行动二：治气\n限产。\n二、保障\n（一）领导。成立专班。\n"
    assert titles(text) == [(1, 1, "治水"), (2, 1, "治气"), (3, 2, "领导")]


@pytest.mark.parametrize("clause", ["【市水利局牵头】", "【市水利局】", "（市水利局、市财政局按职责分工负责）"])
def test_a_clause_right_behind_the_title_is_text(clause: str) -> None:
    (measure,) = structure(f"　　一、治水\n　　（一）疏浚河道工程{clause}\n　　每年一次。\n").measures
    assert (measure.title.text, section_text(measure).text) == ("疏浚河道工程", f"{clause}每年一次。")


@pytest.mark.parametrize("title", ["疏浚河道（2026年）", "推进“河（湖）长”制（试点）", "巡查阶段（3月—4月）"])
def test_other_brackets_stay_in_the_title(title: str) -> None:
    assert structure(f"　　一、治水\n　　（一）{title}\n　　每年一次。\n").measures[0].title.text == title


def test_a_bold_title_over_two_lines_goes_on_where_the_line_hangs() -> None:
    maker = Maker()
    maker.paragraph("坚持节水优先、空间均衡、系统治理，" * 7 + "久久为功。")
    title = "（一）深化河湖库渠系统治理，提升水利工程运行管护水平"
    maker.put(title[:26], LEFT + 2 * SIZE, maker.y, bold=True)
    maker.y += 1.6 * SIZE
    maker.paragraph(title[26:] + "平台。每月巡查一次，发现问题及时整改。", indent=False)
    document = maker.document()
    found = paragraphs(body_lines(document, range(len(document.lines))))
    assert found[-1].flow.text.startswith(title[:26] + "平台。")


@pytest.mark.parametrize(
    ("first", "second", "breaks"),
    [
        ("到二〇二七年全市各县区的再生水利用率达到", "30%。", 0),
        ("每月巡查一次。", "每年清淤一次。", 1),
        ("建设污水处理设施和配套管网二十公里", "责任单位：市水利局", 1),
        ("提升河湖库渠系统治理的能力和水平", "1.清淤。", 1),
    ],
)
def test_sentences_cut_in_two_are_whole(first: str, second: str, breaks: int) -> None:
    section = structure(f"　　一、治水\n　　（一）疏浚。\n　　{first}\n　　{second}\n").measures[0]
    assert sentences_of(section).text.count("\n") == breaks


def test_titled_numbers_with_items_below_are_measures() -> None:
    text = "一、治水\n1.疏浚河道\n（1）清淤。每年一次。\n（2）护岸。\n2.加固堤防\n（3）巡查。\n"
    assert titles(text + "二、保障\n（一）领导。成立专班。\n") == [
        (1, 1, "疏浚河道"),
        (2, 1, "加固堤防"),
        (3, 2, "领导"),
    ]
