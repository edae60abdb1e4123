"""The life of decisions as pages show it: the nine stages with their states and everything public in them.

A year of decisions costs as many queries as one: `with_life` fetches, `Timeline` only computes.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from decisions.life import ORDER, StageFacts, StageKind, StageState, stage_state
from decisions.models import Activity, Attendance, Consultation, Decision, Opinion, OpinionGroup, StageRecord
from decisions.models.record import FEEDBACK_CLOCK, TURNS
from portal.models import Clock
from portal.models.unit import units_now
from portal.participation.phase import Phase, last_day


def with_life(decisions: QuerySet[Decision], now: dt.datetime | None = None) -> QuerySet[Decision]:
    """Prefetches everything public of each decision."""
    opinions = Opinion.objects.filter(consultation=OuterRef("pk")).order_by().values("consultation")
    counted = Coalesce(Subquery(opinions.annotate(n=Count("pk")).values("n")), 0)
    groups = OpinionGroup.objects.annotate(size=Count("opinions"))
    consultations = Consultation.objects.published(now).defer("body").select_related("feedback")
    records = StageRecord.objects.published(now).defer("body").select_related("document").order_by("held_on", "pk")
    activities = Activity.objects.published(now).defer("opinions", "adoption").order_by("held_on", "pk")
    attendances = Attendance.objects.published(now).defer("body").select_related("result").order_by("opens_at", "pk")
    return decisions.prefetch_related(
        "stages",
        Prefetch("stagerecords", records),
        Prefetch("consultations", consultations.annotate(opinion_count=counted).order_by("opens_at", "pk")),
        Prefetch("consultations__feedback__groups", groups),
        Prefetch("activities", activities),
        Prefetch("attendances", attendances),
    )  # fmt: skip


def feedback_clocks(consultations: Iterable[Consultation]) -> dict[int, Clock]:
    """Consultation key → its clock of ten working days, in one query."""
    keys = [each.pk for each in consultations]
    if not keys:
        return {}
    kind = ContentType.objects.get_for_model(Consultation)
    rows = Clock.objects.filter(content_type=kind, kind=FEEDBACK_CLOCK, object_id__in=keys)
    return {each.object_id: each for each in rows}


GOES_ON = [StageRecord.Kind.ADJUSTMENT, StageRecord.Kind.SUSPENSION]
"""After these the decision is still being carried out, or will be again."""


@dataclass
class Entry:
    """One thing in a stage: a consultation, a record, a hearing. `facts` are short (label, value) pairs."""

    kind: str
    title: str
    url: str
    day: dt.date | None = None
    until: dt.date | None = None
    mark: dict[str, str] | None = None
    text: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class StageView:
    kind: StageKind
    state: StageState
    facts: StageFacts
    entries: list[Entry]
    people: list[str]

    @property
    def number(self) -> int:
        return ORDER.index(self.kind) + 1

    @property
    def mark(self) -> dict[str, str]:
        return {"label": str(self.state.label), "tone": self.state.tone}


class Timeline:
    """One decision at a moment. `decision` comes from with_life; `clocks` from feedback_clocks."""

    def __init__(
        self, decision: Decision, now: dt.datetime | None = None, clocks: dict[int, Clock] | None = None
    ) -> None:
        self.decision = decision
        self.now = now or timezone.now()
        self.today = timezone.localdate(self.now)
        self.clocks = clocks or {}
        self.records: list[StageRecord] = list(decision.stagerecords.all())
        self.consultations: list[Consultation] = list(decision.consultations.all())
        self.activities: list[Activity] = list(decision.activities.all())
        self.attendances: list[Attendance] = list(decision.attendances.all())
        decision.unit = unit_of(decision)
        for each in self.consultations:
            if each.outcome:
                each.outcome.decision = decision  # its address is made of it

    @cached_property
    def stages(self) -> list[StageView]:
        plans = {stage.kind: stage for stage in self.decision.stages.all()}
        views = []
        for kind in map(StageKind, ORDER):
            plan = plans.get(kind)
            begun, done = self._done(kind)
            facts = StageFacts(
                plan.starts_on if plan else None,
                plan.ends_on if plan else None,
                plan.excuse if plan else "",
                begun,
                done,
            )
            people = [name for record in self._of(kind) for name in record.organisations]
            views.append(
                StageView(kind, stage_state(facts, self.today), facts, self._entries(kind), list(dict.fromkeys(people)))
            )
        return views

    @property
    def current(self) -> StageView:
        """Where it stands: the first stage that is late or running, else the last one done."""
        for state in (StageState.OVERDUE, StageState.RUNNING):
            if found := [each for each in self.stages if each.state == state]:
                return found[0]
        done = [each for each in self.stages if each.state == StageState.DONE]
        return done[-1] if done else self.stages[0]

    @property
    def standing(self) -> dict[str, str]:
        """What became of the whole, in a word: 已公布, 已中止, 公众参与进行中."""
        if self.turns and self.turns[-1].kind != StageRecord.Kind.ADJUSTMENT:
            return {"label": f"已{self.turns[-1].get_kind_display()[:2]}", "tone": "end"}
        if self.result:
            return {"label": "已公布", "tone": "ok"}
        view = self.current
        label = "尚未启动" if view.state == StageState.NOT_DUE else f"{view.kind.label}{view.state.label}"
        return {"label": label, "tone": view.state.tone}

    @property
    def finished(self) -> int:
        """Stages that are done or do not apply."""
        return sum(each.state in (StageState.DONE, StageState.EXCUSED) for each in self.stages)

    @property
    def result(self) -> StageRecord | None:
        return next((each for each in reversed(self.records) if each.kind == StageRecord.Kind.RESULT), None)

    @property
    def turns(self) -> list[StageRecord]:
        """Adjustments and suspensions, oldest first."""
        return [each for each in self.records if each.kind in TURNS]

    @property
    def open_consultations(self) -> list[Consultation]:
        return [each for each in self.consultations if each.phase(self.now) == Phase.OPEN]

    @property
    def opinions(self) -> int:
        return sum(each.opinion_count for each in self.consultations)  # type: ignore[attr-defined]

    def _of(self, kind: StageKind) -> list[StageRecord]:
        return [each for each in self.records if each.stage == kind]

    def _done(self, kind: StageKind) -> tuple[dt.date | None, dt.date | None]:
        """(begun on, done on) of a stage, from what is public."""
        if kind == StageKind.PARTICIPATION:
            return self._participated()
        records = self._of(kind)
        begun = [day for each in records if (day := each.sent_on or each.held_on)]
        done = [each.held_on for each in records if each.completes and each.kind not in GOES_ON and each.held_on]
        return min(begun, default=None), max(done, default=None)

    def _participated(self) -> tuple[dt.date | None, dt.date | None]:
        starts = [timezone.localdate(each.opens_at) for each in self.consultations if each.opens_at]
        starts += [each.held_on for each in self.activities if each.held_on]
        ends = [last_day(each.closes_at) for each in self.consultations if each.closes_at]
        ends += [day for each in self.activities if (day := each.ended_on or each.held_on)]
        still = any(each.phase(self.now) in (Phase.UPCOMING, Phase.OPEN) for each in self.consultations)
        return min(starts, default=None), None if still else max(ends, default=None)

    def _entries(self, kind: StageKind) -> list[Entry]:
        found = [record_entry(each) for each in self._of(kind)]
        if kind == StageKind.PARTICIPATION:
            found += [self._consultation(each) for each in self.consultations]
            found += [activity_entry(each) for each in self.activities]
        if kind == StageKind.DISCUSSION:
            found += [self._attendance(each) for each in self.attendances]
        return sorted(found, key=lambda entry: entry.day or dt.date.max)

    def _consultation(self, each: Consultation) -> Entry:
        phase = each.phase(self.now)
        window = each.window
        entry = Entry(
            "公开征求意见", each.title, each.get_absolute_url(), timezone.localdate(window.opens_at),
            last_day(window.closes_at), {"label": str(phase.label), "tone": phase.tone},
        )  # fmt: skip
        if phase in (Phase.CLOSED, Phase.ANSWERED):
            entry.facts.append(("收到意见", f"{each.opinion_count} 条"))  # type: ignore[attr-defined]
        outcome = each.outcome
        if outcome and phase == Phase.ANSWERED:
            sizes: Counter[str] = Counter()
            for group in outcome.groups.all():
                sizes[group.result] += group.size
            entry.facts += [
                (str(label), f"{sizes[value]} 条") for value, label in OpinionGroup.Result.choices if sizes[value]
            ]
            entry.links.append(("意见采纳情况", outcome.get_absolute_url()))
        elif clock := self.clocks.get(each.pk):
            entry.text = clock_sentence(clock, self.today)
        if phase == Phase.OPEN and each.online:
            entry.links.append(("我要提意见", f"{each.get_absolute_url()}#answer"))
        for anchor, label in (("drafts", "草案全文"), ("notes", "起草说明"), ("interpretation", "草案解读")):
            entry.links.append((label, f"{each.get_absolute_url()}#{anchor}"))
        return entry

    def _attendance(self, each: Attendance) -> Entry:
        phase = each.phase(self.now)
        label = {"open": "正在报名", "closed": "报名已截止", "answered": "名单已公布"}.get(
            phase.value, str(phase.label)
        )
        day = timezone.localdate(each.meets_at) if each.meets_at else None
        facts = [("列席人数", f"{each.quota} 人"), ("产生办法", str(each.get_method_display()))]
        return Entry(
            "公众代表列席",
            each.title,
            each.get_absolute_url(),
            day,
            None,
            {"label": label, "tone": phase.tone},
            "",
            facts,
        )


def record_entry(record: StageRecord) -> Entry:
    entry = Entry(
        str(record.get_kind_display()), record.title, record.get_absolute_url(), record.sent_on or record.held_on
    )
    entry.until = record.held_on if record.sent_on else None
    entry.text = record.summary
    if record.conclusion:
        entry.facts.append(("结论", str(record.get_conclusion_display())))
    if record.organisations:
        entry.facts.append(("承担单位", "、".join(record.organisations)))
    if record.people:
        entry.facts.append(("参加", record.people))
    if record.document and record.document.state == "published" and record.document.audience == "everyone":
        entry.links.append((record.document.title, record.document.get_absolute_url()))
    return entry


def activity_entry(activity: Activity) -> Entry:
    facts = [("地点", activity.place)] if activity.place else []
    if activity.respondents:
        facts.append(("有效样本", f"{activity.respondents} 份"))
    return Entry(
        str(activity.get_kind_display()), activity.title, activity.get_absolute_url(), activity.held_on, activity.ended_on,
        facts=facts, text=activity.participants,
    )  # fmt: skip


def clock_sentence(clock: Clock, today: dt.date) -> str:
    """应于6月14日前公开意见采纳情况, while the clock runs; nothing once it has stopped."""
    if clock.finished_on:
        return ""
    if clock.due_on is None:
        return "应在决策公布后10个工作日内公开意见采纳情况（具体日期待放假安排公布后算出）。"
    year = f"{clock.due_on.year}年" if clock.due_on.year != today.year else ""
    day = f"{year}{clock.due_on.month}月{clock.due_on.day}日"
    if clock.due_on < today:
        return f"应于{day}前公开意见采纳情况，已经超过期限。"
    return f"应于{day}前公开意见采纳情况（决策公布后10个工作日）。"


def unit_of(item: Any) -> Any:
    """The unit of an item from memory."""
    return units_now()[item.unit_id]
