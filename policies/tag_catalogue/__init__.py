"""The tag catalogue 〔13〕 as a file: `read` it, `plan` what it would change, `apply` that plan."""

from policies.tag_catalogue.application import apply, existing
from policies.tag_catalogue.catalogue import Catalogue, CatalogueRejected, DimensionEntry, Problem, TagEntry
from policies.tag_catalogue.planning import Plan, plan
from policies.tag_catalogue.reading import OPTIONAL, REQUIRED, read

__all__ = [
    "OPTIONAL",
    "REQUIRED",
    "Catalogue",
    "CatalogueRejected",
    "DimensionEntry",
    "Plan",
    "Problem",
    "TagEntry",
    "apply",
    "existing",
    "plan",
    "read",
]
