"""Who may do what to an item: the one place where it is decided. The database adds what nobody may do (publication_rules).

起草 authors and 审查 reviewers act on items of their own unit and of the units below it; 发布, the open-government office,
on those of every unit.
"""

from django.db import models

from portal.models import Unit, User
from portal.models.user import AUTHOR, OFFICE, REVIEWER
from portal.publishing import EDITABLE, Publishable

ROLES_OF_VERB = {
    "submit": {AUTHOR, OFFICE},
    "clear": {REVIEWER, OFFICE},
    "send_back": {REVIEWER, OFFICE},
    "publish": {OFFICE},
    "publish_urgently": {OFFICE},
    "schedule": {OFFICE},
    "unschedule": {OFFICE},
    "sign": {REVIEWER, OFFICE},
    "withdraw": {OFFICE},
    "correct": {OFFICE},
    "overrule": {REVIEWER, OFFICE},
}


def roles(user: User) -> set[str]:
    """The groups of an active member of staff, read once per request; an administrator has every role."""
    if not (user.is_active and user.is_staff):
        return set()
    if user.is_superuser:
        return {AUTHOR, REVIEWER, OFFICE}
    if not hasattr(user, "_roles"):
        user._roles = set(user.groups.values_list("name", flat=True))  # type: ignore[attr-defined]
    return user._roles  # type: ignore[attr-defined]


def sees_everything(user: User) -> bool:
    return OFFICE in roles(user)


def visible_units(user: User) -> models.QuerySet[Unit]:
    """Units whose items the user may see in the admin."""
    return Unit.objects.all() if sees_everything(user) else Unit.objects.filter(pk__in=_own_units(user))


def _own_units(user: User) -> list[int]:
    """The person's unit and all below it, read once per request."""
    if not roles(user) or user.unit is None:
        return []
    if not hasattr(user, "_own_units"):
        user._own_units = list(Unit.objects.below(user.unit).order_by().values_list("pk", flat=True))  # type: ignore[attr-defined]
    return user._own_units  # type: ignore[attr-defined]


def visible_keys(user: User) -> list[int] | None:
    """Keys of those units; None stands for all."""
    return None if sees_everything(user) else _own_units(user)


def visible_items(user: User, items: models.QuerySet, path: str = "unit") -> models.QuerySet:
    """The items that belong to one of those units; `path` leads from an item to its unit."""
    return items if sees_everything(user) else items.filter(**{f"{path}__in": _own_units(user)})


def sees(user: User, unit_id: int | None) -> bool:
    """Whether items of this unit are among those that the user sees."""
    return sees_everything(user) or unit_id in _own_units(user)


def may(user: User, verb: str, item: Publishable) -> bool:
    """Whether the user's role and unit allow the verb on this item, whatever its state."""
    if not roles(user) & ROLES_OF_VERB[verb]:
        return False
    return sees(user, item.unit_id)


def may_edit(user: User, item: Publishable) -> bool:
    """Content is edited in draft, by authors of the unit and by the office."""
    if item.state not in EDITABLE or not roles(user) & {AUTHOR, OFFICE}:
        return False
    return sees(user, item.unit_id)
