"""Where a stage of a decision stands, computed from its plan and what has been done. Pure; nothing of it is stored."""

import datetime as dt
from dataclasses import dataclass

from django.db import models


class StageKind(models.TextChoices):
    """The stages in the order of the regulation (arts. 10 to 37)."""

    INITIATION = "initiation", "启动"
    PARTICIPATION = "participation", "公众参与"
    EXPERT = "expert", "专家论证"
    RISK = "risk", "风险评估"
    LEGALITY = "legality", "合法性审查"
    DISCUSSION = "discussion", "集体讨论"
    ANNOUNCEMENT = "announcement", "公布"
    EXECUTION = "execution", "执行"
    EVALUATION = "evaluation", "后评估"


ORDER = list(StageKind.values)


class StageState(models.TextChoices):
    NOT_DUE = "not_due", "未到"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    OVERDUE = "overdue", "逾期"
    EXCUSED = "excused", "不适用"

    @property
    def tone(self) -> str:
        return {"done": "ok", "running": "warn", "overdue": "end"}.get(self.value, "wait")


@dataclass(frozen=True)
class StageFacts:
    """Days of one stage; None where there is none. `excuse`: why it does not apply."""

    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    excuse: str = ""
    begun_on: dt.date | None = None
    done_on: dt.date | None = None


def stage_state(facts: StageFacts, today: dt.date) -> StageState:
    """What was done counts before what was planned; a stage that was excused is never late."""
    if facts.done_on and facts.done_on <= today:
        return StageState.DONE
    if facts.excuse:
        return StageState.EXCUSED
    if facts.ends_on and facts.ends_on < today:
        return StageState.OVERDUE
    begun = facts.begun_on or facts.starts_on
    if begun and begun <= today:
        return StageState.RUNNING
    return StageState.NOT_DUE
