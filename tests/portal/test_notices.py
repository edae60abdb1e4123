"""Staff are told, once, by mail at most hourly; mail that is down loses nothing."""

import datetime as dt
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from portal.mailing import make_digests, send_digests
from portal.models import Digest, Notice, User
from tests.factories import make_draft, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailed(he) -> User:
    he.email = "he@lanyu.example"
    he.save(update_fields=["email"])
    return he


def notice(person: User, text: str = "有一件待审") -> Notice:
    return Notice.objects.create(recipient=person, text=text, url="/admin/")


def test_submission_tells_the_reviewers_of_the_unit_and_of_those_above(lin, he, qiu, construction) -> None:
    below = make_unit("岚屿区房屋管理所", parent=construction)
    author = make_user("bao", below, "起草", "审查")
    elsewhere = make_user("wu", make_unit("岚屿区教育局"), "审查")
    document = make_draft("房屋通知", unit=below, created_by=author)
    document.submit(author)
    assert list(Notice.objects.values_list("recipient__username", flat=True)) == ["he"]
    assert elsewhere


def test_sending_back_tells_the_author_why(lin, he) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    document.send_back(he, "附件缺页")
    assert "附件缺页" in Notice.objects.get(recipient=lin).text


def test_digest_gathers_and_is_sent_once(mailed) -> None:
    notice(mailed, "第一条")
    notice(mailed, "第二条")
    assert (make_digests(), send_digests(), send_digests(), make_digests()) == (1, 1, 0, 0)
    assert len(mail.outbox) == 1
    assert "第一条" in mail.outbox[0].body
    assert "第二条" in mail.outbox[0].body
    assert mail.outbox[0].to == ["he@lanyu.example"]


def test_next_digest_waits_for_its_hour(mailed) -> None:
    now = timezone.now()
    notice(mailed)
    make_digests(now)
    send_digests(now)
    notice(mailed, "又一条")
    assert make_digests(now + dt.timedelta(minutes=59)) == 0
    later = now + dt.timedelta(minutes=61)
    assert (make_digests(later), send_digests(later)) == (1, 1)
    assert "又一条" in mail.outbox[1].body
    assert "有一件待审" not in mail.outbox[1].body


def test_read_notices_and_people_without_address_get_no_mail(mailed, lin) -> None:
    notice(lin)
    notice(mailed).mark_read()
    assert (make_digests(), send_digests()) == (0, 0)


class Down(EmailBackend):
    error: Exception = ConnectionRefusedError("邮件服务器没有应答")
    fails_at = "open"

    def open(self) -> Any:
        if self.fails_at == "open":
            raise self.error
        return True

    def send_messages(self, messages: Any) -> Any:
        if self.fails_at == "send":
            raise self.error
        return super().send_messages(messages)


@pytest.fixture
def down(monkeypatch) -> type[Down]:
    monkeypatch.setattr("portal.mailing.get_connection", lambda: Down())
    return Down


def test_nothing_is_lost_while_mail_is_down(mailed, down, monkeypatch) -> None:
    now = timezone.now()
    notice(mailed, "停机前")
    make_digests(now)
    assert send_digests(now) == 0
    assert Digest.objects.get().state == Digest.State.WAITING
    notice(mailed, "停机中")
    make_digests(now + dt.timedelta(minutes=10))
    monkeypatch.undo()
    assert send_digests(now + dt.timedelta(minutes=20)) == 1
    assert len(mail.outbox) == 1
    assert "停机前" in mail.outbox[0].body
    assert "停机中" in mail.outbox[0].body


def test_refused_recipient_is_tried_again(mailed, down, monkeypatch) -> None:
    monkeypatch.setattr(Down, "fails_at", "send")
    monkeypatch.setattr(Down, "error", smtplib.SMTPRecipientsRefused({}))
    notice(mailed)
    make_digests()
    send_digests()
    assert Digest.objects.get().state == Digest.State.WAITING


def test_what_may_have_left_is_never_sent_again(mailed, down, monkeypatch) -> None:
    monkeypatch.setattr(Down, "fails_at", "send")
    monkeypatch.setattr(Down, "error", smtplib.SMTPServerDisconnected("断开"))
    now = timezone.now()
    notice(mailed)
    make_digests(now)
    send_digests(now)
    monkeypatch.undo()
    assert send_digests(now + dt.timedelta(hours=3)) == 0
    assert mail.outbox == []
    assert "不能确定" in Digest.objects.get().error
    assert Notice.objects.unread(mailed).count() == 1, "the notice itself is still on the desk"


def test_process_that_died_while_sending_is_not_repeated(mailed) -> None:
    notice(mailed)
    make_digests()
    Digest.objects.update(state=Digest.State.SENDING, tried_at=timezone.now() - dt.timedelta(hours=2))
    assert send_digests() == 0


def test_everybody_reads_only_their_own_notices(staff, he, lin) -> None:
    mine, other = notice(he, "给何的"), notice(lin, "给林的")
    client = staff(he)
    page = client.get("/admin/portal/notice/").content.decode()
    assert "给何的" in page
    assert "给林的" not in page
    client.get(f"/admin/portal/notice/{other.pk}/open/")
    client.get(f"/admin/portal/notice/{mine.pk}/open/")
    assert list(Notice.objects.filter(read_at=None)) == [other]
