"""The staff screen of questions: the original with its asker, the steps as buttons, groups of similar ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from interaction import handling, moderation
from interaction.admin.forms import ChannelForm, DraftForm, ReasonForm, TransferForm
from interaction.models import Question
from portal import roles
from portal.admin import RecordAdmin
from portal.desk import DeskFilter
from portal.models import User
from portal.personal_pages import PersonalPageAdmin
from portal.publication_states import Refused
from portal.search.similar import groups

State = Question.State
GROUPED = 400
"""The newest questions that are compared with each other."""


@dataclass(frozen=True)
class Step:
    label: str
    states: frozenset[str]
    do: Callable[..., Any]
    form: type[forms.Form] | None = None
    tone: str = "plain"
    hint: str = ""
    applies: Callable[[Question, User], bool] = lambda question, user: True


def _paused(question: Question) -> bool:
    return bool(question.clock and question.clock.is_paused)


STEPS = {
    "assign": Step("受理", frozenset({State.RECEIVED}), handling.assign, tone="main"),
    "draft": Step(
        "答复", frozenset({State.ASSIGNED}), handling.draft, DraftForm, tone="main",
        hint="单位规定须审核的，另一人审核后才答复留言人；答复发出后不能修改。",
    ),
    "approve": Step(
        "审核通过并答复", frozenset({State.DRAFTED}), handling.approve, tone="main",
        applies=lambda question, user: question.reply.drafted_by_id != user.pk,
    ),
    "send_back": Step("退回起草人", frozenset({State.DRAFTED}), handling.send_back, ReasonForm),
    "transfer": Step(
        "转办", frozenset({State.RECEIVED, State.ASSIGNED}), handling.transfer, TransferForm,
        hint="转给另一个单位，期限不重新计算，转办原因记录在案，留言人可以看到。",
    ),
    "rechannel": Step("改派类别", frozenset(Question.OPEN), handling.rechannel, ChannelForm),
    "pause": Step(
        "暂停计时", frozenset(Question.OPEN), handling.pause, ReasonForm,
        applies=lambda question, user: not _paused(question),
    ),
    "resume": Step(
        "恢复计时", frozenset(Question.OPEN), handling.resume, applies=lambda question, user: _paused(question)
    ),
    "close": Step(
        "不予答复", frozenset({State.RECEIVED, State.ASSIGNED}), handling.close, ReasonForm, tone="danger",
        hint="只用于不属于本区职责、内容空白、辱骂或重复的留言；理由会告诉留言人。",
    ),
    "publish_copy": Step(
        "选登公开", frozenset({State.ANSWERED}), moderation.to_exchange, tone="plain",
        hint="做一份隐去个人信息的草稿，经送审、审查后由政务公开办发布。",
        applies=lambda question, user: question.may_publish and not hasattr(question, "exchange"),
    ),
    "to_faq": Step(
        "列为常见问题", frozenset({State.ANSWERED}), lambda question, by: moderation.to_faq([question], by),
        applies=lambda question, user: question.faq_id is None,
    ),
}  # fmt: skip


@admin.register(Question)
class QuestionAdmin(PersonalPageAdmin, RecordAdmin):
    """Everything is read here and done with the buttons; nothing that a citizen wrote can be edited."""

    change_form_template = "admin/interaction/question.html"
    change_list_template = "admin/interaction/question_list.html"
    list_display = ["number", "title", "channel", "unit", "about", "state", "received_at", "due"]
    list_filter = [DeskFilter, "state", "channel", ("unit", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 30
    search_fields = ["receipt__number", "title", "document__title"]
    date_hierarchy = "received_at"
    actions = ["group_into_faq"]
    fields = [
        "number",
        "channel",
        "unit",
        "about",
        "title",
        "text",
        "may_publish",
        "received_at",
        "due",
        "score",
        "score_note",
    ]
    readonly_fields = ["number", "about", "due"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).select_related("receipt", "channel", "unit", "document", "clock")
        return roles.visible_items(request.user, rows)  # type: ignore[arg-type]

    @admin.display(description="编号", ordering="receipt__number")
    def number(self, question: Question) -> str:
        return question.receipt.number

    @admin.display(description="关于政策")
    def about(self, question: Question) -> str:
        return f"《{question.document.title}》" if question.document else "—"

    @admin.display(description="到期日", ordering="clock__due_on")
    def due(self, question: Question) -> str:
        clock = question.clock
        if clock is None or not question.is_open:
            return f"用时 {clock.used} 个工作日" if clock and clock.used is not None else "—"
        if clock.due_on is None:
            return "暂停计时或日历未导入"
        mark = "（已逾期）" if clock.is_overdue() else ""
        return f"{clock.due_on:%Y-%m-%d}{mark}"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("similar/", wrap(self.similar_view), name="interaction_question_similar"),
            path("<int:pk>/<str:step>-it/", wrap(self.step_view), name="interaction_question_step"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        question = self.get_object(request, object_id)
        if question is None:
            return super().change_view(request, object_id, form_url, extra_context)
        extra = {
            "question": question,
            "asker": getattr(question, "asker", None),
            "reply": getattr(question, "reply", None),
            "records": question.records.select_related("by"),
            "steps": self.steps(request, question),
            "exchange": getattr(question, "exchange", None),
        }
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def shown_about(self, obj: Question) -> str:
        return f"留言 {obj.receipt.number} 的留言人"

    def may_act(self, request: HttpRequest) -> bool:
        return bool(roles.roles(request.user) & {roles.AUTHOR, roles.REVIEWER, roles.OFFICE})  # type: ignore[arg-type]

    def steps(self, request: HttpRequest, question: Question) -> list[dict[str, str]]:
        user: Any = request.user
        return [
            {
                "label": step.label,
                "tone": step.tone,
                "url": reverse("admin:interaction_question_step", args=[question.pk, name]),
            }
            for name, step in STEPS.items()
            if question.state in step.states and self.may_act(request) and step.applies(question, user)
        ]

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """GET asks, POST does it; a refusal is shown in its own words."""
        question = self.get_object(request, str(pk))
        if question is None or step not in STEPS or not self.may_act(request):
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        chosen = STEPS[step]
        data = request.POST if request.method == "POST" else None
        form = chosen.form(data, question=question) if chosen.form else None  # type: ignore[call-arg]
        if request.method == "POST" and (form is None or form.is_valid()):
            return self._done(request, question, chosen, form)
        return render(request, "admin/interaction/step.html", {
            **self.admin_site.each_context(request),
            "title": f"{chosen.label}：{question.receipt.number}",
            "question": question,
            "step": chosen,
            "form": form,
            "opts": self.opts,
        })  # fmt: skip

    def _done(self, request: HttpRequest, question: Question, step: Step, form: Any) -> HttpResponse:
        arguments = form.arguments() if hasattr(form, "arguments") else form.cleaned_data if form else {}
        back = reverse("admin:interaction_question_change", args=[question.pk])
        try:
            with transaction.atomic():
                made = step.do(question, request.user, **arguments)
        except Refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(back)
        except DatabaseError:
            messages.error(request, "数据库拒绝了这个操作：别人可能刚刚办过，请看最新状态。")
            return HttpResponseRedirect(back)
        messages.success(request, f"{question.receipt.number} 已{step.label}。")
        if made is not None and made._meta.model_name in ("faq", "exchange"):
            return HttpResponseRedirect(reverse(f"admin:interaction_{made._meta.model_name}_change", args=[made.pk]))
        if not self.get_queryset(request).filter(pk=question.pk).exists():  # handed over to another unit
            return HttpResponseRedirect(reverse("admin:interaction_question_changelist"))
        return HttpResponseRedirect(back)

    @admin.action(description="合并为一个常见问题", permissions=["view"])
    def group_into_faq(self, request: HttpRequest, queryset: Any) -> None:
        try:
            faq = moderation.to_faq(list(queryset), request.user)  # type: ignore[arg-type]
        except Refused as error:
            messages.error(request, str(error))
            return
        url = reverse("admin:interaction_faq_change", args=[faq.pk])
        messages.success(
            request, format_html('已起草常见问题“<a href="{}">{}</a>”，归入 {} 件。', url, faq.title, len(queryset))
        )

    def similar_view(self, request: HttpRequest) -> HttpResponse:
        """Groups of questions that ask the same and belong to no FAQ yet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            chosen = self.get_queryset(request).filter(
                pk__in=[pk for pk in request.POST.getlist("question") if pk.isdecimal()]
            )
            if chosen:
                self.group_into_faq(request, chosen)
            return HttpResponseRedirect(reverse("admin:interaction_question_similar"))
        rows = {each.pk: each for each in self.get_queryset(request).filter(faq=None)[:GROUPED]}
        found = groups((pk, f"{each.title} {each.text}") for pk, each in rows.items())
        return render(request, "admin/interaction/similar.html", {
            **self.admin_site.each_context(request),
            "title": "相似的留言",
            "groups": [[rows[pk] for pk in members] for members in found],
            "opts": self.opts,
        })  # fmt: skip
