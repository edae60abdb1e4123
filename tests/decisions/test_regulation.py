"""The rules of the Regulation as pure functions, at their borders and in both directions."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions import lot, regulation
from decisions.life import StageFacts, StageState, stage_state
from portal.workdays import Calendar

D = dt.date
OPEN = dt.datetime(2025, 1, 10, tzinfo=dt.UTC)
YEAR = Calendar(frozenset({2025}), frozenset({D(2025, 4, 4)}), frozenset({D(2025, 4, 27)}))


def articles(breaches: list[regulation.Breach]) -> list[int]:
    return [each.article for each in breaches]


@pytest.mark.parametrize(
    ("days", "reason", "broken"),
    [(30, "", []), (29, "", [15]), (29, "防汛紧急", []), (29, "  ", [15]), (0, "急", [15])],
)
def test_public_comment_lasts_thirty_days_or_says_why(days: int, reason: str, broken: list[int]) -> None:
    assert articles(regulation.public_comment(OPEN, OPEN + dt.timedelta(days=days), reason)) == broken
    assert articles(regulation.public_comment(None, OPEN, reason)) == [15]


def test_a_breach_says_its_article_in_words() -> None:
    (breach,) = regulation.public_comment(OPEN, OPEN + dt.timedelta(days=12), "")
    assert str(breach).endswith("（《重大行政决策程序暂行条例》第十五条）")
    assert "12日" in str(breach)
    assert [regulation.numeral(each) for each in (7, 10, 15, 20, 26, 36)] == [
        "七", "十", "十五", "二十", "二十六", "三十六",
    ]  # fmt: skip


def test_hearing_papers_seven_days_before() -> None:
    held = D(2025, 4, 10)
    assert not regulation.hearing_papers(held, D(2025, 4, 3))
    (late,) = regulation.hearing_papers(held, D(2025, 4, 4))
    assert (late.article, "2025年04月03日" in late.sentence) == (16, True)
    assert articles(regulation.hearing_papers(held, None)) == articles(regulation.hearing_papers(None, held)) == [16]


def test_legality_review_counts_working_days() -> None:
    sent = D(2025, 4, 1)  # a Tuesday before Qingming (Friday 04-04 is off)
    assert articles(regulation.legality_review(sent, D(2025, 4, 10), YEAR)) == [26]
    assert not regulation.legality_review(sent, D(2025, 4, 11), YEAR)
    assert not regulation.legality_review(D(2025, 4, 21), D(2025, 4, 29), YEAR)  # Sunday 04-27 is worked
    assert articles(regulation.legality_review(D(2031, 1, 1), D(2031, 3, 1), YEAR)) == [26], "no holidays, no guess"
    assert articles(regulation.legality_review(None, sent, YEAR)) == [26]


def test_discussion_waits_for_every_step_and_opinions_never_stand_in_for_legality() -> None:
    held = D(2025, 5, 10)
    done = {name: regulation.Step(D(2025, 5, 1)) for name in regulation.BEFORE_DISCUSSION}
    assert not regulation.discussion(held, done, lawful=True)
    assert articles(regulation.discussion(held, done, lawful=False)) == [25]
    assert articles(regulation.discussion(None, done, lawful=True)) == [30]
    assert not regulation.discussion(held, done | {"expert": regulation.Step(excuse="不涉及")}, lawful=True)
    assert articles(regulation.discussion(held, done | {"expert": regulation.Step(excuse=" ")}, lawful=True)) == [29]
    assert articles(regulation.discussion(held, done | {"risk": regulation.Step(D(2025, 5, 11))}, lawful=True)) == [29]
    excused = done | {"legality": regulation.Step(excuse="已经会签")}
    assert articles(regulation.discussion(held, excused, lawful=None)) == [25]
    assert sorted(articles(regulation.discussion(held, {}, lawful=None))) == [25, 29, 29, 29]


def test_never_excused_and_announcement_and_evaluator() -> None:
    assert {kind for kind in ("initiation", "legality", "discussion", "announcement") if regulation.excuse(kind, "", "x")} == {
        "initiation", "legality", "discussion", "announcement",
    }  # fmt: skip
    assert not regulation.excuse("expert", "专家论证", "不涉及")
    assert articles(regulation.announcement(D(2025, 5, 1), None)) == [30]
    assert articles(regulation.announcement(D(2025, 5, 1), D(2025, 5, 2))) == [32]
    assert not regulation.announcement(D(2025, 5, 2), D(2025, 5, 2))
    assert articles(regulation.evaluator(["望海 大学（法学院）"], ["望海大学(法学院)"])) == [36]
    assert not regulation.evaluator(["岚屿学院"], ["望海大学"])


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (StageFacts(), StageState.NOT_DUE),
        (StageFacts(starts_on=D(2025, 6, 2)), StageState.NOT_DUE),
        (StageFacts(starts_on=D(2025, 6, 1)), StageState.RUNNING),
        (StageFacts(starts_on=D(2025, 5, 1), ends_on=D(2025, 6, 1)), StageState.RUNNING),
        (StageFacts(starts_on=D(2025, 5, 1), ends_on=D(2025, 5, 31)), StageState.OVERDUE),
        (StageFacts(ends_on=D(2025, 5, 1), done_on=D(2025, 6, 1)), StageState.DONE),
        (StageFacts(ends_on=D(2025, 5, 1), excuse="不涉及"), StageState.EXCUSED),
        (StageFacts(done_on=D(2025, 6, 2), begun_on=D(2025, 5, 1)), StageState.RUNNING),
    ],
)
def test_state_of_a_stage_on_the_first_of_june(facts: StageFacts, state: StageState) -> None:
    assert stage_state(facts, D(2025, 6, 1)) == state


@given(st.text(min_size=1).filter(str.strip), st.sets(st.integers(1, 500), max_size=40))
def test_a_lot_is_a_fair_order_that_anybody_can_repeat(seed: str, numbers: set[int]) -> None:
    drawn = lot.draw(seed, numbers)
    assert set(drawn) == numbers
    assert len(drawn) == len(numbers)
    assert drawn == lot.draw(seed, sorted(numbers, reverse=True))


def test_a_lot_follows_its_published_recipe_and_names_are_masked() -> None:
    assert lot.draw("20260318", range(1, 6)) == sorted(range(1, 6), key=lambda n: lot.ticket("20260318", n))
    assert lot.ticket("20260318", 7) == "9c729e436e0f0701064f3cc30f14b29df877504ceb126f3f45df7a5d42150486"
    with pytest.raises(ValueError, match="seed"):
        lot.draw(" ", [1])
    assert [lot.masked(each) for each in ("陈小明", "欧阳修", "李四", "王")] == ["陈某某", "欧阳某", "李某", "王某"]
