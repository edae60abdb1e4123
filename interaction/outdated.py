"""FAQs whose document changed or lapsed: who wrote them, their unit and the office are told, once for each."""

from interaction.models import FAQ
from portal import clocks, notices
from portal.models import Notice, User


def tell() -> int:
    """Returns how many FAQs were told of."""
    told = 0
    for faq in FAQ.objects.published().outdated().select_related("document", "unit"):
        if faq.document is None:
            continue
        url = notices.admin_url(faq)
        checked = faq.answers_as_of
        if Notice.objects.filter(url=url, text__startswith="可能已过时", made_at__gt=checked).exists():
            continue
        wrote = User.objects.filter(pk=faq.created_by_id, is_active=True).distinct()
        notices.tell(
            wrote | clocks.staff_of(faq.unit) | notices.office(),
            f"可能已过时：常见问题“{faq.title[:60]}”所依据的《{faq.document.title[:80]}》有变化，请核对。",
            url,
        )
        told += 1
    return told
