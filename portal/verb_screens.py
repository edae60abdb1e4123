"""The verbs as buttons: a page that asks what the verb needs, one call, and the refusal in its own words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from portal import roles
from portal.publishing import Publishable, Refused, State
from portal.verb_forms import ReasonForm, ScheduleForm, UrgentForm


@dataclass(frozen=True)
class Verb:
    label: str
    states: frozenset[str]
    form: type[forms.Form] | None = None
    by_others: bool = False
    """Whether the people who wrote the item may not press it."""
    tone: str = "plain"
    applies: Callable[[Any], bool] = lambda item: True
    hint: str = ""


VERBS = {
    "submit": Verb("送审", frozenset({State.DRAFT}), tone="main"),
    "clear": Verb("审查", frozenset({State.SUBMITTED}), by_others=True, tone="main"),
    "publish": Verb("发布", frozenset({State.CLEARED}), by_others=True, tone="main"),
    "schedule": Verb("定时发布", frozenset({State.CLEARED}), ScheduleForm, by_others=True),
    "unschedule": Verb(
        "取消定时", frozenset({State.CLEARED}), applies=lambda item: item.scheduled_at, hint="取消后不会自动发布。"
    ),
    "publish_urgently": Verb(
        "应急发布", frozenset({State.SUBMITTED, State.CLEARED}), UrgentForm, by_others=True, tone="danger",
        hint="由一人审查并发布，所缺标签、解读等可以后补；须在规定的工作日内由另一人补签，并一直列在补签清单上。",
    ),
    "send_back": Verb(
        "退回", frozenset({State.CLEARED, State.SUBMITTED}), ReasonForm, hint="退回后回到草稿，起草人修改后重新送审。"
    ),
    "sign": Verb(
        "补签", frozenset({State.PUBLISHED}), by_others=True, tone="main",
        applies=lambda item: item.urgent_reason and not item.signed_at,
        hint="核对应急发布的内容、审查记录和应急原因，并确认后补事项已经完成。",
    ),
    "correct": Verb("更正", frozenset({State.PUBLISHED})),
    "withdraw": Verb(
        "撤回", frozenset({State.PUBLISHED}), ReasonForm, tone="danger",
        hint="撤回后公开页面和附件立即不能访问，原地址只显示“内容已撤下”。撤回原因只在后台可见。",
    ),
}  # fmt: skip
OWN_SCREEN = {"clear": "review", "correct": "correct"}
"""Verbs that have a screen of their own instead of a confirmation."""
ASKS_BLOCKERS = {"submit", "publish", "schedule", "publish_urgently", "sign"}


def sentence(error: Exception) -> str:
    """What staff read of a refusal; the database's own refusals are rare and named."""
    return str(error) if isinstance(error, Refused) else "数据库拒绝了这个操作：内容已冻结，或经办人与前一环节相同。"


def bulk(verb: str) -> Callable:
    @admin.action(description=f"{VERBS[verb].label}所选项目")
    def action(model_admin: Any, request: HttpRequest, queryset: models.QuerySet) -> None:
        model_admin.do_many(request, verb, queryset)

    action.__name__ = f"{verb}_selected"
    return action


class VerbScreens:
    """Mixin of a ModelAdmin of a Publishable."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<int:pk>/<str:verb>-it/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def _url(self, kind: str, obj: Publishable, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{kind}", args=[obj.pk, *args])

    def verb_links(self, request: HttpRequest, obj: Publishable) -> list[dict[str, str]]:
        """The buttons that this person may press in this state."""
        return [
            {
                "label": verb.label,
                "url": self._url(OWN_SCREEN[name], obj) if name in OWN_SCREEN else self._url("verb", obj, name),
                "tone": verb.tone,
            }
            for name, verb in VERBS.items()
            if obj.state in verb.states
            and verb.applies(obj)
            and not (name == "send_back" and obj.state == State.SUBMITTED)  # a conclusion of the review screen
            and not (verb.by_others and request.user.pk in obj.writers)
            and roles.may(request.user, name, obj)  # type: ignore[arg-type]
        ]

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """GET asks, POST does it."""
        obj = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if verb not in VERBS or obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        if verb in OWN_SCREEN:
            return HttpResponseRedirect(self._url(OWN_SCREEN[verb], obj))
        if not roles.may(request.user, verb, obj):  # type: ignore[arg-type]
            self.report(request, verb, obj, self._no_role(verb, obj))
            return HttpResponseRedirect(self._url("change", obj))
        form = self._form(request, verb, obj)
        if request.method == "POST" and (form is None or form.is_valid()):
            self.report(request, verb, obj, self.do_one(request, verb, obj, **(form.arguments() if form else {})))
            return HttpResponseRedirect(self._url("change", obj))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{VERBS[verb].label}：{obj.title}",
            "object": obj,
            "form": form,
            "verb": VERBS[verb],
            "blockers": self._blockers(verb, obj),
            "opts": self.opts,
        }
        return render(request, "admin/publishable_verb.html", context)

    @staticmethod
    def _form(request: HttpRequest, verb: str, obj: Publishable) -> Any:
        form = VERBS[verb].form
        if form is None:
            return None
        data = request.POST if request.method == "POST" else None
        if form is UrgentForm:
            return UrgentForm(data, reviewed=obj.state == State.CLEARED)
        return form(data, initial={"moment": obj.publish_at})

    @staticmethod
    def _blockers(verb: str, obj: Publishable) -> list[str]:
        if verb not in ASKS_BLOCKERS:
            return []
        found = obj.blockers(urgent=verb == "publish_urgently")
        return [each for each in found if obj.cleared_by_id or "公开审查" not in each]

    def report(self, request: HttpRequest, verb: str, obj: Publishable, error: str) -> None:
        if error:
            messages.error(request, error)
        else:
            messages.success(request, f"「{obj.title}」已{VERBS[verb].label}。")

    def do_one(self, request: HttpRequest, verb: str, obj: Publishable, **arguments: Any) -> str:
        """Calls the verb; returns the sentence of a refusal, or nothing."""
        if not roles.may(request.user, verb, obj):  # type: ignore[arg-type]
            return self._no_role(verb, obj)
        try:
            with transaction.atomic():
                getattr(obj, verb)(request.user, **arguments)
        except (Refused, DatabaseError) as error:
            return sentence(error)
        return ""

    @staticmethod
    def _no_role(verb: str, obj: Publishable) -> str:
        return f"您的角色不能对「{obj.title}」执行{VERBS[verb].label}。"

    def do_many(self, request: HttpRequest, verb: str, queryset: models.QuerySet) -> None:
        done = 0
        for obj in queryset:
            if error := self.do_one(request, verb, obj):
                messages.warning(request, format_html("「{}」：{}", obj.title, error))
            else:
                done += 1
        if done:
            messages.success(request, f"{done} 件已{VERBS[verb].label}。")
