"""政策解读: written, reviewed and published with its policy; seen from both pages; gone with it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.explaining import passages
from policies.models import Document, Interpretation, InterpretationFile, InterpretationWaiver
from portal.models import SearchEntry, User
from portal.models.version import PerVersion
from portal.publishing import Refused, State
from portal.schedule import publish_due
from portal.screening import findings, overrule
from tests.factories import cleared, make_draft, make_interpretation, make_policy, make_user, waive
from tests.file_samples import SAMPLES

pytestmark = pytest.mark.django_db
NORMATIVE = Document.Category.NORMATIVE


@pytest.fixture
def office(db: None) -> User:
    make_draft()
    return User.objects.get(username="meng")


def make_file(item: Interpretation, kind: str, role: str, **fields: Any) -> InterpretationFile:
    data = SAMPLES[kind]()
    row = InterpretationFile(interpretation=item, role=role, **fields)
    file = ContentFile(data, name=f"x.{kind}")
    row.read(file, f"x.{kind}")
    row.file.save(f"x.{kind}", file, save=False)
    row.save()
    return row


def check_now() -> None:
    """Constraints that wait for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class TestThreeSync:
    def test_a_normative_document_needs_a_cleared_interpretation(self, office: User) -> None:
        document = cleared(make_draft("补助办法", category=NORMATIVE))
        assert any("随文解读" in sentence for sentence in document.blockers())
        with pytest.raises(Refused, match="随文解读"):
            document.publish(office)
        make_interpretation(document)
        with pytest.raises(Refused, match="随文解读"):
            document.publish(office)
        document.refresh_from_db()
        assert document.state == State.CLEARED

    def test_both_go_public_in_the_same_moment(self, office: User) -> None:
        document = cleared(make_draft("补助办法", category=NORMATIVE))
        item = cleared(make_interpretation(document))
        document.publish(office)
        check_now()
        item.refresh_from_db()
        assert item.state == State.PUBLISHED
        assert item.published_at == document.published_at

    def test_an_interpretation_is_not_published_before_its_document(self, office: User) -> None:
        item = cleared(make_interpretation(make_draft("补助办法", category=NORMATIVE)))
        with pytest.raises(Refused, match="还没有公开"):
            item.publish(office)

    def test_a_refused_interpretation_takes_the_publication_back(self, office: User) -> None:
        """The publisher reviewed the interpretation: neither goes out."""
        document = cleared(make_draft("补助办法", category=NORMATIVE))
        item = make_interpretation(document)
        item.submit(item.created_by)
        item.clear(office)
        with pytest.raises(Refused, match="由您审查"), transaction.atomic():
            document.publish(office)
        assert Document.objects.get(pk=document.pk).state == State.CLEARED

    def test_a_waiver_lets_it_pass_and_stays(self, office: User) -> None:
        document = cleared(make_draft("延期通知", category=NORMATIVE))
        waiver = waive(document, "只延长有效期。")
        document.publish(office)
        check_now()
        for change in (
            "UPDATE policies_interpretationwaiver SET reason = 'x'",
            "DELETE FROM policies_interpretationwaiver",
        ):
            with pytest.raises(Exception, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
        assert InterpretationWaiver.objects.get().reason == waiver.reason

    def test_who_wrote_the_document_does_not_sign_its_waiver(self, office: User) -> None:
        document = make_draft("延期通知", category=NORMATIVE)
        with pytest.raises(IntegrityError, match="wrote the document"), transaction.atomic():
            InterpretationWaiver.objects.create(document=document, reason="没必要", signed_by=document.created_by)

    def test_sql_does_not_publish_without_interpretation(self, office: User) -> None:
        document = cleared(make_draft("补助办法", category=NORMATIVE))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE policies_document SET state = 'published', published_at = now(), published_by_id = %s, "
                "published_on = current_date, index_number = 'x-1' WHERE id = %s",
                [office.pk, document.pk],
            )
        with pytest.raises(IntegrityError, match="together with its interpretation"), transaction.atomic():
            check_now()
        waive(document)  # or the transaction of this test could not end either

    def test_an_urgent_publication_is_signed_only_with_interpretation(self, office: User) -> None:
        document = make_draft("台风停工令", category=NORMATIVE)
        document.submit(document.created_by)
        document.publish_urgently(office, "台风")
        check_now()
        signer = make_user("zhao", document.unit, "审查")
        with pytest.raises(Refused, match="随文解读"):
            document.sign(signer)
        item = cleared(make_interpretation(document))
        item.publish(office)
        document.sign(signer)
        check_now()
        assert document.signed_at

    def test_other_documents_need_none(self, office: User) -> None:
        assert make_policy("会议通知").state == State.PUBLISHED


