"""What the database holds now, by code, and a digest by which a later moment can tell that nothing has moved."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from policies.models.tag import CatalogueVersion, Tag, TagDimension

_DIMENSION = ("code", "name", "facing", "required_for", "position")
_TAG = (
    "slug", "name", "dimension__code", "parent__slug", "synonyms", "description", "merged_into__slug", "retired",
    "position",
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    dimensions: dict[str, TagDimension]
    tags: dict[str, Tag]
    digest: str


def standing() -> Standing:
    """Three queries. Documents are no part of the digest: giving a tag to one does not spoil a plan."""
    dimensions = {each.code: each for each in TagDimension.objects.order_by("code")}
    tags = {
        each.slug: each for each in Tag.objects.select_related("dimension", "parent", "merged_into").order_by("slug")
    }
    versions = list(CatalogueVersion.objects.order_by("version").values_list("version", flat=True))
    state = [
        [[_value(each, name) for name in _DIMENSION] for each in dimensions.values()],
        [[_value(each, name) for name in _TAG] for each in tags.values()],
        versions,
    ]
    return Standing(dimensions, tags, hashlib.sha256(json.dumps(state).encode()).hexdigest())


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name) if row is not None else None
    return row
