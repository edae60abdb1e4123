"""Digests by mail. At most one an hour to each person, none lost while mail is down, none sent twice.

A digest is a row before it is a mail. It is claimed in a committed write, sent, and marked as sent. Whatever certainly
did not leave goes back to waiting; where nobody can know (the process died, the connection broke after the text was handed
over) it stays in "sending" for an administrator to see, and its notices stay unread in the admin: never a second mail.
"""

import datetime as dt
import logging
import smtplib

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.models import Digest, Notice, SiteProfile, User

log = logging.getLogger(__name__)
EVERY = dt.timedelta(hours=1)
AGAIN_AFTER = dt.timedelta(minutes=5)
LISTED = 50


def make_digests(at: dt.datetime | None = None) -> int:
    """Gathers unread notices that no mail holds yet; returns how many people will get one."""
    at = at or timezone.now()
    made = 0
    waiting = Notice.objects.filter(digest=None, read_at=None)
    people = User.objects.filter(is_active=True, pk__in=waiting.values("recipient")).exclude(email="")
    for pk in people.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            person = User.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if person is not None:
                made += _gather(person, at)
    return made


def _gather(person: User, at: dt.datetime) -> bool:
    digest = Digest.objects.filter(recipient=person, state=Digest.State.WAITING).first()
    recent = Q(sent_at__gt=at - EVERY) | Q(state=Digest.State.SENDING, tried_at__gt=at - EVERY)
    if digest is None and Digest.objects.filter(recent, recipient=person).exists():
        return False
    digest = digest or Digest.objects.create(recipient=person, made_at=at)
    return bool(Notice.objects.filter(recipient=person, digest=None, read_at=None).update(digest=digest))


def send_digests(at: dt.datetime | None = None) -> int:
    """Sends what waits; returns how many left."""
    at = at or timezone.now()
    ready = Digest.objects.filter(state=Digest.State.WAITING).filter(
        Q(tried_at=None) | Q(tried_at__lte=at - AGAIN_AFTER)
    )
    return sum(_send(pk, at) for pk in ready.order_by("pk").values_list("pk", flat=True))


def _send(pk: int, at: dt.datetime) -> bool:
    claimed = Digest.objects.filter(pk=pk, state=Digest.State.WAITING).update(state=Digest.State.SENDING, tried_at=at)
    if not claimed:
        return False
    digest = Digest.objects.select_related("recipient").get(pk=pk)
    mail = get_connection()
    try:
        mail.open()
    except OSError as error:  # smtplib's own exceptions are OSErrors too
        return _wait(digest, error)
    try:
        mail.send_messages([message(digest)])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        return _wait(digest, error)
    except OSError as error:
        Digest.objects.filter(pk=pk).update(error=f"不能确定是否发出：{error}"[:300])
        log.error("digest %d: nobody knows whether it was sent: %s", pk, error)
        return False
    finally:
        mail.close()
    Digest.objects.filter(pk=pk).update(state=Digest.State.SENT, sent_at=at, error="")
    return True


def _wait(digest: Digest, error: Exception) -> bool:
    Digest.objects.filter(pk=digest.pk).update(state=Digest.State.WAITING, error=str(error)[:300])
    log.warning("digest %d waits: %s", digest.pk, error)
    return False


def message(digest: Digest) -> EmailMessage:
    """Plain text: each sentence with the address of its page."""
    domain = SiteProfile.load().domain
    rows = list(digest.notices.order_by("made_at", "id"))
    lines = [f"{digest.recipient}，您好。政务公开工作台有 {len(rows)} 条提醒：", ""]
    for row in rows[:LISTED]:
        lines += [f"· {timezone.localtime(row.made_at):%m-%d %H:%M} {row.text}", f"  https://{domain}{row.url}", ""]
    if len(rows) > LISTED:
        lines.append(f"另有 {len(rows) - LISTED} 条，请登录查看。")
    headers = {"Message-ID": f"<digest-{digest.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        f"政务公开工作台：{len(rows)} 条提醒", "\n".join(lines), to=[digest.recipient.email], headers=headers
    )