class TestGone:
    def test_goes_with_its_document(self, client: Client, office: User) -> None:
        document = cleared(make_draft("补助办法", category=NORMATIVE))
        item = cleared(make_interpretation(document))
        file = make_file_first(item)
        document.publish(office)
        assert client.get(item.get_absolute_url()).status_code == 200
        shown = client.get(file.get_absolute_url())
        assert shown.status_code == 200
        assert b"".join(shown.streaming_content)
        assert SearchEntry.objects.filter(kind="policies_interpretation", object_id=item.pk).exists()
        document.withdraw(office, "数字有误")
        item.refresh_from_db()
        assert item.state == State.WITHDRAWN
        assert client.get(item.get_absolute_url()).status_code == 410
        assert client.get(file.get_absolute_url()).status_code == 410
        assert not SearchEntry.objects.filter(kind="policies_interpretation", object_id=item.pk).exists()

    def test_never_public_without_its_document(self, client: Client, office: User) -> None:
        """Even when the document's row is changed past every verb."""
        document = make_policy("定向", unit=None)
        item = cleared(make_interpretation(document, "绝不外泄的解读"))
        item.publish(office)
        Document.objects.filter(pk=document.pk).update(
            state="withdrawn", withdrawn_at=timezone.now(), withdrawn_by=office, withdrawal_reason="x"
        )
        for url in (
            item.get_absolute_url(),
            "/policies/interpretations/",
            "/feeds/interpretations/",
            "/sitemap-interpretation.xml",
        ):
            assert "绝不外泄" not in client.get(url).content.decode(), url

    @pytest.mark.parametrize("state", ["draft", "submitted", "cleared"])
    def test_nothing_unpublished_shows(self, client: Client, office: User, state: str) -> None:
        document = make_policy("公开的办法")
        item = make_interpretation(document, "绝不外泄的解读")
        if state != "draft":
            item.submit(item.created_by)
        if state == "cleared":
            item.clear(User.objects.get(username="xu"))
        for url in (
            document.get_absolute_url(),
            "/policies/interpretations/",
            "/feeds/interpretations/",
            "/sitemap-interpretation.xml",
            "/search/?q=绝不外泄的解读",
            "/sitemap/",
        ):
            shown = client.get(url).content.decode()
            assert "绝不外泄" not in re.sub(r'value="[^"]*"|“[^”]*”|<title>.*?</title>|q=[^"&]*', "", shown), url
        assert client.get(item.get_absolute_url()).status_code == 404


def make_file_first(item: Interpretation) -> InterpretationFile:
    """What belongs to an item changes while it is a draft."""
    item.send_back(User.objects.get(username="meng"), "补图")
    file = make_file(item, "png", "graphic", alt="申请四步：申请、审核、公示、拨付")
    allow(item)
    cleared(item)
    return file


