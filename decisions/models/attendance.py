"""公众代表列席: the invitation, private sign-ups, selection by lot or by criteria, and what the attending citizens said."""

import datetime as dt
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from decisions import lot
from decisions.models.decision import OfDecision, frozen
from policies import bodytext
from portal.models import Receipt
from portal.models.history import never_emptied
from portal.models.version import bumps_version
from portal.participation.phase import Phase, Window, phase
from portal.publication_rules import owned_frozen
from portal.publishing import State

PURPOSE, PREFIX = "attendance", "LX"

_WHILE_OPEN = """
    SELECT a.state, a.opens_at, a.closes_at INTO STRICT held
      FROM decisions_attendance a WHERE a.id = NEW.attendance_id FOR NO KEY UPDATE OF a;
    IF held.state <> 'published' OR NEW.received_at < held.opens_at OR NEW.received_at >= held.closes_at THEN
        RAISE EXCEPTION 'people sign up while the invitation is open' USING ERRCODE = 'check_violation';
    END IF;
    SELECT coalesce(max(number), 0) + 1 INTO NEW.number FROM decisions_signup WHERE attendance_id = NEW.attendance_id;
    RETURN NEW;
"""


@pghistory.track()
class Attendance(OfDecision):
    class Method(models.TextChoices):
        LOT = "lot", "抽签"
        CRITERIA = "criteria", "按条件遴选"

    body = models.TextField("邀请公告", blank=True)
    meets_at = models.DateTimeField("会议时间", null=True, blank=True)
    place = models.CharField("会议地点", max_length=200, blank=True)
    invited = models.CharField("邀请对象", max_length=300, blank=True)
    conditions = models.TextField("报名条件", blank=True, max_length=2000)
    quota = models.PositiveSmallIntegerField("列席人数", default=5)
    opens_at = models.DateTimeField("报名开始", null=True, blank=True)
    closes_at = models.DateTimeField("报名截止", null=True, blank=True)
    method = models.CharField("产生办法", max_length=10, choices=Method, default=Method.LOT)
    rule = models.TextField(
        "遴选规则", blank=True, max_length=2000,
        help_text="抽签的写明种子从哪里来（报名截止后才产生的公开数字）；按条件遴选的写明条件和次序。",
    )  # fmt: skip

    class Meta(OfDecision.Meta):
        verbose_name = verbose_name_plural = "公众代表列席"
        constraints = [
            *OfDecision.Meta.constraints,
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="decisions_attendance_in_order",
                violation_error_message="报名截止时间应晚于报名开始时间。",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(opens_at__isnull=False, closes_at__isnull=False, meets_at__gt=F("closes_at")),
                name="decisions_attendance_sign_up_before_meeting",
            ),
            models.CheckConstraint(condition=Q(quota__gte=1), name="decisions_attendance_invites_somebody"),
        ]
        triggers = [
            *OfDecision.Meta.triggers,
            frozen(
                "body", "meets_at", "place", "invited", "conditions", "quota", "opens_at", "closes_at", "method", "rule"
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return self.address("attendance")

    def clean(self) -> None:
        super().clean()
        self.body = bodytext.from_html(self.body).html

    @property
    def outcome(self) -> Any:
        result = getattr(self, "result", None)
        return result if result is not None and result.state == State.PUBLISHED else None

    @property
    def window(self) -> Window:
        start = self.opens_at or dt.datetime.max.replace(tzinfo=dt.UTC)
        return Window(start, self.closes_at or start, self.outcome.published_at if self.outcome else None)

    def phase(self, now: dt.datetime | None = None) -> Phase:
        return phase(self.window, now or timezone.now())

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        needed = {
            "会议时间": self.meets_at, "会议地点": self.place, "邀请对象": self.invited, "报名条件": self.conditions,
            "报名开始": self.opens_at, "报名截止": self.closes_at, "遴选规则": self.rule,
        }  # fmt: skip
        if missing := [label for label, value in needed.items() if not value]:
            found.append(f"缺少要素：{'、'.join(missing)}。")
        if self.meets_at and self.closes_at and self.meets_at <= self.closes_at:
            found.append("报名截止时间应早于会议时间。")
        return found


@pghistory.track(fields=["refused"])
class SignUp(models.Model):
    """报名: private data of somebody who wants to attend; only number and masked name ever leave it."""

    attendance = models.ForeignKey(Attendance, verbose_name="列席", on_delete=models.PROTECT, related_name="sign_ups")
    receipt: Any = models.OneToOneField(Receipt, verbose_name="编号", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("报名序号", default=0, help_text="由数据库依次编号。")
    received_at = models.DateTimeField("报名时间", default=timezone.now)
    name = models.CharField("姓名", max_length=30)
    phone = models.CharField("手机号码", max_length=30)
    town = models.CharField("居住或工作的街镇", max_length=60, blank=True)
    about = models.TextField("报名说明", blank=True, max_length=500)
    is_adult = models.BooleanField("年满18周岁、具有完全民事行为能力", default=False)
    refused = models.CharField("不符合条件的理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "列席报名"
        ordering = ["attendance", "number"]
        constraints = [models.UniqueConstraint(fields=["attendance", "number"], name="decisions_signup_number")]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="while_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("held", "record")],
                func=_WHILE_OPEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}号"


@pghistory.track()
class AttendanceResult(OfDecision):
    attendance: Any = models.OneToOneField(
        Attendance, verbose_name="列席", on_delete=models.PROTECT, related_name="result"
    )
    seed = models.CharField("抽签种子", max_length=60, blank=True, help_text="报名截止后才产生的公开数字；保存时抽签。")
    registered = models.PositiveIntegerField("报名人数", default=0, editable=False)
    drawn = models.JSONField("抽签次序", default=list, editable=False)
    body = models.TextField("说明", blank=True, help_text="会议情况、列席代表的发言怎样采纳。")

    class Meta(OfDecision.Meta):
        verbose_name = verbose_name_plural = "列席名单和发言"
        constraints = [*OfDecision.Meta.constraints]
        triggers = [*OfDecision.Meta.triggers, frozen("attendance_id", "seed", "registered", "drawn", "body")]

    def get_absolute_url(self) -> str:
        return reverse("decisions:attendance", args=[self.decision.year, self.decision.number, self.attendance_id])

    def clean(self) -> None:
        super().clean()
        self.body = bodytext.from_html(self.body).html
        if self.attendance_id:
            self.decision_id = self.attendance.decision_id
            self.draw()

    def draw(self) -> None:
        """Fixes the order of the lot among those who meet the conditions."""
        numbers = list(self.attendance.sign_ups.filter(refused="").values_list("number", flat=True))
        self.registered = self.attendance.sign_ups.count()
        by_lot = self.attendance.method == Attendance.Method.LOT and self.seed.strip()
        self.drawn = lot.draw(self.seed.strip(), numbers) if by_lot else []

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        attendance = self.attendance
        if attendance.closes_at is None or attendance.closes_at > timezone.now():
            found.append("报名还没有截止。")
        chosen = list(self.attendees.order_by("position").values_list("number", flat=True))
        if len(chosen) > attendance.quota:
            found.append(f"列席名单{len(chosen)}人，超过公告的{attendance.quota}人。")
        if attendance.method == Attendance.Method.LOT:
            eligible = attendance.sign_ups.filter(refused="").values_list("number", flat=True)
            if not self.seed.strip():
                found.append("还没有抽签：缺少种子。")
            elif self.drawn != lot.draw(self.seed.strip(), eligible):
                found.append("抽签次序与种子、报名序号不符，请重新保存。")
            elif [n for n in self.drawn if n in chosen] != self.drawn[: len(chosen)] and not self.body.strip():
                found.append("名单与抽签次序不符（有人放弃、由候补递补的，须在说明中写明）。")
        return found


@pghistory.track()
class Attendee(models.Model):
    """列席代表 with a masked name, and what they said."""

    result = models.ForeignKey(
        AttendanceResult, verbose_name="名单", on_delete=models.CASCADE, related_name="attendees"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    number = models.PositiveIntegerField("报名序号")
    name = models.CharField("姓名（隐去）", max_length=30, help_text="如：陈某某。")
    about = models.CharField("身份", max_length=60, blank=True, help_text="如：岚城镇居民。")
    said = models.TextField("发言要点", blank=True, max_length=2000)

    class Meta:
        verbose_name = verbose_name_plural = "列席代表"
        ordering = ["result", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="decisions_attendee_once"),
            models.CheckConstraint(
                condition=Q(name__contains="某"),
                name="decisions_attendee_masked",
                violation_error_message="列席代表的姓名须隐去，如：陈某某。",
            ),
        ]
        triggers = [bumps_version(), owned_frozen("decisions_attendanceresult", "result_id")]

    def __str__(self) -> str:
        return f"{self.number}号 {self.name}"
