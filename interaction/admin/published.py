"""Staff screens of published questions and FAQs."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html

from interaction import moderation
from interaction.models import FAQ, Exchange
from interaction.registration import passages
from interaction.views.reading import exchange_context, faq_context
from portal.conflict_admin import ConflictAdmin
from portal.context import public_frame
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage
from portal.screening_admin import ScreenedAdmin

PUBLICATION = (
    "公开",
    {"fields": [("disclosure", "disclosure_basis"), "publish_at", "progress"]},
)


class SaidAdmin(ConflictAdmin, ScreenedAdmin):
    list_per_page = 30

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)


@admin.register(Exchange)
class ExchangeAdmin(SaidAdmin):
    list_display = ["title", "unit", "state_mark", "channel_name", "asked_on", "answered_on", "published_at"]
    search_fields = ["title", "asked", "answered"]
    autocomplete_fields = ["unit", "document"]
    readonly_fields = ["progress", "channel_name"]
    fieldsets = [
        (None, {"fields": ["title", ("unit", "document"), ("channel_name", "asked_on", "answered_on")]}),
        ("问答", {"fields": ["asked", "answered", ("article", "grounds")]}),
        PUBLICATION,
    ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is made from an answered question, never from nothing."""
        return False

    def render_preview(self, request: HttpRequest, obj: Exchange) -> HttpResponse:
        context = public_frame(request, obj.get_absolute_url()) | exchange_context(obj)
        return render(request, "interaction/exchange.html", context)


@admin.register(FAQ)
class FAQAdmin(SaidAdmin):
    list_display = ["title", "document", "unit", "state_mark", "checked", "asked_count", "position", "published_at"]
    list_filter = [*PublishableAdmin.list_filter, ("document", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit", "document"]
    search_fields = ["title", "answer", "document__title"]
    autocomplete_fields = ["unit", "document"]
    readonly_fields = ["progress", "checked"]
    actions: Any = [*PublishableAdmin.actions, "confirm_current"]
    fieldsets = [
        (None, {"fields": ["title", "answer", ("document", "article"), ("unit", "position"), "checked"]}),
        PUBLICATION,
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("questions")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Which of the rows shown are outdated, in one question for all of them."""
        shown = super().get_changelist_instance(request)
        keys = [faq.pk for faq in shown.result_list]
        outdated = set(FAQ.objects.outdated().filter(pk__in=keys).values_list("pk", flat=True))
        for faq in shown.result_list:
            faq.is_outdated = faq.pk in outdated
        return shown

    @admin.display(description="核对")
    def checked(self, faq: FAQ) -> str:
        """When the answer was checked, and whether its document has changed or lapsed since."""
        on = timezone.localtime(faq.answers_as_of).date()
        known = getattr(faq, "is_outdated", None)
        if FAQ.objects.outdated().filter(pk=faq.pk).exists() if known is None else known:
            return format_html('{} <span class="staff-mark staff-mark--alarm">可能已过时</span>', on)
        return str(on)

    @admin.display(description="归入的留言")
    def asked_count(self, faq: FAQ) -> int:
        return len(faq.questions.all())

    @admin.action(description="已核对，答复仍然正确", permissions=["view"])
    def confirm_current(self, request: HttpRequest, queryset: Any) -> None:
        for faq in queryset.select_related("document"):
            moderation.confirm_current(faq, request.user)  # type: ignore[arg-type]
        messages.success(request, f"已记录 {len(queryset)} 件的核对。")

    def render_preview(self, request: HttpRequest, obj: FAQ) -> HttpResponse:
        context = public_frame(request, obj.get_absolute_url()) | faq_context(obj)
        return render(request, "interaction/faq.html", context)
