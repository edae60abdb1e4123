"""The base of every public form, and where a post may come from."""

import hashlib
import re
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028-\u202e\u2066-\u2069\ufeff]")
TRAP = "homepage"
"""A field that no person sees; whoever fills it in is a machine."""
OWN_FIELDS = (TRAP, "proof", "confirmation")


class IntakeForm(forms.Form):
    """A form that the public posts. Subclasses give `purpose` and fields with `max_length`."""

    purpose: ClassVar[str]
    submit_label: ClassVar[str] = "提交"
    use_required_attribute = True
    error_css_class = "field--wrong"

    homepage = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    proof = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
    confirmation = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(None if data is None else cleaned(data), *args, **kwargs)
        for name, field in self.fields.items():
            hints = [f"{self.prefix or self.purpose}-{name}-hint"] if field.help_text else []
            if hints:
                field.widget.attrs.setdefault("aria-describedby", hints[0])
        self.auto_id = f"{self.prefix or self.purpose}-%s"

    @property
    def kept_days(self) -> int:
        """How long after the outcome name and contact are kept; the privacy notice says so."""
        return settings.ASKER_KEPT_DAYS

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that a person fills in."""
        return [self[name] for name in self.fields if name not in OWN_FIELDS]

    @property
    def repeated(self) -> list[tuple[str, str]]:
        """(name, value) of everything a person wrote, for the second step."""
        data: Any = self.data
        names = [self.add_prefix(name) for name in self.fields if name not in OWN_FIELDS]
        return [(name, value) for name in names for value in data.getlist(name)]

    @property
    def chosen_files(self) -> list[tuple[forms.BoundField, str]]:
        """(field, file name) of what was attached: no page can send a file back, so it is chosen once more."""
        files: Any = self.files
        return [(each, files[each.html_name].name) for each in self.shown if each.html_name in files]

    @property
    def digest(self) -> str:
        """What this post says, whoever proves it."""
        return hashlib.sha256(repr(self.repeated).encode()).hexdigest()

    @property
    def read_back(self) -> list[tuple[str, str]]:
        """(label, what was written) for reading over before confirming."""
        shown = [
            each for each in self.shown if not (isinstance(each.field, forms.BooleanField) and each.field.required)
        ]
        return [(str(field.label), _said(field)) for field in shown if _said(field)]


def _said(bound: forms.BoundField) -> str:
    value = bound.data
    if isinstance(bound.field, forms.BooleanField):
        return "是" if value else "否"
    choices = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return "、".join(choices.get(str(each), str(each)) for each in values if each not in (None, ""))


def cleaned(data: Any) -> Any:
    """The posted values without control and direction characters, which hide text or break exports."""
    copy = data.copy()
    for name in copy:
        copy.setlist(name, [CONTROL.sub("", value.replace("\r\n", "\n")) for value in data.getlist(name)])
    return copy


def is_foreign(request: HttpRequest) -> bool:
    """Whether a page of another site sent this post. A client that says nothing about it is not a browser's page."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    said = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(said) and urlsplit(said).netloc != request.get_host()
