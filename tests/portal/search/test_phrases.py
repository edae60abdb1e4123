"""A quoted phrase stands in the text as it was quoted."""

from collections.abc import Callable

import pytest

from portal.search import phrases
from tests.factories import make_policy

pytestmark = pytest.mark.django_db
Titles = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("phrase", "near"),
    [
        ("海湾海湾", "海湾湾海"),
        ("加装电梯", "加装和装电，另有电梯"),
        ("养老服务", "养老，老服，服务"),
        ("公园绿地公园", "绿地公园绿"),
        ("3月1日", "3月和1日，另有月1"),
        ("AQI指数", "AQI和I指，指数"),
    ],
)
def test_pairs_that_stand_apart_are_no_phrase(titles: Titles, phrase: str, near: str) -> None:
    make_policy("关于第一件事的通知", body=f"第一条　本条说的是{phrase}。")
    make_policy("关于第二件事的通知", body=f"第一条　本条说的是{near}。")
    assert titles(f"“{phrase}”") == ["关于第一件事的通知"]


@pytest.mark.parametrize("text", ["加裝電梯", "加装电梯", "，加装电梯。"])
def test_phrase_is_found_in_any_kind_of_characters(titles: Titles, text: str) -> None:
    make_policy("关于第一件事的通知", body=f"第一条　{text}")
    assert titles("“加装电梯”") == titles("「加裝電梯」") == ["关于第一件事的通知"]


def test_latin_in_a_phrase_has_any_width_and_blanks(titles: Titles) -> None:
    make_policy("关于第一件事的通知", body="第一条　口号是“够精彩 ＧＯ崇明”。")
    make_policy("关于第二件事的通知", body="第一条　够精彩，崇明GO精彩，go崇。")
    assert titles('"够精彩GO崇明"') == titles('"够精彩 go 崇明"') == ["关于第一件事的通知"]


def test_phrase_of_a_title_is_exact_as_well(titles: Titles) -> None:
    make_policy("关于海湾海湾步道的通知", body="第一条　说明。")
    make_policy("关于海湾湾海步道的通知", body="第一条　说明。")
    assert titles("《海湾海湾》") == ["关于海湾海湾步道的通知"]


def test_two_phrases_must_both_stand(titles: Titles) -> None:
    make_policy("关于第一件事的通知", body="第一条　加装电梯。\n第二条　养老服务。")
    make_policy("关于第二件事的通知", body="第一条　加装电梯。\n第二条　养老，老服，服务。")
    assert titles("“加装电梯” “养老服务”") == ["关于第一件事的通知"]


def test_excluded_word_hides_only_what_has_it_word_for_word(titles: Titles) -> None:
    make_policy("关于绿化第一件事的通知", body="第一条　绿化。海湾海湾。")
    make_policy("关于绿化第二件事的通知", body="第一条　绿化。海湾湾海。")
    assert titles("绿化 -海湾海湾") == ["关于绿化第二件事的通知"]


@pytest.mark.parametrize(
    "phrase", ["a.c", "a*c", "[电梯]", "(?i)电梯", "电\\梯", "电%梯", "a|电梯", "^电梯$", "电梯{2}"]
)
def test_signs_in_a_phrase_are_signs(titles: Titles, phrase: str) -> None:
    make_policy("关于第一件事的通知", body="第一条　电梯，abc，电和梯。")
    assert titles(f"“{phrase}”") in ([], ["关于第一件事的通知"])


def test_common_phrase_is_checked_in_bounded_work_and_says_so(
    page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        make_policy(f"关于绿化第{number}件事的通知", body="第一条　海湾海湾。")
    assert "只核对了" not in page("“海湾海湾”")
    monkeypatch.setattr(phrases, "CHECKED", 3)
    shown = page("“海湾海湾”")
    assert "共 <strong>3</strong> 条结果" in shown
    assert "只核对了" in shown
