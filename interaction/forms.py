"""The forms of the public: ask, ask once more, rate."""

import re
from typing import Any

from django import forms

from interaction.models import Channel
from interaction.models.question import TEXT_LIMIT
from interaction.reference import reference
from portal.intake.forms import IntakeForm

_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}(?:[- ]?\d{1,6})?|\d{7,8}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SHORTEST = 5


class QuestionForm(IntakeForm):
    purpose = "question"
    submit_label = "提交留言"

    channel = forms.ChoiceField(label="类别", widget=forms.RadioSelect)
    title = forms.CharField(label="标题", max_length=60, help_text="一句话说清想问什么。")
    text = forms.CharField(
        label="内容",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=f"不超过 {TEXT_LIMIT} 字。请不要写身份证号、银行卡号等个人信息。",
    )
    name = forms.CharField(label="姓名", max_length=30, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact = forms.CharField(
        label="电话或电子邮箱",
        max_length=60,
        help_text="只用于答复您，不会公开。",
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    may_publish = forms.BooleanField(
        label="同意隐去个人信息后，公开这件留言和答复（不勾选则只答复您本人）", required=False
    )
    has_read = forms.BooleanField(
        label="已阅读下面的个人信息处理说明", error_messages={"required": "请阅读个人信息处理说明并勾选。"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.offered()
        self.fields["channel"].choices = offered  # type: ignore[attr-defined]
        if offered:
            self.fields["channel"].initial = offered[0][0]

    @staticmethod
    def offered() -> tuple[tuple[str, str], ...]:
        """(code, words) of the channels."""
        return tuple((each.code, f"{each.name}：{each.description}") for each in reference().channels)

    def clean_channel(self) -> Channel:
        return next(each for each in reference().channels if each.code == self.cleaned_data["channel"])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        if len("".join(text.split())) < SHORTEST:
            raise forms.ValidationError(f"请至少写 {SHORTEST} 个字，说清您的问题。")
        return text

    def clean_contact(self) -> str:
        contact = self.cleaned_data["contact"].strip()
        if not (_PHONE.fullmatch(contact) or _MAIL.fullmatch(contact)):
            raise forms.ValidationError("请填写电话号码或电子邮箱，如 13800138000、021-59610000、name@example.com。")
        return contact


class FollowUpForm(IntakeForm):
    """追问, once, by who holds the receipt."""

    purpose = "follow-up"
    submit_label = "提交追问"
    token = forms.CharField(widget=forms.HiddenInput, max_length=500)
    text = forms.CharField(label="还想问", max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 4}))

    @property
    def shown(self) -> list[forms.BoundField]:
        return [each for each in super().shown if each.name != "token"]

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        if len("".join(text.split())) < SHORTEST:
            raise forms.ValidationError(f"请至少写 {SHORTEST} 个字，说清您的问题。")
        return text


class RatingForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, max_length=500)
    score = forms.TypedChoiceField(
        label="您对答复是否满意",
        coerce=int,
        choices=[(5, "很满意"), (4, "满意"), (3, "一般"), (2, "不满意"), (1, "很不满意")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="想说的话", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
