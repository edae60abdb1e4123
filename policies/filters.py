"""The filters of the policy list: everything in the URL; what cannot be understood is ignored with a note."""

from typing import Any

import django_filters as df
from django import forms
from django.db.models import Q

from policies import numbers
from policies.models import Document, Tag, Topic
from policies.reference import reference
from policies.validity import ENDED, Validity
from portal.models import Unit

MAX_QUERY = 100

SORTS = {"": "最新发布", "effective": "施行日期", "number": "发文字号"}
ORDERINGS = {
    "": ["-published_on"],
    "effective": ["-effective_on"],
    "number": ["-number_year", "number_prefix", "-number_serial"],
}


def text_condition(query: str) -> Q:
    """Title and number search: every word somewhere in the title, or a document number in any spelling."""
    words = query[:MAX_QUERY].replace("\x00", "").split()
    titles = Q()
    for word in words:
        caseless = word.upper() == word.lower()  # Chinese: no need to raise every title to capitals, half the time
        titles &= Q(title__contains=word) if caseless else Q(title__icontains=word)
    if key := numbers.search_key(query[:MAX_QUERY]):
        return titles | Q(number_key=key) | Q(index_number=query.strip())
    return titles


class TopicField(forms.Field):
    def to_python(self, value: Any) -> Topic | None:
        if not value:
            return None
        if topic := reference().topics.get(value):
            return topic
        raise forms.ValidationError("没有这个主题。")


class TagsField(forms.Field):
    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[Tag]:
        tags = [reference().tags.get(code) for code in dict.fromkeys(value or [])]
        if None in tags:
            raise forms.ValidationError("没有这个标签。")
        return [tag for tag in tags if tag]


class TopicFilter(df.Filter):
    field_class = TopicField


class TagFilter(df.Filter):
    field_class = TagsField


class WholeNumberFilter(df.NumberFilter):
    field_class = forms.IntegerField


class DocumentFilter(df.FilterSet):
    """Form of the query string. Conditions are asked for one by one, because each facet is counted without its own."""

    topic = TopicFilter(label="主题")
    issuer = df.ModelChoiceFilter(queryset=Unit.objects.all(), to_field_name="pk", label="发文机关")
    tag = TagFilter(label="标签")
    category = df.ChoiceFilter(choices=Document.Category.choices, label="文件类别")
    genre = df.ChoiceFilter(choices=Document.Genre.choices, label="公文种类")
    year = WholeNumberFilter(label="年份", min_value=0, max_value=9999)
    validity = df.ChoiceFilter(choices=Validity.choices, label="有效性")

    class Meta:
        model = Document
        fields: list[str] = []

    def chosen(self) -> dict[str, Any]:
        """The values that are understood, by filter name; the form's errors name the others."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}

    def ignored(self) -> list[str]:
        """A note for each value that means nothing here."""
        self.form.is_valid()
        return [
            f"筛选项「{self.filters[name].label}」的值无法识别，已忽略。"
            for name in self.form.errors
            if name in self.filters
        ]


def conditions(chosen: dict[str, Any], include_ended: bool) -> dict[str, Q]:
    """Filter name → condition on DocumentQuerySet.with_validity()."""
    found: dict[str, Q] = {}
    if topic := chosen.get("topic"):
        found["topic"] = Q(topic__in=[topic.pk, *(child.pk for child in reference().children(topic))])
    if issuer := chosen.get("issuer"):
        found["issuer"] = Q(pk__in=issuer.issues.values("document_id"))
    for tag in chosen.get("tag", []):
        found["tag"] = found.get("tag", Q()) & Q(pk__in=tag.tagged.values("content_object_id"))
    for name in ("category", "genre", "year"):
        if name in chosen:
            found[name] = Q(**{name: chosen[name]})
    if "validity" in chosen:
        found["validity"] = Q(validity_state=chosen["validity"])
    elif not include_ended:
        found["validity"] = ~Q(validity_state__in=list(ENDED))
    return found
