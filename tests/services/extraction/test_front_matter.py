from __future__ import annotations

import pytest

from app.services.extraction.body_lines import body_lines
from app.services.extraction.front_matter import FrontMatter, body_in_title, iso_date, read_front
from app.services.extraction.region import region_of
from tests.services.extraction.making import text_document

NOTICE = """云岭市人民政府关于印发云岭市绿色
家园建设实施方案的通知
云政发〔2026〕12号
各县（市、区）人民政府，市各委、
办、局：
现将《云岭市绿色家园建设实施方案》印发给你们，请认真贯彻落实。
云岭市人民政府
2026年3月9日
（此件公开发布）
云岭市绿色家园
建设实施方案
为改善人居环境，制定本方案。
"""


def front(text: str) -> FrontMatter:
    document = text_document(text)
    return read_front(body_lines(document, range(len(document.lines))))


def test_notice_of_promulgation() -> None:
    found = front(NOTICE)
    assert found.title.text == "云岭市绿色家园建设实施方案"
    assert found.preamble.text == "为改善人居环境，制定本方案。"
    assert (found.number.text, found.issuing_body, found.issue_date) == (
        "云政发〔2026〕12号",
        "云岭市人民政府",
        "2026-03-09",
    )
    assert found.addressees.text == "各县（市、区）人民政府，市各委、办、局："
    assert "印发给你们" in found.notice.text


def test_plan_without_notice() -> None:
    found = front("白河市节水行动方案\n为节约用水，制定本方案。\n")
    assert (found.title.text, found.preamble.text) == ("白河市节水行动方案", "为节约用水，制定本方案。")
    assert (found.issuing_body, found.issue_date, found.notice.text) == (None, None, "")


def test_notice_that_is_the_plan_itself() -> None:
    found = front("青崖市人民政府关于实施节水行动的通知\n各县区人民政府：\n为节约用水，现将有关事项通知如下：\n")
    assert found.title.text == "青崖市人民政府关于实施节水行动的通知"
    assert found.addressees.text == "各县区人民政府："
    assert found.preamble.text == "为节约用水，现将有关事项通知如下："


@pytest.mark.parametrize("stage", ["征求意见稿", "送审稿", "公开征求意见稿"])
def test_stage_in_brackets(stage: str) -> None:
    for text in (
        f"白河市节水方案\n（{stage}）\n为节水，制定本方案。\n",
        f"白河市节水方案（{stage}）\n为节水，制定本方案。\n",
    ):
        found = front(text)
        assert (found.title.text, found.stage_name) == ("白河市节水方案", stage)


def test_years_in_brackets_belong_to_the_title() -> None:
    assert (
        front("白河市节水行动方案\n（2026—2030年）\n为节水，制定本方案。\n").title.text
        == "白河市节水行动方案（2026—2030年）"
    )


def test_several_bodies_sign() -> None:
    text = "关于印发《节水方案》的通知\n各市：\n现将《节水方案》印发给你们。\n"
    text += "水利部\n财政部\n2026年5月6日\n节水方案\n为节水，制定本方案。\n"
    assert front(text).issuing_body == "水利部、财政部"


def test_secrecy_mark() -> None:
    assert front("内部资料\n白河市节水方案\n为节水，制定本方案。\n").secrecy_mark == "内部资料"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026年3月9日", "2026-03-09"),
        ("二〇二六年十二月三十一日", "2026-12-31"),
        ("2026年13月1日", None),
        ("今年", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("title", "body", "region"),
    [
        ("云岭市绿色家园方案", None, "云岭市"),
        ("福州市鼓山区方案", None, "福州市鼓山区"),
        ("江西省节水规划", None, "江西省"),
        ("城市更新行动方案", "白河市人民政府", "白河市"),
        ("关于推进节水的意见", None, None),
        ("苏州市方案", None, "苏州市"),
        ("云岭市推动城市供水健康发展行动方案", None, "云岭市"),
        ("空气质量提升计划", "国务院", None),
        ("“韧性城市”建设方案", None, None),
        ("《云岭市绿色家园方案》", None, "云岭市"),
        ("云岭省节水实施方案", None, "云岭省"),
        ("中共白河市委白河市人民政府关于节水的意见", None, "白河市"),
        ("云岭高新技术产业开发区节水方案", None, "云岭高新技术产业开发区"),
        ("白河市云岭经济开发区节水方案", None, "白河市云岭经济开发区"),
        ("绿色低碳示范区建设方案", None, None),
        ("飞来州节水实施方案", None, "飞来州"),
        ("苏州市湖滨区苏州高新区方案", None, "苏州市湖滨区"),
        ("苏州节水方案", None, None),
    ],
)
def test_regions(title: str, body: str | None, region: str | None) -> None:
    assert region_of(title, body) == region


def test_marks_of_publicity_are_no_title() -> None:
    found = front(NOTICE.replace("（此件公开发布）", "（公开方式：主动公开）"))
    assert found.title.text == "云岭市绿色家园建设实施方案"


def test_public_consultation_in_front() -> None:
    found = front(
        "关于《云岭市节水方案（征求意见稿）》公开征求意见的公告\n现向社会公开征求意见，请于7月1日前反馈。\n"
        "云岭市水利局\n2026年6月20日\n云岭市节水方案\n（征求意见稿）\n为节水，制定本方案。\n"
    )
    assert (found.title.text, found.issuing_body, found.stage_name) == ("云岭市节水方案", "云岭市水利局", "征求意见稿")


def test_number_of_registration_is_no_title() -> None:
    text = NOTICE.replace("云岭市人民政府关于", "云政规—2026—3号\n云岭市人民政府关于")
    found = front(text.replace("云岭市人民政府\n2026", "2026"))
    assert (found.number.text, found.issuing_body) == ("云政发〔2026〕12号", "云岭市人民政府")


def test_office_below_the_title() -> None:
    found = front("白河市节水方案\n市水利局\n为节水，制定本方案。\n")
    assert (found.title.text, found.issuing_body) == ("白河市节水方案", "市水利局")
    assert found.preamble.text == "为节水，制定本方案。"


def test_bodies_that_sign_in_one_line() -> None:
    found = front(NOTICE.replace("云岭市人民政府\n2026", "云岭市教育局　　云岭市水利局\n云岭市财政局\n2026"))
    assert found.issuing_body == "云岭市教育局、云岭市水利局、云岭市财政局"


def test_date_in_brackets_below_the_title() -> None:
    assert front("白河市节水方案\n（2026年3月）\n为节水，制定本方案。\n").title.text == "白河市节水方案"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("国务院关于节水的意见", "国务院"),
        ("白河市人民政府关于节水的意见", "白河市人民政府"),
        ("关于节水的意见", None),
    ],
)
def test_body_named_in_the_title(title: str, body: str | None) -> None:
    assert body_in_title(title) == body
