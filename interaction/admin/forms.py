"""What each step of handling asks of the person who takes it."""

from typing import Any

from django import forms

from interaction.models import Channel, Question, ReplyTemplate
from policies.articles import article_anchor, has_articles
from policies.models import Document
from portal.models import Unit

_TEXT = {"class": "staff-input", "rows": 4}
_LINE = {"class": "staff-input"}


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs=_TEXT))

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question


class TransferForm(ReasonForm):
    unit = forms.ModelChoiceField(
        label="转给", queryset=Unit.objects.own().filter(successor=None), widget=forms.Select(attrs=_LINE)
    )
    field_order = ["unit", "reason"]


class ChannelForm(ReasonForm):
    channel = forms.ModelChoiceField(
        label="按类别办理", queryset=Channel.objects.all(), widget=forms.Select(attrs=_LINE)
    )
    field_order = ["channel", "reason"]


class DraftForm(forms.Form):
    template = forms.ModelChoiceField(
        label="模板",
        queryset=ReplyTemplate.objects.all(),
        required=False,
        widget=forms.Select(attrs=_LINE),
        help_text="选了模板而答复留空，就用模板的文字。",
    )
    text = forms.CharField(
        label="答复", required=False, max_length=5000, widget=forms.Textarea(attrs={"class": "staff-input", "rows": 12})
    )
    grounds = forms.CharField(label="依据", required=False, max_length=200, widget=forms.TextInput(attrs=_LINE))
    cites = forms.BooleanField(label="引用所问的政策", required=False)
    article = forms.CharField(
        label="引用条款", required=False, max_length=30, widget=forms.TextInput(attrs=_LINE), help_text="如：第八条"
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        if question.document is None:
            del self.fields["cites"]
        if reply := getattr(question, "reply", None):
            self.initial = dict(self.initial) | {
                "text": reply.text,
                "grounds": reply.grounds,
                "article": reply.article,
                "cites": bool(reply.document),
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        template, article = data.get("template"), (data.get("article") or "").strip()
        if template and not (data.get("text") or "").strip():
            data["text"], data["grounds"] = template.text, data.get("grounds") or template.grounds
        if not (data.get("text") or "").strip():
            self.add_error("text", "请写答复，或选一个模板。")
        body = self.question.document.body if self.question.document else ""
        if article and has_articles(body) and not article_anchor(article, body):
            self.add_error("article", f"这份政策里没有“{article}”。")
        return data

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        document: Document | None = self.question.document if data.get("cites") or data.get("article") else None
        return {
            "text": data["text"],
            "grounds": data.get("grounds", ""),
            "template": data.get("template"),
            "document": document,
            "article": (data.get("article") or "").strip(),
        }
