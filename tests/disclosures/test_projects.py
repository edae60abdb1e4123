"""项目: behind the one door, filtered with true counts, summed by town, drawn on the map; nobody brings news alone."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosures.models import Completion, Milestone, Project, ProjectCategory, TownShape, UpdatePicture
from portal.models import User
from portal.publication_states import Refused
from portal.publishing import State
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.project_rows import (
    add_picture,
    make_category,
    make_project,
    make_town,
    make_update,
    picture,
    publish_project,
    publish_update,
    published,
    seen,
)
from tests.disclosures.rows import office
from tests.factories import cleared
from tests.file_samples import SAMPLES

pytestmark = pytest.mark.django_db
LISTS = ["/projects/", "/columns/works/", "/feeds/projects/", "/sitemap-project.xml", "/sitemap-project-update.xml",
         "/search/?q=外泄", "/columns/"]  # fmt: skip


@pytest.fixture(autouse=True)
def clock(move: Any) -> None:  # noqa: F811
    move("2026-03-10 09:00")


def bring(item: Any, state: str) -> None:
    if state == State.SUBMITTED:
        item.submit(User.objects.get(username="zhu"))
    elif state != State.DRAFT:
        cleared(item)
    if state == State.WITHDRAWN:
        seen(item).withdraw(office(), "有误")


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CLEARED, State.WITHDRAWN])
def test_no_unpublished_project_shows(client: Client, state: State) -> None:
    town = make_town("望潮镇")
    publish_project("已经公开的项目", town=town)
    item = make_project("绝不外泄的项目", "secret-kind", town=make_town("苇滩乡"), budget=77_770_000)
    bring(item, state)
    assert client.get(item.get_absolute_url()).status_code == (410 if state == State.WITHDRAWN else 404)
    for url in [*LISTS, "/projects/?category=secret-kind", "/projects/?town=0"]:
        page = client.get(url).content.decode()
        assert "绝不外泄的" not in page, url
        assert "7,777" not in page, url
    assert "共 1 个" in client.get("/projects/").content.decode()


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CLEARED, State.WITHDRAWN])
def test_no_unpublished_update_shows_or_counts(client: Client, state: State) -> None:
    item = publish_project(target=60, measure="台", milestones=[("封顶", dt.date(2026, 3, 1), None)])
    news = make_update(item, "绝不外泄的进展", done=47, text="外泄正文", on=dt.date(2026, 3, 9))
    Completion.objects.create(update=news, milestone=item.milestones.get(), done_on=dt.date(2026, 3, 8))
    file = add_picture(news, alt="外泄图片")
    bring(news, state)
    expected = 410 if state == State.WITHDRAWN else 404
    for url in (news.get_absolute_url(), file.get_absolute_url()):
        assert client.get(url).status_code == expected
    for url in [item.get_absolute_url(), *LISTS]:
        page = re.sub(r'value="[^"]*"|“[^”]*”|<title>.*?</title>', "", client.get(url).content.decode())
        assert "绝不外泄" not in page, url
        assert "外泄正文" not in page, url
        assert "外泄图片" not in page, url
        assert "47台" not in page, url
    assert "已延期9天" in client.get(item.get_absolute_url()).content.decode()


def test_updates_go_with_their_project(client: Client) -> None:
    item = publish_project()
    news = publish_update(item, "主体封顶的消息")
    assert "主体封顶的消息" in client.get("/search/?q=主体封顶的消息").content.decode()
    item.withdraw(office(), "立项取消")
    assert client.get(news.get_absolute_url()).status_code == 410
    for url in ("/feeds/projects/", "/projects/", "/sitemap-project-update.xml"):
        assert news.get_absolute_url() not in client.get(url).content.decode()
    news.refresh_from_db()
    assert news.withdrawal_reason == "所属项目已撤回：立项取消"


def test_it_stands_in_column_search_feed_and_sitemap(client: Client) -> None:
    item = publish_project("海棠苑加装电梯")
    news = publish_update(item, "三号楼电梯通过验收")
    for url in (
        "/columns/works/",
        "/projects/",
        "/search/?q=海棠苑加装电梯",
        "/feeds/projects/",
        "/sitemap-project.xml",
    ):
        assert item.get_absolute_url() in client.get(url).content.decode(), url
    for url in (item.get_absolute_url(), "/search/?q=电梯通过验收", "/feeds/projects/", "/sitemap-project-update.xml"):
        assert news.get_absolute_url() in client.get(url).content.decode(), url


def test_news_of_a_project_are_an_update_of_its_column(client: Client, move: Any) -> None:  # noqa: F811
    item = publish_project()
    assert "2026年3月10日" in client.get("/columns/works/").content.decode()
    move("2026-04-20 09:00")
    publish_update(item)
    assert "2026年4月20日" in client.get("/columns/works/").content.decode()


def test_nobody_publishes_news_alone() -> None:
    news = make_update(publish_project())
    author, reviewer = User.objects.get(username="zhu"), User.objects.get(username="xu")
    with pytest.raises(Refused):
        news.publish(author)
    news.submit(author)
    with pytest.raises(Refused):
        news.clear(author)
    news.clear(reviewer)
    for person in (author, reviewer):
        with pytest.raises(Refused):
            news.publish(person)
    news.publish(office())


def test_what_stands_between_a_project_and_the_public() -> None:
    item = make_project(
        place="", summary="", budget=None, starts_on=None, ends_on=None, column=None, finished_on=dt.date(2026, 3, 11),
        milestones=[("封顶", dt.date(2026, 3, 1), dt.date(2026, 3, 12))],
    )  # fmt: skip
    found = " ".join(item.blockers())
    for sentence in ("缺少地点", "缺少一句话说明", "缺少预算", "缺少计划开工", "缺少计划完工", "缺少所在栏目",
                     "实际完工的完成日期还没有到", "“封顶”的完成日期还没有到", "进度要写100"):  # fmt: skip
        assert sentence in found


def test_what_stands_between_news_and_the_public() -> None:
    item = make_project(milestones=[("封顶", dt.date(2026, 3, 1), dt.date(2026, 3, 1))])
    news = make_update(item, text="", done=101, on=dt.date(2026, 3, 11))
    Completion.objects.create(update=news, milestone=item.milestones.get(), done_on=dt.date(2026, 3, 12))
    found = " ".join(news.blockers())
    for sentence in ("项目还没有公开", "缺少进展情况", "进展日期还没有到", "“封顶”的完成日期还没有到",
                     "已经是完成的", "不能超过100"):  # fmt: skip
        assert sentence in found
    news.done, news.finished_on = None, dt.date(2026, 3, 1)
    assert "累计完成要写100" in " ".join(news.blockers())


def test_the_database_keeps_projects_sound() -> None:
    for fields in (
        {"starts_on": dt.date(2026, 7, 1)}, {"target": 5}, {"measure": "台"}, {"target": 0, "measure": "台"},
        {"done": -1}, {"done": 101}, {"budget": -1},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            make_project(**fields)
    item, other = make_project(), make_project("另一个", milestones=[("封顶", dt.date(2026, 3, 1), None)])
    news = make_update(item)
    with pytest.raises(IntegrityError, match="of its own project"), transaction.atomic():
        Completion.objects.create(update=news, milestone=other.milestones.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_update(item, done=-1)


def test_what_is_public_is_frozen() -> None:
    item = publish_project(milestones=[("封顶", dt.date(2026, 3, 1), None)])
    news = make_update(item)
    file = add_picture(news)
    published(news)
    for change in (
        lambda: Project.objects.filter(pk=item.pk).update(ends_on=dt.date(2027, 1, 1)),
        lambda: Milestone.objects.update(done_on=dt.date(2026, 3, 1)),
        lambda: Milestone.objects.create(project=item, name="加一个", planned_on=dt.date(2026, 3, 1)),
        lambda: type(news).objects.update(done=99),
        lambda: UpdatePicture.objects.filter(pk=file.pk).update(alt="别的"),
        lambda: Completion.objects.create(update=news, milestone=item.milestones.get()),
        lambda: Project.objects.filter(pk=item.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    item.correct(office(), "工期调整", ends_on=dt.date(2027, 1, 1))
    assert Project.objects.get(pk=item.pk).ends_on == dt.date(2027, 1, 1)


def test_pictures_are_pictures_and_described(client: Client) -> None:
    news = make_update(publish_project())
    with pytest.raises(ValidationError, match="只能放图片"):
        add_picture(news, data=SAMPLES["pdf"](), name="a.pdf")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_picture(news, alt="")
    file = add_picture(news, alt="三号楼外装好的电梯井")
    with pytest.raises(Refused, match="须由审查人核对"):
        cleared(news).publish(office())
    seen(news)
    page = client.get(news.project.get_absolute_url()).content.decode()
    assert f'<img src="{file.get_absolute_url()}" alt="三号楼外装好的电梯井"' in page
    answer: Any = client.get(file.get_absolute_url())
    assert answer.headers["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content) == picture()


def _links(page: str) -> list[tuple[str, int]]:
    """Address of each filter that is not chosen, with the count that stands beside it."""
    found = re.findall(r'<li><a href="(/projects/[^"]*)"><span>[^<]*</span><span class="num">(\d+)<', page)
    return [(unescape(url), int(count)) for url, count in found]


def _total(client: Client, url: str) -> int:
    match = re.search(r"共 (\d+) 个", client.get(url).content.decode())
    assert match
    return int(match[1])


def many() -> None:
    towns = [make_town("望潮镇"), make_town("苇滩乡"), None]
    for index in range(18):
        ends = dt.date(2026, 3, 9) if index % 4 == 0 else dt.date(2026, 6, 1)
        more = {"finished_on": dt.date(2026, 3, 1), "done": 100} if index % 5 == 0 else {}
        publish_project(f"项目{index}", f"kind-{index % 3}", town=towns[index % 2 + index // 12], ends_on=ends, **more)


@pytest.mark.parametrize("query", ["", "?state=late", "?category=kind-1", "?category=kind-2&state=doing"])
def test_each_count_is_what_its_link_finds(client: Client, query: str) -> None:
    many()
    page = client.get(f"/projects/{query}").content.decode()
    links = _links(page)
    assert len(links) > 4
    assert {url: _total(client, url) for url, _ in links} == dict(links)


def test_towns_in_table_and_map_count_what_their_links_find(client: Client) -> None:
    many()
    town = make_town("望潮镇")
    TownShape.objects.create(unit=town, path="M0 0L9 0L9 9Z", x=5, y=5)
    page = client.get("/projects/?category=kind-1").content.decode()
    rows = re.findall(r'<th scope="row"><a href="([^"]+)"[^>]*>([^<]+)</a></th><td class="num">(\d+)</td>', page)
    assert {name for _, name, _ in rows} >= {"望潮镇", "全区"}
    cells = re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', page)
    assert len(cells) > 3
    for url, count in [(url, count) for url, _, count in rows] + cells:
        assert _total(client, unescape(url)) == int(count), url
    (drawn,) = re.findall(r'<a href="([^"]+)" class="town town--\d" aria-label="望潮镇，(\d+)个项目"', page)
    assert _total(client, unescape(drawn[0])) == int(drawn[1])
    current = client.get(unescape(drawn[0])).content.decode()
    assert 'town--current" aria-label="望潮镇' in current


def test_the_whole_district_is_a_place_of_its_own(client: Client) -> None:
    publish_project("镇里的", town=make_town("望潮镇"))
    publish_project("全区的")
    page = client.get("/projects/?town=0").content.decode()
    assert "全区的" in page
    assert "镇里的" not in page


@pytest.mark.parametrize(
    "query", ["?state=broken", "?town=99999999", "?town=x", "?category=nothing", "?town=９&state=late'"]
)
def test_unknown_values_are_ignored_with_a_note(client: Client, query: str) -> None:
    publish_project()
    page = client.get(f"/projects/{query}").content.decode()
    assert "已忽略这项筛选" in page
    assert "共 1 个" in page
    assert client.get("/projects/?page=99").status_code == 200


def test_progress_is_said_in_words(client: Client) -> None:
    item = publish_project(target=60, measure="台", done=12)
    for url in ("/projects/", item.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "已完成12台，目标60台（20%）" in page, url
        assert '<progress class="bar__line" max="100" value="20"' in page, url
    publish_update(item, done=63, on=dt.date(2026, 3, 9))
    publish_update(item, "更早的", done=30, on=dt.date(2026, 2, 9))
    page = client.get("/projects/").content.decode()
    assert "已完成63台，目标60台（105%）" in page
    assert 'value="100"' in page


def test_an_address_names_the_project_of_the_update(client: Client) -> None:
    item, other = publish_project(), publish_project("另一个")
    news = publish_update(item)
    answer = client.get(f"/projects/{other.pk}/updates/{news.pk}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, news.get_absolute_url())


def test_queries_do_not_grow(client: Client) -> None:
    counts = []
    for rows in (1, 6):
        for index in range(rows):
            points = [(f"节点{each}", dt.date(2026, 3, 1), None) for each in range(rows)]
            item = publish_project(f"项目{rows}-{index}", f"kind-{index}", points, town=make_town(f"第{index}镇"))
        for index in range(rows):
            news = make_update(item, f"进展{index}", on=dt.date(2026, 3, 1))
            Completion.objects.create(update=news, milestone=item.milestones.all()[index])
            add_picture(news)
            published(news)
        counts.append(
            [_queries(client, url) for url in ("/projects/", item.get_absolute_url(), news.get_absolute_url())]
        )
    assert counts[1] == counts[0]
    assert max(counts[1]) <= 8, counts


def _queries(client: Client, url: str) -> int:
    client.get("/columns/")
    make_category(f"new-{ProjectCategory.objects.count()}")  # moves the version: nothing comes from the page cache
    client.get("/columns/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
