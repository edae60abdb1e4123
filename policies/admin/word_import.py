"""从Word导入: a file becomes a draft, or the text of one; what was recognised is proposed, what was lost is said."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from policies import drafting
from policies.admin.previews import staff_addresses
from policies.models import Document
from policies.word import Converted, convert
from portal import roles
from portal.files import FileRejected
from portal.models import Unit
from portal.publishing import Refused

_WIDGET = forms.FileInput(attrs={"accept": ".docx"})


class WordForm(forms.Form):
    """`converted` holds the text once the form is valid."""

    file = forms.FileField(
        label="Word 文件（DOCX）", widget=_WIDGET, allow_empty_file=True, error_messages={"required": "请选择文件。"}
    )
    unit = forms.ModelChoiceField(label="公开主体", queryset=Unit.objects.none())

    converted: Converted

    def __init__(self, *args: Any, units: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.converted = convert(file.read(), file.name)
        except FileRejected as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return file


class WordImport:
    """Mixin of the documents' ModelAdmin."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("from-word/", view(self.from_word_view), name="policies_document_from_word"),
            path("<int:pk>/from-word/", view(self.from_word_view), name="policies_document_word_text"),
            path("<int:pk>/word-report/", view(self.word_report_view), name="policies_document_word_report"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def from_word_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """GET asks for the file; POST makes the draft, or replaces the text of the draft `pk`."""
        document = self.get_object(request, str(pk)) if pk else None  # type: ignore[attr-defined]
        if pk and document is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        allowed = roles.may_edit(request.user, document) if document else self.has_add_permission(request)  # type: ignore[arg-type,attr-defined]
        if not allowed:
            messages.error(request, "只有起草人可以在草稿里导入正文。")
            return HttpResponseRedirect(reverse("admin:policies_document_changelist"))
        units = None if document else roles.visible_units(request.user)  # type: ignore[arg-type]
        form = WordForm(
            request.POST or None,
            request.FILES or None,
            units=units,
            initial={"unit": request.user.unit_id},  # type: ignore[union-attr]
        )
        if request.method == "POST" and form.is_valid():
            return self._import(request, form, document)
        title = f"从Word导入正文：{document.title}" if document else "从Word导入"
        context = {**self.admin_site.each_context(request), "title": title, "form": form, "object": document}
        return render(request, "admin/policies/document/from_word.html", context | {"opts": self.opts})

    def _import(self, request: HttpRequest, form: WordForm, document: Document | None) -> HttpResponse:
        arguments: dict[str, Any] = {"by": request.user, "converted": form.converted}
        arguments["name"] = form.cleaned_data["file"].name
        try:
            if document:
                drafting.replace_with_word(document, **arguments)
            else:
                document = drafting.draft_from_word(unit=form.cleaned_data["unit"], **arguments)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:policies_document_changelist"))
        messages.success(request, f"正文已导入「{document.title}」。")
        return HttpResponseRedirect(reverse("admin:policies_document_word_report", args=[document.pk]))

    def word_report_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was lost, what was recognised, which pictures have no words; POST takes over what was ticked."""
        document = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if document is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        editable = roles.may_edit(request.user, document)  # type: ignore[arg-type]
        if request.method == "POST" and editable:
            return self._take_over(request, document)
        found = drafting.proposals(document)
        rows = [
            ("title", "标题", found.title, document.title),
            ("number", "发文字号", found.number, document.number),
            (
                "issuers",
                "发文机关",
                "、".join(found.issuers),
                "、".join(each.unit.name for each in document.issues.all()),
            ),
            ("written_on", "成文日期", _day(found.written_on), _day(document.written_on)),
        ]
        pictures = [
            {
                "number": each.number,
                "alt": each.alt,
                "address": staff_addresses(document, f'"{each.address}').removeprefix('"'),
            }
            for each in drafting.pictures(document.body)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": f"导入报告：{document.title}",
            "object": document,
            "opts": self.opts,
            "editable": editable,
            "word": document.source_data.get("word", {}),
            "rows": [
                {"name": name, "label": label, "found": value, "now": now, "same": value == now}
                for name, label, value, now in rows
            ],
            "pictures": pictures,
            "body": document.body,
        }
        return render(request, "admin/policies/document/word_report.html", context)

    @staticmethod
    def _take_over(request: HttpRequest, document: Document) -> HttpResponse:
        alts = {
            int(name.removeprefix("alt-")): str(words)
            for name, words in request.POST.items()
            if name.startswith("alt-") and name[4:].isdigit() and str(words).strip()
        }
        known = {each.number: each.alt for each in drafting.pictures(document.body)}
        alts = {number: words for number, words in alts.items() if known.get(number, words) != words.strip()}
        try:
            done = drafting.take_over(document, by=request.user, chosen=set(request.POST.getlist("take")), alts=alts)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"已采用：{'、'.join(done)}。" if done else "没有采用任何要素。")
        return HttpResponseRedirect(reverse("admin:policies_document_change", args=[document.pk]))


def _day(value: Any) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
