"""Whether a project is late, told by the clock: nobody types it in.

Each rule stands here twice, once for a row in memory and once in SQL; tests/disclosures/test_project_state.py proves them
equal. A thing planned for a day is late from the next day on.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from disclosures.models import Completion, Milestone, Project, ProjectUpdate
from portal.search.item import Phase

Plan = tuple[dt.date | None, dt.date | None]
"""(planned for, done on)"""


class ProjectState(models.TextChoices):
    LATE = "late", "已延期"
    DOING = "doing", "进行中"
    PLANNED = "planned", "未开工"
    FINISHED = "finished", "已完工"


TONES = {
    ProjectState.LATE: "end", ProjectState.DOING: "warn", ProjectState.PLANNED: "wait", ProjectState.FINISHED: "ok",
}  # fmt: skip


def is_done(done_on: dt.date | None, on: dt.date) -> bool:
    return done_on is not None and done_on <= on


def is_late(planned_on: dt.date | None, done_on: dt.date | None, on: dt.date) -> bool:
    """Planned for a day before `on`, and not done by `on`."""
    return planned_on is not None and planned_on < on and not is_done(done_on, on)


def state_of(
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    finished_on: dt.date | None,
    milestones: Iterable[Plan],
    on: dt.date,
) -> ProjectState:
    """Finished; else late when its end or any milestone is; else under way from its first day."""
    if is_done(finished_on, on):
        return ProjectState.FINISHED
    if is_late(ends_on, finished_on, on) or any(is_late(*each, on) for each in milestones):
        return ProjectState.LATE
    return ProjectState.PLANNED if starts_on is not None and starts_on > on else ProjectState.DOING


def late_expression(planned: str, done: str, on: dt.date) -> Q:
    """is_late() in SQL, over two columns."""
    return Q(**{f"{planned}__lt": on}) & (Q(**{f"{done}__isnull": True}) | Q(**{f"{done}__gt": on}))


def with_reached(rows: QuerySet[Milestone]) -> QuerySet[Any]:
    """`reached_on` of milestones: as the project says, else as its last published update that reports them says."""
    told = Completion.objects.filter(
        milestone=OuterRef("pk"), update__in=ProjectUpdate.objects.of_public().values("pk")
    )
    newest = told.order_by("-update__on", "-update_id").values("done_on")[:1]
    return rows.annotate(reached_on=Coalesce(F("done_on"), Subquery(newest)))


def with_state(rows: QuerySet[Project], on: dt.date | None = None) -> QuerySet[Any]:
    """`progress_now`, `finished_now`, `late_count` (milestones) and `state_now` of projects, as published updates say.

    `rows` are public, or stand in a preview and have no published updates.
    """
    on = on or timezone.localdate()
    news = ProjectUpdate.objects.of_public().filter(project=OuterRef("pk")).newest_first()
    overdue = with_reached(Milestone.objects.filter(project=OuterRef("pk"))).filter(
        late_expression("planned_on", "reached_on", on)
    )
    counted = overdue.order_by().values("project").annotate(count=Count("pk")).values("count")
    return rows.annotate(
        progress_now=Coalesce(Subquery(news.exclude(done=None).values("done")[:1]), F("done")),
        finished_now=Coalesce(F("finished_on"), Subquery(news.exclude(finished_on=None).values("finished_on")[:1])),
        late_count=Coalesce(Subquery(counted), 0),
    ).annotate(
        state_now=Case(
            When(finished_now__lte=on, then=Value(ProjectState.FINISHED.value)),
            When(late_expression("ends_on", "finished_now", on) | Exists(overdue), then=Value(ProjectState.LATE.value)),
            When(starts_on__gt=on, then=Value(ProjectState.PLANNED.value)),
            default=Value(ProjectState.DOING.value),
            output_field=models.CharField(),
        )
    )


def phases(
    starts_on: dt.date | None, ends_on: dt.date | None, finished_on: dt.date | None, milestones: Sequence[Plan]
) -> list[Phase]:
    """The states that it has had and will have if nothing is reported any more, each with its first day."""
    day = dt.timedelta(days=1)
    turns = {starts_on, finished_on, *(done for _, done in milestones)}
    turns |= {planned + day for planned in (ends_on, *(planned for planned, _ in milestones)) if planned}
    found = [Phase(state_of(starts_on, ends_on, finished_on, milestones, dt.date.min))]
    for turn in sorted(each for each in turns if each):
        state = state_of(starts_on, ends_on, finished_on, milestones, turn)
        if state != found[-1].state:
            found.append(Phase(state, turn))
    return found


def share(done: Decimal, goal: Decimal) -> int:
    """Whole per cent, cut and not rounded: 99.9 % is not all."""
    return int(done * 100 / goal)


def number(value: Decimal) -> str:
    """1,280 or 3.5: no zeros that say nothing."""
    return f"{value.normalize():,f}"


def progress_words(project: Any, done: Decimal) -> str:
    """已完成45台，目标60台（75%）; without a number to reach 已完成75%."""
    if project.target is None:
        return f"已完成{number(done)}%"
    return (
        f"已完成{number(done)}{project.measure}，目标{number(project.target)}{project.measure}"
        f"（{share(done, project.goal)}%）"
    )


def money(yuan: Decimal | None) -> str:
    """1,280万元, 2.35亿元, 8,600元."""
    if yuan is None:
        return ""
    for size, unit in ((100_000_000, "亿元"), (10_000, "万元")):
        if yuan >= size:
            return f"{number(round(yuan / size, 2))}{unit}"
    return f"{number(yuan)}元"


def lateness_words(planned_on: dt.date | None, done_on: dt.date | None, on: dt.date) -> str:
    """What the plan and the clock say of one thing: 按期完成, 晚3天完成, 已延期3天, 还有3天."""
    if planned_on is None:
        return ""
    if done_on is not None and is_done(done_on, on):
        days = (done_on - planned_on).days
        return f"晚{days}天完成" if days > 0 else f"提前{-days}天完成" if days < 0 else "按期完成"
    left = (planned_on - on).days
    return f"已延期{-left}天" if left < 0 else f"还有{left}天" if left else "今天到期"
