"""Opinions on the staff side: private, logged when opened, entered on behalf, put into groups many at a time."""

import csv
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget

from decisions.models import Consultation, Opinion, OpinionAttachment, OpinionGroup
from decisions.views.catalogue import plain_cell
from policies.admin.items import OwnedRows
from portal import roles
from portal.models import AccessLog
from portal.personal_pages import PersonalPageAdmin
from portal.publication_states import Refused, State
from portal.publishable_admin import StaffAdmin

FROZEN = "没有保存：意见采纳情况已送审或公开，归类不能再改，须先退回或更正。"


class OpinionForm(forms.ModelForm):
    class Meta:
        model = Opinion
        fields: Any = "__all__"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.instance.pk and not data.get("text", "").strip():
            self.add_error("text", "请登记意见的内容。")
        if data.get("channel") == Opinion.Channel.ONLINE and not self.instance.pk:
            self.add_error("channel", "网上提交的意见由本人填写，请选来信、电子邮件、来电或当面。")
        return data


class GroupFilter(admin.SimpleListFilter):
    title, parameter_name = "归类", "grouped"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("0", "还没有归类"), ("1", "已归类")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(group__isnull=self.value() == "0") if self.value() in ("0", "1") else queryset


class AttachmentInline(OwnedRows):
    model = OpinionAttachment
    fields = ["file", "title"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("text")


@admin.register(Opinion)
class OpinionAdmin(PersonalPageAdmin, StaffAdmin):
    form = OpinionForm
    list_display = ["number", "consultation", "channel", "aim_shown", "start", "group", "received_at"]
    list_filter = [GroupFilter, "channel", ("consultation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["receipt", "consultation", "group"]
    list_per_page = 50
    search_fields = ["text", "article", "receipt__number"]
    autocomplete_fields = ["consultation"]
    inlines = [AttachmentInline]
    actions = ["put_into_group", "export"]
    fields = [
        "consultation", ("channel", "received_at"), ("draft", "article"), "text", "answers_shown", ("name", "contact"),
        ("group", "public_text"),
    ]  # fmt: skip
    ALWAYS = ["answers_shown"]
    KEPT = ["consultation", "channel", "received_at", "text", "name", "contact"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return roles.visible_items(request.user, super().get_queryset(request), "consultation__unit")  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(roles.roles(request.user) & {roles.AUTHOR, roles.OFFICE})  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.ALWAYS, *self.KEPT] if obj else self.ALWAYS

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else [*self.fields[:4], self.fields[5]]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        key = (request.resolver_match.kwargs if request.resolver_match else {}).get("object_id", "")
        held = Opinion.objects.filter(pk=key).first() if str(key).isdecimal() else None
        if db_field.name == "consultation":
            units = roles.visible_units(request.user)  # type: ignore[arg-type]
            kwargs["queryset"] = Consultation.objects.filter(state=State.PUBLISHED, unit__in=units)
        if db_field.name == "group":
            kwargs["queryset"] = OpinionGroup.objects.filter(
                feedback__consultation=held.consultation_id if held else None
            )
        if db_field.name == "draft":
            rows = db_field.related_model.objects.select_related("consultation")
            kwargs["queryset"] = rows.filter(consultation=held.consultation_id) if held else rows.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What the database refuses is said in words."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, *args, **kwargs)
        except (Refused, DatabaseError) as error:
            said = (
                str(error)
                if isinstance(error, Refused)
                else "没有保存：意见采纳情况已送审或公开，归类不能再改，须先退回或更正。"
            )
            messages.error(request, said)
            return HttpResponseRedirect(request.path)

    def shown_about(self, obj: Opinion) -> str:
        return f"意见 {obj}"

    def save_model(self, request: HttpRequest, obj: Opinion, form: Any, change: bool) -> None:
        if change:
            return super().save_model(request, obj, form, change)
        names = ("article", "text", "name", "contact", "draft")
        fields = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        made = Opinion.enter(obj.consultation, request.user, obj.channel, obj.received_at, **fields)  # type: ignore[arg-type]
        obj.__dict__.update(made.__dict__)
        messages.success(request, f"已登记，编号 {made.receipt.number}，查询码 {made.receipt.code}（可告知来信人）。")

    @admin.action(description="把所选意见归入一类")
    def put_into_group(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        consultations = list(queryset.order_by().values_list("consultation", flat=True).distinct()[:2])
        if len(consultations) != 1:
            messages.error(request, "一次只能归类同一次征求意见的意见，请先用右侧的“征求意见”筛选。")
            return None
        groups = OpinionGroup.objects.filter(feedback__consultation=consultations[0])
        chosen = (
            groups.filter(pk=request.POST["target"]).first() if request.POST.get("target", "").isdecimal() else None
        )
        if chosen is None:
            return self._ask(request, queryset, groups)
        try:
            with transaction.atomic():
                count = queryset.update(group=chosen)
        except DatabaseError:
            messages.error(request, FROZEN)
            return None
        messages.success(request, f"{count} 条意见已归入「{chosen.title}」。")
        return None

    def _ask(self, request: HttpRequest, queryset: models.QuerySet, groups: Any) -> HttpResponse | None:
        if not groups:
            messages.error(request, "还没有归类。请先在“意见采纳情况”里写出各类，再来归入。")
            return None
        field = forms.ChoiceField(
            label="归入", choices=[(group.pk, str(group)) for group in groups], widget=UnfoldAdminSelectWidget
        )
        context = {
            **self.admin_site.each_context(request), "title": "归入一类", "opts": self.opts, "count": queryset.count(),
            "selected": request.POST.getlist("_selected_action"), "across": request.POST.get("select_across", "0"),
            "form": type("TargetForm", (forms.Form,), {"target": field})(),
        }  # fmt: skip
        return render(request, "admin/decisions/group.html", context)

    @admin.action(description="导出所选意见（含个人信息，留痕）")
    def export(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse:
        AccessLog.note(request, AccessLog.Kind.EXPORTED, "意见", queryset.count())
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="opinions.csv"'
        response.headers["Cache-Control"] = "no-store"
        writer = csv.writer(response)
        writer.writerow(["编号", "收到时间", "渠道", "针对", "意见", "选择题", "姓名或单位", "联系方式", "归入"])
        for each in queryset.select_related("receipt", "group").iterator(chunk_size=1000):
            line = [
                each.receipt.number, f"{timezone.localtime(each.received_at):%Y-%m-%d %H:%M:%S}", each.get_channel_display(),
                each.aim, each.text, self.answers_shown(each), each.name, each.contact, str(each.group or ""),
            ]  # fmt: skip
            writer.writerow([plain_cell(cell) for cell in line])
        return response

    @admin.display(description="编号", ordering="receipt__number")
    def number(self, opinion: Opinion) -> str:
        return opinion.receipt.number

    @admin.display(description="针对")
    def aim_shown(self, opinion: Opinion) -> str:
        return opinion.aim

    @admin.display(description="意见")
    def start(self, opinion: Opinion) -> str:
        return opinion.text[:40] or "（只回答了选择题）"

    @admin.display(description="选择题")
    def answers_shown(self, opinion: Opinion) -> str:
        return "；".join(f"{question}：{'、'.join(chosen)}" for question, chosen in opinion.answers.items()) or "无"
