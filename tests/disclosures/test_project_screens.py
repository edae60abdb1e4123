"""The staff screens of projects and their news: author, reviewer and office, each with their own part, over HTTP."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disclosures.models import Column, Project, ProjectUpdate
from disclosures.project_contents import update_passages
from portal.models import User
from portal.models.review import CHECKS
from portal.publication_states import Refused
from portal.publishing import State
from portal.screening import findings
from tests.admin_forms import form_data
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.project_rows import add_picture, make_category, make_project, make_update, picture
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(move: Any) -> None:  # noqa: F811
    move("2026-03-10 09:00")


def address(item: Any, end: str, *more: Any) -> str:
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_{end}", args=[item.pk, *more])


def rows(prefix: str, *given: dict[str, Any], held: int = 0) -> dict[str, Any]:
    """What a browser posts of the inline rows that were added, `held` of them saved before."""
    form = {f"{prefix}-TOTAL_FORMS": held + len(given), f"{prefix}-INITIAL_FORMS": held}
    return form | {f"{prefix}-{held + n}-{name}": value for n, each in enumerate(given) for name, value in each.items()}


def reviewed(client: Client, item: Any) -> None:
    passed = {"conclusion": "passed", "basis": "第十七条", "opinion": "同意", **dict.fromkeys(CHECKS, "on")}
    client.post(address(item, "review"), passed)


def verb(client: Client, item: Any, name: str, **data: Any) -> Any:
    client.post(address(item, "verb", name), data)
    item.refresh_from_db()
    return item.state


def written(client: Client, author: User, **fields: Any) -> Project:
    """A project as its author types it, with two milestones."""
    column, url = Column.place(name="建设", slug="works"), reverse("admin:disclosures_project_add")
    data = {
        "title": "海棠苑加装电梯", "category": make_category().pk, "unit": author.unit_id, "column": column.pk,
        "place": "海棠苑3号楼", "summary": "给老房子装电梯。", "starts_on": "2026-01-05", "ends_on": "2026-06-30",
        "budget": "1280000", "target": "60", "measure": "台", "done": "12", "disclosure": "public",
        "disclosure_basis": "20-10", "audience": "everyone",
        **rows("milestones", {"name": "开工", "planned_on": "2026-01-05", "done_on": "2026-01-05"},
               {"name": "封顶", "planned_on": "2026-03-01"}),
    } | fields  # fmt: skip
    assert client.get(url).status_code == 200
    response = client.post(url, data)
    assert response.status_code == 302, response.context["errors"]
    return Project.objects.get(title=data["title"])


def test_a_project_goes_from_its_author_over_a_reviewer_to_the_office(
    lin: User, he: User, qiu: User, staff: Any, client: Client
) -> None:
    item = written(staff(lin), lin)
    assert [each.name for each in item.milestones.all()] == ["开工", "封顶"]
    assert "已完成12台，目标60台（20%）" in staff(lin).get(address(item, "preview")).content.decode()
    assert verb(staff(lin), item, "submit") == State.SUBMITTED
    reviewed(staff(lin), item)
    assert verb(staff(lin), item, "publish") == State.SUBMITTED
    reviewed(staff(he), item)
    assert verb(staff(he), item, "publish") == State.CLEARED
    assert client.get(item.get_absolute_url()).status_code == 404
    assert verb(staff(qiu), item, "publish") == State.PUBLISHED
    assert "“封顶”应于2026年3月1日完成，已延期9天" in client.get(item.get_absolute_url()).content.decode()
    assert "登记进展" in staff(lin).get(address(item, "change")).content.decode()


@pytest.fixture
def project(lin: User, he: User, qiu: User) -> Project:
    points = [("封顶", dt.date(2026, 3, 1), None)]
    item = make_project("海棠苑加装电梯", milestones=points, unit=lin.unit, created_by=lin, target=60, measure="台")
    item.submit(lin)
    item.clear(he)
    item.publish(qiu)
    return item


def opened(client: Client, url: str) -> dict[str, Any]:
    return form_data(client.get(url), "projectupdate_form")


def test_news_with_a_picture_and_a_milestone(project: Project, lin: User, he: User, qiu: User, staff: Any) -> None:
    author, public = staff(lin), Client()
    url = f"{reverse('admin:disclosures_projectupdate_add')}?project={project.pk}"
    data = opened(author, url)
    assert (data["project"], data["unit"]) == (str(project.pk), str(project.unit_id))
    data |= {"title": "主体封顶", "text": "昨天封顶。", "done": "30", "disclosure_basis": "20-10"}
    file = {"file": ContentFile(picture(), name="工地.png"), "title": "封顶现场", "alt": "", "position": 0}
    answer = author.post(url, data | rows("attachments", file))
    assert (answer.status_code, ProjectUpdate.objects.count()) == (200, 0)
    file |= {"file": ContentFile(picture(), name="工地.png"), "alt": "三号楼外新装的电梯井"}
    _saved(author, url, data | rows("attachments", file))
    news = ProjectUpdate.objects.get()
    change = address(news, "change")
    data = opened(author, change)
    point = {"milestone": project.milestones.get().pk, "done_on": "2026-03-09"}
    _saved(author, change, data | rows("completions", point))
    (shown,) = news.attachments.all()
    preview = author.get(address(news, "preview")).content.decode()
    assert 'alt="三号楼外新装的电梯井"' in preview
    assert shown.get_absolute_url() not in preview
    assert _status(author, address(news, "file", shown.pk, shown.name)) == 200
    assert _status(Client(), address(news, "file", shown.pk, shown.name)) == 302
    assert verb(author, news, "submit") == State.SUBMITTED
    reviewed(staff(he), news)
    assert verb(staff(qiu), news, "publish") == State.CLEARED  # nobody has looked at the picture yet
    (found,) = findings(news, update_passages(news))
    staff(he).post(address(news, "findings"), {"finding": found.digest, "reason": "看过，没有人脸和车牌。"})
    assert _status(public, shown.get_absolute_url()) == 404
    assert verb(staff(qiu), news, "publish") == State.PUBLISHED
    page = public.get(project.get_absolute_url()).content.decode()
    assert 'alt="三号楼外新装的电梯井"' in page
    assert "已完成30台，目标60台（50%）" in page
    assert "已延期" not in page
    assert _status(public, shown.get_absolute_url()) == 200
    verb(staff(qiu), news, "withdraw", reason="照片里有车牌")
    assert _status(public, shown.get_absolute_url()) == 410
    page = public.get(project.get_absolute_url()).content.decode()
    assert "电梯井" not in page
    assert "已延期9天" in page


def test_only_pictures_are_taken(project: Project, lin: User, staff: Any) -> None:
    url = f"{reverse('admin:disclosures_projectupdate_add')}?project={project.pk}"
    data = opened(staff(lin), url) | {"title": "一", "text": "二", "disclosure_basis": "20-10"}
    file = {"file": ContentFile(b"%PDF-1.4", name="a.pdf"), "alt": "图"}
    answer = staff(lin).post(url, data | rows("attachments", file))
    assert (answer.status_code, ProjectUpdate.objects.count()) == (200, 0)


def test_milestones_of_other_projects_cannot_be_reported(project: Project, lin: User, staff: Any) -> None:
    other = make_project("另一个", milestones=[("别人的节点", dt.date(2026, 3, 1), None)])
    news = make_update(project)
    change = address(news, "change")
    assert "别人的节点" not in staff(lin).get(change).content.decode()
    data = opened(staff(lin), change)
    wrong = {"milestone": other.milestones.get().pk, "done_on": "2026-03-09"}
    assert staff(lin).post(change, data | rows("completions", wrong)).status_code == 200
    assert news.completions.count() == 0


def test_another_units_projects_are_closed(project: Project, health: Any, staff: Any) -> None:
    stranger, news = staff(make_user("stranger", health, "起草", "审查")), make_update(project, "别单位的进展")
    file = add_picture(news)
    for item in (project, news):
        assert item.title not in stranger.get(address(item, "change"), follow=True).content.decode()
    assert _status(stranger, address(news, "file", file.pk, file.name)) == 404
    add = reverse("admin:disclosures_projectupdate_add")
    assert "project" not in {k for k, v in opened(stranger, f"{add}?project={project.pk}").items() if v}
    data = opened(stranger, add) | {"title": "借名", "text": "外", "project": project.pk, "disclosure_basis": "20-10"}
    assert stranger.post(add, data).status_code == 200
    assert not ProjectUpdate.objects.filter(title="借名").exists()


def test_a_second_save_is_refused_with_both_texts(project: Project, lin: User, staff: Any) -> None:
    news, second = make_update(project), staff(make_user("yu", lin.unit, "起草"))
    change = address(news, "change")
    first, later = opened(staff(lin), change), opened(second, change)
    _saved(staff(lin), change, first | {"text": "林写的进展。"})
    answer = second.post(change, later | {"text": "余写的进展。", **rows("completions")})
    page = answer.content.decode()
    assert "没有保存" in page
    assert "林写的进展。" in page
    news.refresh_from_db()
    assert news.text == "林写的进展。"


def test_two_who_publish_at_once_do_it_once(project: Project, lin: User, he: User, qiu: User, staff: Any) -> None:
    news = make_update(project)
    news.submit(lin)
    news.clear(he)
    stale, second = ProjectUpdate.objects.get(pk=news.pk), make_user("qian", qiu.unit, "发布")
    assert verb(staff(second), news, "publish") == State.PUBLISHED
    at = news.published_at
    with pytest.raises((Refused, DatabaseError)), transaction.atomic():
        stale.publish(qiu)
    news.refresh_from_db()
    assert (news.published_at, news.published_by) == (at, second)


def test_lists_ask_no_more_for_more_rows(staff: Any, qiu: User) -> None:
    client, counts = staff(qiu), []
    urls = [reverse(f"admin:disclosures_{name}_changelist") for name in ("project", "projectupdate", "townshape")]
    for number in (1, 6):
        for index in range(number):
            item = make_project(f"{number}-{index}", f"k-{index}", town=make_unit(f"第{index}镇", kind="town"))
            make_update(item)
        counts.append([_queries(client, url) for url in urls])
    assert counts[0] == counts[1]


def _status(client: Client, url: str) -> int:
    """Of a file, which is read to its end."""
    answer: Any = client.get(url)
    assert not answer.streaming or b"".join(answer.streaming_content)
    return answer.status_code


def _saved(client: Client, url: str, data: dict[str, Any]) -> None:
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.context["errors"]


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
