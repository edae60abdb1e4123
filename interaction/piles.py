from django.db.models import Q

from interaction.models import FAQ
from portal.desk import Pile
from portal.models import User
from portal.publication_states import State


def _outdated(user: User) -> Q:
    return Q(state=State.PUBLISHED, pk__in=FAQ.objects.outdated().values("pk"))


OUTDATED = Pile("outdated", "可能已过时", _outdated, alarm=True, calls=False, group="常见问题")
