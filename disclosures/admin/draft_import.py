"""Staff screen that makes drafts from a table, beside the list of their kind."""

from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from disclosures.draft_import import DraftKind, DraftPlan, plan, take
from portal.import_screen import ImportScreen


class DraftImport:
    """Mixin of the admin of a publishable kind; `drafts` says what a table may bring."""

    drafts: DraftKind
    change_list_template = "admin/disclosures/draft_list.html"

    def get_urls(self: Any) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_drafts_view)
        return [path("import-drafts/", view, name=self._import_name()), *super().get_urls()]  # type: ignore[misc]

    def _import_name(self: Any) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_import_drafts"

    def changelist_view(self: Any, request: HttpRequest, extra_context: Any = None) -> Any:
        url = reverse(f"admin:{self._import_name()}") if self.has_add_permission(request) else ""
        return super().changelist_view(request, {**(extra_context or {}), "import_url": url})  # type: ignore[misc]

    def import_drafts_view(self: Any, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied("只有起草人和政务公开办可以导入草稿。")
        user: Any = request.user

        def taken(file: BinaryIO, name: str, digest: str) -> str:
            return f"已导入{len(take(self.drafts, file, name, user))}件草稿，补齐要素后送审。"

        listed = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        screen = ImportScreen(
            self._import_name(), "admin/disclosures/import_drafts.html",
            lambda file, name: plan(self.drafts, file, name, user), _sections, taken, f"{listed}?state__exact=draft",
        )  # fmt: skip
        context = {**self.admin_site.each_context(request), "opts": self.opts, "header": self.drafts.shown}
        context |= {"title": f"从表格导入{self.opts.verbose_name}", "parts": list(self.drafts.parts)}
        return screen.answer(request, context)


def _sections(made: DraftPlan) -> list[tuple[str, list[tuple[str, str]]]]:
    return [("新的草稿", [(item.title, str(item.unit)) for item, _ in made.drafts])]
