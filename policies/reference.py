"""Topics, dimensions and tags in memory: small tables that every list needs, read again when the publication version moves."""

from dataclasses import dataclass
from functools import cached_property

from policies.models import Tag, TagDimension, Topic
from portal.models.version import PerVersion


@dataclass
class Reference:
    topics: dict[str, Topic]
    """Code → topic with its parent; in order of code."""
    tags: dict[str, Tag]
    """Code → tag with its dimension, in order of dimension; retired ones too, because their pages stay."""
    dimensions: list[TagDimension]

    def children(self, topic: Topic) -> list[Topic]:
        return [each for each in self.topics.values() if each.parent_id == topic.pk]

    @property
    def top_topics(self) -> list[Topic]:
        return [each for each in self.topics.values() if each.parent_id is None]

    @cached_property
    def tags_by_id(self) -> dict[int, Tag]:
        return {tag.pk: tag for tag in self.tags.values()}

    @cached_property
    def topics_by_id(self) -> dict[int, Topic]:
        return {topic.pk: topic for topic in self.topics.values()}


def _load() -> Reference:
    dimensions = list(TagDimension.objects.all())
    tags = (
        Tag.objects.filter(merged_into=None)
        .select_related("dimension")
        .order_by("dimension__position", "position", "slug")
    )
    return Reference(
        {topic.code: topic for topic in Topic.objects.select_related("parent")},
        {tag.slug: tag for tag in tags},
        dimensions,
    )


reference = PerVersion(_load)