class TestPages:
    def test_both_pages_lead_to_each_other(self, client: Client, office: User) -> None:
        document = make_policy("电梯补助办法")
        item = cleared(make_interpretation(document, keywords=["竣工：以验收合格证为准"], benefits="每台补助28万元。"))
        item.publish(office)
        page = client.get(document.get_absolute_url()).content.decode()
        assert item.get_absolute_url() in page
        assert "每台补助28万元" in page
        own = client.get(item.get_absolute_url()).content.decode()
        assert document.get_absolute_url() in own
        assert "惠民利企举措" in own
        assert "以验收合格证为准" in own
        assert "有效" in own

    def test_queries_do_not_grow(self, client: Client, office: User, django_assert_max_num_queries: Any) -> None:
        document = make_policy("电梯补助办法")
        for n in range(3):
            cleared(make_interpretation(document, f"解读{n}")).publish(office)
        for url in (document.get_absolute_url(), "/policies/interpretations/"):
            client.get(url)

            PerVersion.forget()
        with django_assert_max_num_queries(14):
            client.get(f"{document.get_absolute_url()}")

    def test_list_is_filtered_with_true_counts(self, client: Client, office: User) -> None:
        document = make_policy("电梯补助办法")
        cleared(make_interpretation(document, "图解一", form="graphic")).publish(office)
        cleared(make_interpretation(document, "问答一", form="qa", occasion="follow_up")).publish(office)
        page = client.get("/policies/interpretations/?form=graphic").content.decode()
        assert "图解一" in page
        assert "问答一" not in page
        assert client.get("/policies/interpretations/?form=nonsense&page=99999999999").status_code == 200

    def test_a_video_is_played_from_any_place(self, client: Client, office: User) -> None:
        document = make_policy("电梯补助办法")
        item = make_interpretation(document, form="video")
        video = make_file(item, "mp4", "video")
        assert any("字幕" in sentence for sentence in item.blockers())
        captions = make_file(item, "vtt", "captions")
        assert captions.text == "加装电梯有补助"
        assert not any("字幕" in sentence for sentence in item.incomplete())
        allow(item)
        cleared(item).publish(office)
        page = client.get(item.get_absolute_url()).content.decode()
        assert '<track kind="captions"' in page
        part = client.get(video.get_absolute_url(), headers={"range": "bytes=4-7"})
        assert part.status_code == 206
        assert b"".join(part.streaming_content) == b"ftyp"
        assert part.headers["Content-Range"] == f"bytes 4-7/{video.size}"
        beyond = client.get(video.get_absolute_url(), headers={"range": f"bytes={video.size}-"})
        assert beyond.status_code == 416


def allow(item: Interpretation) -> None:
    """A reviewer has watched what the machine cannot read."""

    for each in findings(item, passages(item)):
        overrule(item, each, by=User.objects.get(username="xu"), reason="已看过，没有个人信息")


class TestStaff:
    def test_a_reviewer_signs_a_waiver_and_the_author_cannot(self, staff: Any, lin: User, he: User) -> None:
        document = make_draft("延期通知", category=NORMATIVE, unit=lin.unit, created_by=lin)
        url = reverse("admin:policies_document_waiver", args=[document.pk])
        staff(lin).post(url, {"reason": "不用"})
        assert not InterpretationWaiver.objects.exists()
        reviewer = staff(he)
        assert reviewer.get(url).status_code == 200
        reviewer.post(url, {"reason": ""})
        assert not InterpretationWaiver.objects.exists()
        reviewer.post(url, {"reason": "只延长有效期。"})
        assert InterpretationWaiver.objects.get().signed_by == he
        assert (
            "免予解读：只延长有效期。"
            in reviewer.get(reverse("admin:policies_document_change", args=[document.pk])).content.decode()
        )

    def test_draft_preview_shows_its_picture_to_staff(self, staff: Any, lin: User) -> None:
        document = make_draft("办法", unit=lin.unit, created_by=lin)
        item = make_interpretation(document, created_by=lin)
        file = make_file(item, "png", "graphic", alt="流程")
        client = staff(lin)
        page = client.get(reverse("admin:policies_interpretation_preview", args=[item.pk])).content.decode()
        address = reverse("admin:policies_interpretation_file", args=[item.pk, file.pk, file.name])
        assert f'src="{address}"' in page
        shown = client.get(address)
        assert shown.status_code == 200
        assert b"".join(shown.streaming_content)

    def test_another_units_waiver_is_out_of_reach(self, staff: Any, he: User, health: Any) -> None:
        document = make_draft("别的单位的办法", category=NORMATIVE, unit=health)
        staff(he).post(reverse("admin:policies_document_waiver", args=[document.pk]), {"reason": "x"})
        assert not InterpretationWaiver.objects.exists()


def test_a_graphic_is_described_by_constraint(office: User) -> None:
    item = make_interpretation(make_policy("办法"))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_file(item, "png", "graphic")


def test_scheduled_publication_takes_the_interpretation_along(office: User) -> None:

    document = cleared(make_draft("补助办法", category=NORMATIVE))
    item = cleared(make_interpretation(document))
    document.schedule(office, timezone.now() + dt.timedelta(minutes=1))
    Document.objects.filter(pk=document.pk).update(publish_at=timezone.now() - dt.timedelta(minutes=1))
    publish_due()
    item.refresh_from_db()
    assert item.state == State.PUBLISHED
