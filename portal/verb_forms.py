"""What a verb asks of the person who presses it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from portal.models.review import CHECKS, DEFAULT_BASIS, Review, check_field

_TEXT = {"class": "staff-input", "rows": 4}


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", widget=forms.Textarea(attrs=_TEXT), max_length=2000)

    def arguments(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class ScheduleForm(forms.Form):
    """The minute of publication; the author's wish is proposed."""

    moment = forms.DateTimeField(
        label="发布时间",
        help_text="到这一分钟自动发布，记在您的名下。北京时间。",
        widget=forms.DateTimeInput(attrs={"class": "staff-input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_moment(self) -> dt.datetime:
        moment = self.cleaned_data["moment"]
        if moment <= timezone.now():
            raise forms.ValidationError("这个时间已经过去。")
        return moment

    def arguments(self) -> dict[str, Any]:
        return {"moment": self.cleaned_data["moment"]}


class ReviewForm(forms.Form):
    """先审查后公开: the checklist, the conclusion, its basis."""

    conclusion = forms.ChoiceField(label="结论", choices=Review.Conclusion, widget=forms.RadioSelect)
    basis = forms.CharField(
        label="审查依据", initial=DEFAULT_BASIS, max_length=200, widget=forms.TextInput(attrs={"class": "staff-input"})
    )
    opinion = forms.CharField(
        label="审查意见", required=False, max_length=2000, widget=forms.Textarea(attrs=_TEXT), help_text="退回时必填。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CHECKS:
            column = check_field(name)
            self.fields[name] = forms.BooleanField(
                label=str(column.verbose_name), help_text=column.help_text, required=False
            )

    @property
    def checks(self) -> list[Any]:
        return [self[name] for name in CHECKS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        unconfirmed = [str(self.fields[name].label) for name in CHECKS if not data.get(name)]
        if data.get("conclusion") == Review.Conclusion.PASSED and unconfirmed:
            self.add_error("conclusion", f"同意公开须逐项确认，还没有确认：{'、'.join(unconfirmed)}。")
        if data.get("conclusion") == Review.Conclusion.RETURNED and not data.get("opinion", "").strip():
            self.add_error("opinion", "退回必须写明意见，起草人凭它修改。")
        return data

    def confirmed(self) -> dict[str, bool]:
        return {name: self.cleaned_data[name] for name in CHECKS}


class UrgentForm(ReviewForm):
    """应急发布: reason first; the review is part of it, its conclusion can only be to publish."""

    reason = forms.CharField(label="应急原因", widget=forms.Textarea(attrs=_TEXT), max_length=2000)
    field_order = ["reason"]

    def __init__(self, *args: Any, reviewed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reviewed = reviewed
        del self.fields["conclusion"]
        self.fields["opinion"].help_text = ""
        if reviewed:
            for name in [*CHECKS, "basis", "opinion"]:
                del self.fields[name]

    @property
    def checks(self) -> list[Any]:
        return [] if self.reviewed else super().checks

    def clean(self) -> dict[str, Any]:
        data = forms.Form.clean(self) or {}
        for name in CHECKS:
            if name in self.fields and not data.get(name):
                self.add_error(name, "应急发布也必须先审查，请逐项确认。")
        return data

    def arguments(self) -> dict[str, Any]:
        review = {} if self.reviewed else {name: self.cleaned_data[name] for name in ("basis", "opinion")}
        return {"reason": self.cleaned_data["reason"], **review}
