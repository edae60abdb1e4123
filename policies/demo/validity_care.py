from django.utils import timezone

from policies.models import Document, ValidityDecision
from policies.piles import expiring_within
from policies.validity_care import decide
from portal.models import User


def load_decisions_on_validity(office: User) -> None:
    """One of the documents that run out within six months is decided on; the others wait on the desk."""
    if ValidityDecision.objects.exists():
        return
    expiring = Document.objects.filter(expiring_within(6)(office)).order_by("lapses_on", "pk").first()
    if expiring and expiring.lapses_on and expiring.lapses_on > timezone.localdate():
        decide(expiring, office, ValidityDecision.Choice.REVISE, "评估认为标准需要调整，修订后重新发布。", None)
