"""What happened in the decisions of this district: an Atom feed of everything published, newest first."""

from typing import Any

from django.urls import reverse

from decisions.models import Activity, Attendance, Catalogue, Consultation, Decision, Feedback, StageRecord
from portal.feeds import ENTRIES, ItemFeed


class DecisionFeed(ItemFeed):
    title, subtitle = "重大行政决策", "目录、意见征集、采纳情况、决策结果和后评估"

    def link(self) -> str:
        return reverse("decisions:index")

    def items(self) -> list[Any]:
        found: list[Any] = []
        for model in (Catalogue, Decision, Consultation, Feedback, StageRecord, Activity, Attendance):
            rows: Any = model._default_manager.published().select_related("unit").order_by("-published_at")
            found += rows.select_related("decision")[:ENTRIES] if hasattr(model, "decision") else rows[:ENTRIES]
        return sorted(found, key=lambda item: item.published_at, reverse=True)[:ENTRIES]

    def item_title(self, item: Any) -> str:
        return f"{item._meta.verbose_name}：{item.title}"

    def item_guid(self, item: Any) -> str:
        return f"urn:decision:{item._meta.model_name}:{item.pk}"
