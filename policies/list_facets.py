"""The facets beside a list of policy documents: labels, counts and where each option leads."""

from typing import Any

from policies.listing import DocumentListing
from policies.models import Document, TagDimension, Topic
from policies.reference import reference
from policies.validity import Validity
from portal.list_links import FacetView, Option
from portal.models import Unit
from portal.models.unit import units_now

SHOWN = 6
"""Options of a facet before 更多."""
LONGEST = 40
"""Options of a facet at all; the rarest of three hundred issuers are found by name on the page of units."""


def facets(listing: DocumentListing) -> list[FacetView]:
    """In the order of the page: who you are and what happened first, then what the document is, then the rest."""
    counts = listing.counts.values
    years = {year: f"{year}年" for year in sorted((year for year in counts["year"] if year), reverse=True)}
    tags = _tag_facets(listing)
    return [
        *tags[:2],
        _topic_facet(listing),
        _facet(listing, "validity", "有效性", {state: state.label for state in Validity}),
        _facet(listing, "issuer", "发文机关", _unit_names(counts["issuer"]), by_count=True),
        _facet(listing, "category", "文件类别", dict(Document.Category.choices)),
        _facet(listing, "genre", "公文种类", dict(Document.Genre.choices), by_count=True),
        _facet(listing, "year", "年份", years),
        *tags[2:],
    ]


def _unit_names(counts: dict[int, int]) -> dict[Any, str]:
    known = units_now()
    return {key: known[key].label for key in counts if key in known}


def _view(name: str, label: str, options: list[Option]) -> FacetView:
    """A chosen option is never folded away."""
    shown = options[:SHOWN] + [option for option in options[SHOWN:] if option.selected]
    return FacetView(name, label, shown, [option for option in options[SHOWN:] if not option.selected])


def _facet(
    listing: DocumentListing, name: str, label: str, labels: dict[Any, str], by_count: bool = False
) -> FacetView:
    counts = listing.counts.values[name]
    keys = [key for key in labels if counts.get(key)]
    if by_count:
        keys.sort(key=lambda key: (-counts[key], labels[key]))
    chosen = listing.chosen.get(name)
    chosen = chosen.pk if isinstance(chosen, Unit) else chosen
    keys = keys[:LONGEST] + [key for key in keys[LONGEST:] if key == chosen]
    options = [
        Option(
            labels[key],
            listing.url(drop=(name,)) if key == chosen else listing.url(**{name: key}),
            counts[key],
            key == chosen,
        )
        for key in keys
    ]
    return _view(name, label, options)


def _topic_facet(listing: DocumentListing) -> FacetView:
    """First level, each with the documents below it; inside a chosen topic its second level."""
    counts, known = listing.counts.values["topic"], reference()
    chosen: Topic | None = listing.chosen.get("topic")
    options = []
    for topic in known.top_topics:
        children = known.children(topic)
        if total := sum(counts.get(each.pk, 0) for each in [topic, *children]):
            options.append(_topic_option(listing, topic, topic.name, total))
        if chosen and topic.pk in (chosen.pk, chosen.parent_id):
            options += [
                _topic_option(listing, child, f"　{child.name}", counts[child.pk])
                for child in children
                if counts.get(child.pk)
            ]
    return _view("topic", "主题分类", options)


def _topic_option(listing: DocumentListing, topic: Topic, label: str, count: int) -> Option:
    selected = listing.chosen.get("topic") == topic
    if selected:
        url = listing.url(drop=("topic",))
    elif "topic" in listing.fixed:  # a topic page leads to the page of another topic, with the other filters kept
        url = listing.url().replace(listing.path, topic.get_absolute_url(), 1)
    else:
        url = listing.url(topic=topic.code)
    return Option(label, url, count, selected)


def _tag_facets(listing: DocumentListing) -> list[FacetView]:
    """One for each dimension of the catalogue."""
    counts = listing.counts.values["tag"]
    chosen = {tag.pk for tag in listing.chosen.get("tag", [])}
    groups: dict[TagDimension, list[Option]] = {}
    tags = [tag for tag in reference().tags.values() if counts.get(tag.pk) and not tag.retired]
    for tag in sorted(tags, key=lambda tag: (tag.dimension.position, tag.dimension_id, -counts[tag.pk], tag.name)):
        selected = tag.pk in chosen
        url = listing.without("tag", tag) if selected else listing.url(tag=[*listing.query.getlist("tag"), tag.slug])
        groups.setdefault(tag.dimension, []).append(Option(tag.name, url, counts[tag.pk], selected))
    return [_view(f"tag-{dimension.code}", dimension.name, options) for dimension, options in groups.items()]
