"""Names of facets and of their values, as the registered types give them; read again when the version moves."""

from functools import cache

from portal import registry
from portal.models.version import PerVersion
from portal.search.item import FacetKind

_names: PerVersion[dict[str, dict[str, str]]] = PerVersion(dict)
_parents: PerVersion[dict[str, dict[str, str]]] = PerVersion(dict)
_groups: PerVersion[dict[str, dict[str, tuple[str, str]]]] = PerVersion(dict)


@cache
def facet_kinds() -> dict[str, FacetKind]:
    """All facets of all types by name, the first registration of a name decides."""
    found: dict[str, FacetKind] = {}
    for public_type in registry.public_types():
        for kind in public_type.search.facets if public_type.search is not None else ():
            found.setdefault(kind.name, kind)
    return found


def names_of(name: str, values: list[str]) -> dict[str, str]:
    """value → label in the kind's order; values without a label (retired tags) are left out."""
    held = _names().setdefault(name, {})
    if missing := [value for value in values if value not in held]:
        held |= dict.fromkeys(missing, "") | facet_kinds()[name].labels(missing)
    found = {value: held[value] for value in values if held[value]}
    if facet_kinds()[name].ordered:
        return {value: found[value] for value in facet_kinds()[name].labels(list(found)) if value in found}
    return found


def parents_of(name: str, values: list[str]) -> dict[str, str]:
    """value → the value it stands below, for values of the second level."""
    parent, held = facet_kinds()[name].parent, _parents().setdefault(name, {})
    if parent is None:
        return {}
    if missing := [value for value in values if value not in held]:
        held |= dict.fromkeys(missing, "") | parent(missing)
    return {value: held[value] for value in values if held[value]}


def groups_of(name: str, values: list[str]) -> dict[str, tuple[str, str]]:
    """value → (code, label) of its group, in the order of groups."""
    held = _groups()
    group = facet_kinds()[name].group
    if group is None:
        return {}
    if name not in held or any(value not in held[name] for value in values):
        held[name] = group(list({*held.get(name, {}), *values}))
    return {value: found for value, found in held[name].items() if value in values}


def kind_labels() -> dict[str, str]:
    return {each.key: each.label for each in registry.public_types() if each.search is not None}


def key_of(table: str) -> str:
    return next((each.key for each in registry.public_types() if each.model._meta.db_table == table), table)


def table_of(key: str) -> str:
    return next((each.model._meta.db_table for each in registry.public_types() if each.key == key), "")


def state_labels() -> dict[str, str]:
    """Names of states in the order of the first type that has them."""
    found: dict[str, str] = {}
    for public_type in registry.public_types():
        for state, (label, _, _) in public_type.search.states.items() if public_type.search is not None else ():
            found.setdefault(str(state), label)
    return found


def name_of(name: str, value: str) -> str:
    """What a chip shows."""
    if name == "kind":
        return kind_labels().get(value, value)
    if name == "validity":
        return state_labels().get(value, value)
    return names_of(name, [value]).get(value, value)


def long_name(name: str, value: str) -> str:
    """The full name where the label is a short one."""
    long = facet_kinds()[name].long_names
    return long([value]).get(value, "") if long is not None else ""
