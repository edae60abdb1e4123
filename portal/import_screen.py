"""The staff screen of a table that is previewed and then taken in: choose, see what it would do, confirm."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from portal.files import FileRejected, human_size
from portal.previewed_file import PreviewedFile, opened, seal
from portal.publication_states import Refused
from portal.spreadsheet import MAX_BYTES, MAX_ROWS

SHOWN = 200


class TableForm(forms.Form):
    file = forms.FileField(
        label="表格（XLSX 或 CSV）",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "请选择表格。"},
    )


class Plan(Protocol):
    """What a file would do. `troubles`: (row, sentence) of what keeps it out."""

    @property
    def troubles(self) -> list[tuple[int, str]]: ...
    @property
    def changes_nothing(self) -> bool: ...
    @property
    def digest(self) -> str: ...


@dataclass(frozen=True)
class ImportScreen:
    """One kind of table. FileRejected and Refused of the callables are shown to staff; nothing is half taken in."""

    purpose: str
    """For which a preview is signed: never taken for another."""
    template: str
    """Extends admin/portal/import_file.html."""
    plan: Callable[[BinaryIO, str], Any]
    """(file, name) → Plan."""
    sections: Callable[[Any], list[tuple[str, list[tuple[str, str]]]]]
    """Lists of the preview: heading, (name, what)."""
    take: Callable[[BinaryIO, str, str], str]
    """(file, name, digest of the preview) → the sentence that tells what was done."""
    done: str
    """Where one goes from there."""

    def answer(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Who may is asked by the caller."""
        context |= {"form": TableForm(), "max_rows": MAX_ROWS, "max_size": human_size(MAX_BYTES)}
        if request.method == "POST" and "token" in request.POST:
            return self._confirmed(request, context)
        if request.method == "POST":
            form = TableForm(request.POST, request.FILES)
            if form.is_valid():
                file = form.cleaned_data["file"]
                return self._preview(request, context, PreviewedFile(file.name, file.read(MAX_BYTES + 1)))
            context["form"] = form
        return render(request, self.template, context)

    def _preview(self, request: HttpRequest, context: dict[str, Any], file: PreviewedFile) -> HttpResponse:
        """The file goes along with the button, signed, and nothing is kept here."""
        try:
            made: Plan = self.plan(io.BytesIO(file.content), file.name)
        except FileRejected as refusal:
            return render(request, self.template, context | {"refusal": str(refusal)})
        context |= {"plan": made, "file_name": file.name, "sections": self.sections(made)}
        context |= {"troubles": made.troubles[:SHOWN], "trouble_count": len(made.troubles)}
        if not made.troubles and not made.changes_nothing:
            context["token"] = seal(request, self.purpose, PreviewedFile(file.name, file.content, made.digest))
        return render(request, self.template, context)

    def _confirmed(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        try:
            file = opened(request, self.purpose)
        except Refused as refusal:
            return render(request, self.template, context | {"refusal": str(refusal)})
        try:
            sentence = self.take(io.BytesIO(file.content), file.name, file.digest)
        except (FileRejected, Refused) as refusal:
            messages.error(request, str(refusal))
            return self._preview(request, context, file)
        messages.success(request, sentence)
        return HttpResponseRedirect(self.done)
