"""What the public posts: an opinion on a draft, and a sign-up for attending a meeting."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from decisions.models import Attendance, Consultation, Opinion, OpinionAttachment
from decisions.models.attendance import PURPOSE as ATTENDANCE
from decisions.models.opinion import PURPOSE as OPINION
from portal.files import human_size
from portal.intake.forms import IntakeForm

LARGEST = 10 * 1024 * 1024
WHOLE = ""


class OpinionForm(IntakeForm):
    """On the whole draft or on one article; with the questions of the unit where it asks some."""

    purpose = OPINION
    submit_label = "提交意见"
    aim = forms.ChoiceField(label="针对", required=False)
    text = forms.CharField(label="您的意见", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 6}))
    file = forms.FileField(
        label="附件", required=False, help_text="可以上传一份 Word、PDF 或图片，不超过10兆。附件不会公开。"
    )
    name = forms.CharField(
        label="姓名或单位名称", max_length=60, required=False, help_text="不会公开，方便我们与您核实。"
    )
    contact = forms.CharField(label="电话或邮箱", max_length=100, required=False, help_text="不会公开。")

    def __init__(self, consultation: Consultation, *args: Any, **kwargs: Any) -> None:
        self.drafts = list(consultation.drafts.all())
        self.questions = list(consultation.questions.all())
        self.aims = aims(self.drafts)
        super().__init__(*args, **kwargs)
        self.fields["aim"].choices = [(WHOLE, "全文"), *((key, label) for key, (_, _, label) in self.aims.items())]  # type: ignore[attr-defined]
        for question in self.questions:
            kind = forms.MultipleChoiceField if question.multiple else forms.ChoiceField
            widget = forms.CheckboxSelectMultiple if question.multiple else forms.RadioSelect
            options = [(str(place), text) for place, text in enumerate(question.choices)]
            self.fields[f"question{question.pk}"] = kind(
                label=question.text, choices=options, widget=widget, required=False
            )
        self.order_fields([f"question{each.pk}" for each in self.questions])

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file:
            return None
        if file.size > LARGEST:
            raise ValidationError(f"附件有{human_size(file.size)}，超过了10兆。")
        self.attachment = OpinionAttachment()
        try:
            self.attachment.read(file, file.name)
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("text", "").strip() and not self._chosen(data):
            self.add_error("text", "请写下您的意见。" if not self.questions else "请写下您的意见，或者回答上面的问题。")
        return data

    def _chosen(self, data: dict[str, Any]) -> dict[str, list[str]]:
        """Question → the words of the choices, as they stood when it was answered."""
        found = {}
        for question in self.questions:
            value = data.get(f"question{question.pk}") or []
            places = value if isinstance(value, list) else [value]
            if places:
                found[question.text] = [question.choices[int(place)] for place in places]
        return found

    def opinion(self) -> Opinion:
        """The row that this form means, not saved and without receipt."""
        data = self.cleaned_data
        draft, article, _ = self.aims.get(data.get("aim") or "", (None, "", ""))
        return Opinion(
            draft=draft, article=article, text=data["text"].strip(), answers=self._chosen(data),
            name=data["name"], contact=data["contact"],
        )  # fmt: skip


def aims(drafts: list[Any]) -> dict[str, tuple[Any, str, str]]:
    """Key → (draft, article, label): each draft where there are several, and each of its articles."""
    found: dict[str, tuple[Any, str, str]] = {}
    several = len(drafts) > 1
    for place, draft in enumerate(drafts):
        lead = f"《{draft.title}》" if several else ""
        if several:
            found[f"{place}"] = (draft, "", f"{lead}全文")
        for each in draft.articles:
            found[f"{place}-{each['anchor']}"] = (draft, each["label"][:30], f"{lead}{each['label']}")
    return found


class SignUpForm(IntakeForm):
    purpose = ATTENDANCE
    submit_label = "提交报名"
    name = forms.CharField(label="姓名", max_length=30)
    phone = forms.RegexField(
        label="手机号码", regex=r"^1\d{10}$", max_length=11, error_messages={"invalid": "请填写11位手机号码。"},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}), help_text="只用来通知您，不会公开。",
    )  # fmt: skip
    town = forms.CharField(label="居住或工作的街镇", max_length=60, required=False)
    about = forms.CharField(
        label="为什么想参加", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_adult = forms.BooleanField(label="我已年满18周岁，具有完全民事行为能力")

    def __init__(self, attendance: Attendance, *args: Any, **kwargs: Any) -> None:
        self.attendance = attendance
        super().__init__(*args, **kwargs)
