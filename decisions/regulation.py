"""The rules of the Interim Regulation on Procedures for Major Administrative Decisions (重大行政决策程序暂行条例, State
Council Order 713, in force since 2019-09-01), one function for each, readable by a lawyer. Pure: facts in, breaches out.

Staff are shown what a step would break before they take it, and the step is refused with the same sentences.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.workdays import Calendar, UnloadedYear

NAME = "《重大行政决策程序暂行条例》"
COMMENT_DAYS = 30
"""Art. 15: public comment lasts 30 days as a rule."""
PAPER_DAYS = 7
"""Art. 16: the papers reach the participants 7 days before the hearing."""
LEGALITY_WORKDAYS = 7
"""Art. 26: the legality review has 7 working days as a rule."""
BEFORE_DISCUSSION = {"participation": "公众参与", "expert": "专家论证", "risk": "风险评估", "legality": "合法性审查"}
"""Art. 29: what is handed in with a draft that the government is to discuss."""
NEVER_EXCUSED = {"initiation": 12, "legality": 25, "discussion": 30, "announcement": 32}
"""Stages that every decision goes through, and the article that says so."""


@dataclass(frozen=True)
class Breach:
    """One rule that would be broken; its text is what staff read."""

    article: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.sentence}（{NAME}第{numeral(self.article)}条）"


@dataclass(frozen=True)
class Step:
    """How far a stage before the discussion is: finished on a day, or excused with a reason."""

    done_on: dt.date | None = None
    excuse: str = ""


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 十五, 二十六."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def public_comment(opens_at: dt.datetime | None, closes_at: dt.datetime | None, reason: str) -> list[Breach]:
    """Art. 15: at least 30 days; a shorter period says why in the notice itself."""
    if opens_at is None or closes_at is None:
        return [Breach(15, "征求意见的开始和截止时间没有写明。")]
    if closes_at <= opens_at:
        return [Breach(15, "征求意见的截止时间应晚于开始时间。")]
    if closes_at - opens_at >= dt.timedelta(days=COMMENT_DAYS) or reason.strip():
        return []
    days = (closes_at - opens_at).days
    return [Breach(15, f"征求意见的期限是{days}日，不足{COMMENT_DAYS}日，又没有在公告中说明缩短的理由。")]


def hearing_papers(held_on: dt.date | None, papers_on: dt.date | None) -> list[Breach]:
    """Art. 16: draft, drafting note and the like are in the participants' hands 7 days before the hearing."""
    if held_on is None:
        return [Breach(16, "听证会的日期没有写明。")]
    if papers_on is None:
        return [Breach(16, "听证会材料送达听证参加人的日期没有写明。")]
    if (held_on - papers_on).days >= PAPER_DAYS:
        return []
    latest = held_on - dt.timedelta(days=PAPER_DAYS)
    return [
        Breach(
            16, f"听证会材料应当在会前{PAPER_DAYS}日送达，最迟{latest:%Y年%m月%d日}，填写的是{papers_on:%Y年%m月%d日}。"
        )
    ]


def legality_review(sent_on: dt.date | None, concluded_on: dt.date | None, calendar: Calendar) -> list[Breach]:
    """Art. 26: at least 7 working days between the day the draft is sent and the day of the opinion."""
    if sent_on is None or concluded_on is None:
        return [Breach(26, "合法性审查的送审日期和出具意见日期没有写明。")]
    try:
        given, earliest = calendar.between(sent_on, concluded_on), calendar.add(sent_on, LEGALITY_WORKDAYS)
    except UnloadedYear as unloaded:
        return [Breach(26, str(unloaded))]
    if given >= LEGALITY_WORKDAYS:
        return []
    return [
        Breach(
            26,
            f"合法性审查只有{max(given, 0)}个工作日，不少于{LEGALITY_WORKDAYS}个工作日，最早{earliest:%Y年%m月%d日}出具意见。",
        )
    ]


def excuse(stage: str, label: str, reason: str) -> list[Breach]:
    """Arts. 12, 25, 30, 32: initiation, legality review, discussion and publication are excused for no reason."""
    if not reason.strip() or stage not in NEVER_EXCUSED:
        return []
    also = "，也不得以征求意见等方式代替" if stage == "legality" else ""
    return [Breach(NEVER_EXCUSED[stage], f"{label}是必经程序，不能标为不适用{also}。")]


def discussion(held_on: dt.date | None, before: Mapping[str, Step], *, lawful: bool | None) -> list[Breach]:
    """Arts. 25, 29, 30: a draft is discussed when every step before is done by that day, or excused with a reason.

    lawful: the conclusion of the legality review; None while there is none. Opinions never stand in for it.
    """
    if held_on is None:
        return [Breach(30, "集体讨论的日期没有写明。")]
    found = []
    for stage, label in BEFORE_DISCUSSION.items():
        step = before.get(stage, Step())
        if step.done_on and step.done_on <= held_on:
            continue
        if step.done_on:
            found.append(Breach(29, f"{label}在{step.done_on:%Y年%m月%d日}才完成，晚于集体讨论。"))
        elif stage == "legality":
            found.append(Breach(25, "还没有合法性审查意见；征求意见、会签不能代替合法性审查，不得提交集体讨论。"))
        elif not step.excuse.strip():
            found.append(Breach(29, f"{label}还没有完成，也没有写明不适用的理由，不得提交集体讨论。"))
    if lawful is False:
        found.append(Breach(25, "合法性审查的结论是不合法，不得提交集体讨论。"))
    return found


def announcement(announced_on: dt.date | None, discussed_on: dt.date | None) -> list[Breach]:
    """Arts. 30, 32: what is made public has been decided after a collective discussion."""
    if discussed_on is None:
        return [Breach(30, "决策还没有经过集体讨论决定，不能公布。")]
    if announced_on and announced_on < discussed_on:
        return [Breach(32, "公布的日期早于集体讨论的日期。")]
    return []


def evaluator(evaluators: Iterable[str], arguers: Iterable[str]) -> list[Breach]:
    """Art. 36: who mainly argued or assessed the decision before it was made does not evaluate it as a third party."""
    known = {folded(each): each for each in arguers if each.strip()}
    twice = sorted({known[folded(each)] for each in evaluators if folded(each) in known})
    if not twice:
        return []
    return [Breach(36, f"{'、'.join(twice)}在决策作出前承担过论证或评估，不能再作为后评估的第三方。")]


def folded(name: str) -> str:
    """A body's name without spaces and brackets of either width, so that one body is one name."""
    return "".join(name.split()).replace("（", "(").replace("）", ")").casefold()
