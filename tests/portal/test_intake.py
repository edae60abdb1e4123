"""Public forms: what is let in, what is refused in which sentence, and that a receipt is given once."""

import base64
import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import altcha
import pytest
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from portal.intake import limits, proof, purposes
from portal.intake.forms import IntakeForm
from portal.intake.reception import NotAccepted, Outcome, receive
from portal.intake.views import pass_for, passed
from portal.models import IntakeCount, Receipt

pytestmark = pytest.mark.django_db
URL = "/anywhere/"


class NoteForm(IntakeForm):
    purpose = "note"
    text = forms.CharField(label="内容", max_length=50, widget=forms.Textarea)
    likes = forms.MultipleChoiceField(label="喜欢", choices=[("a", "甲"), ("b", "乙")], required=False)


@pytest.fixture(autouse=True)
def _purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    def state(request: HttpRequest, receipt: Receipt) -> HttpResponse:
        return HttpResponse(f"state of {receipt.number}")

    monkeypatch.setattr(purposes, "_purposes", dict(purposes._purposes))
    purposes.register_purpose(purposes.Purpose("note", "便条", "BT", state))


@pytest.fixture
def stored() -> list[str]:
    return []


def solve(purpose: str = "note", now: dt.datetime | None = None) -> str:
    """What the browser sends along (static/js/proof.js)."""
    asked = altcha.Challenge.from_dict(proof.challenge(purpose))
    solution = altcha.solve_challenge(asked)
    assert solution is not None
    return altcha.Payload(asked, solution).to_base64()


def post(stored: list[str], headers: dict[str, str] | None = None, **data: Any) -> Outcome:
    request = RequestFactory().post(URL, {"text": "路灯坏了"} | data, headers=headers or {})
    return receive(request, NoteForm(request.POST), lambda form, receipt: stored.append(form.cleaned_data["text"]))


def test_a_proven_post_is_stored_once_however_often_it_is_sent(stored: list[str]) -> None:
    proven = solve()
    first, again = post(stored, proof=proven), post(stored, proof=proven)
    assert first.receipt == again.receipt is not None
    assert stored == ["路灯坏了"]
    assert re.fullmatch(r"BT\d{8}-0001", first.receipt.number)  # type: ignore[union-attr]
    page = again.response(back="/").content.decode()
    assert first.receipt.number in page
    assert first.receipt.code in page  # type: ignore[union-attr]


def test_the_same_proof_with_other_words_is_a_second_thing_and_is_not_lost(stored: list[str]) -> None:
    proven = solve()
    post(stored, proof=proven)
    changed = post(stored, proof=proven, text="路灯修好了")
    assert changed.receipt is None
    assert "有改动" in changed.sentence
    assert "路灯修好了" in changed.response(back="/").content.decode()


def test_without_javascript_a_second_step_shows_what_was_written(stored: list[str]) -> None:
    asked = post(stored, likes=["a", "b"])
    page = asked.response(back="/").content.decode()
    assert stored == []
    assert "甲、乙" in page
    token = re.search(r'name="confirmation" value="([^"]+)"', page)[1]  # type: ignore[index]
    too_fast = post(stored, confirmation=token, likes=["a", "b"])
    assert too_fast.receipt is None
    assert "请先核对" in too_fast.sentence
    earlier = proof.confirmation("note", timezone.now() - dt.timedelta(seconds=5))
    done = post(stored, confirmation=earlier, likes=["a", "b"])
    assert done.receipt
    assert post(stored, confirmation=earlier, likes=["a", "b"]).receipt == done.receipt
    assert stored == ["路灯坏了"]


def _forged() -> Iterator[tuple[str, str, str]]:
    good = json.loads(base64.b64decode(solve()))
    wrong = json.loads(json.dumps(good)) | {"solution": {"counter": 4_000_000, "derivedKey": "00" * 32}}
    yield "wrong solution", encoded(wrong), "没有通过"
    easier = json.loads(json.dumps(good))
    easier["challenge"]["parameters"]["keyPrefix"] = ""
    yield "easier challenge", encoded(easier), "没有通过"
    yield "other purpose", solve_other(), "不适用"
    yield "garbage", "%%%", "不完整"
    yield "a list", encoded([1]), "不完整"
    yield "deep", base64.b64encode(b"[" * 3000).decode(), "不完整"
    yield "bad types", encoded({"challenge": {"parameters": {}, "signature": 3}, "solution": 7}), "不完整"


def encoded(value: Any) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def solve_other() -> str:
    purposes._purposes.setdefault("other", purposes.Purpose("other", "别的", "BD", purposes.purpose_of("note").state))
    return solve("other")


def test_forged_proofs_give_a_second_step_and_store_nothing(stored: list[str]) -> None:
    for name, payload, words in _forged():
        outcome = post(stored, proof=payload)
        assert outcome.receipt is None, name
        assert words in outcome.sentence, name
        assert outcome.token, name
    assert stored == []


def test_an_expired_proof_keeps_the_words(stored: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "LASTS", dt.timedelta(seconds=-1))
    outcome = post(stored, proof=solve())
    assert "已过期" in outcome.sentence
    assert "路灯坏了" in outcome.response(back="/").content.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"referer": "https://evil.example/testserver/"}, 403),
        ({"origin": "http://testserver"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, 200),
        ({}, 200),
    ],
)
def test_only_pages_of_this_site_post(stored: list[str], headers: dict[str, str], status: int) -> None:
    outcome = post(stored, headers, proof=solve())
    assert outcome.status == status
    assert bool(outcome.receipt) == (status == 200)
    assert len(stored) == (status == 200)


def test_the_trap_the_fields_and_the_rate_stop_a_machine(stored: list[str], settings: Any) -> None:
    assert post(stored, homepage="http://spam", proof=solve()).status == 400
    long = post(stored, text="长" * 51, proof=solve())
    assert long.status == 422
    assert "长" * 51 in long.response(back="/").content.decode()
    settings.INTAKE_POSTS_AN_HOUR = 2
    codes = [post(stored, proof=solve()).status for _ in range(3)]
    assert codes == [200, 200, 429]
    assert len(stored) == 2


def test_control_and_direction_characters_are_taken_out(stored: list[str]) -> None:
    post(stored, text="路灯\x00坏\u202e了\r\n请修", proof=solve())
    assert stored == ["路灯坏了\n请修"]


def test_what_cannot_be_stored_leaves_no_receipt(stored: list[str]) -> None:
    def closed(form: Any, receipt: Receipt) -> None:
        raise NotAccepted("征集已经结束。")

    request = RequestFactory().post(URL, {"text": "晚了", "proof": solve()})
    outcome = receive(request, NoteForm(request.POST), closed)
    assert (outcome.sentence, outcome.status, Receipt.objects.count()) == ("征集已经结束。", 409, 0)


def test_the_sender_is_a_hash_of_the_day_and_is_forgotten() -> None:
    request = RequestFactory().post(URL, REMOTE_ADDR="203.0.113.7")
    now = timezone.now()
    assert not limits.is_over(request, "x", 1, dt.timedelta(hours=1), now)
    assert limits.is_over(request, "x", 1, dt.timedelta(hours=1), now)
    assert limits.sender(request, now) != limits.sender(request, now + dt.timedelta(days=1))
    assert "203.0.113" not in str(list(IntakeCount.objects.values()))
    assert IntakeCount.forget(now + dt.timedelta(hours=1)) == 1


def test_a_proxy_is_believed_only_where_it_is_configured(settings: Any) -> None:
    request = RequestFactory().get(URL, headers={"x-forwarded-for": "198.51.100.9, 203.0.113.7"})
    assert limits.address(request) == "127.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert limits.address(request) == "203.0.113.7"


def give() -> Receipt:
    with transaction.atomic():
        return Receipt.give("note", "BT")


def test_number_and_code_open_the_state_and_nothing_else_does(client: Client) -> None:
    receipt = give()
    opened = client.post("/receipts/", {"number": f" {receipt.number.lower()} ", "code": receipt.code.lower()})
    assert opened.content.decode() == f"state of {receipt.number}"
    assert "no-store" in opened.headers["Cache-Control"]
    unknown = client.post("/receipts/", {"number": "BT20260101-9999", "code": receipt.code})
    wrong = client.post("/receipts/", {"number": receipt.number, "code": "AAAA-AAAA"})
    assert unknown.status_code == wrong.status_code == 403
    strip = re.compile(r"BT\d+-\d+")
    assert strip.sub("", unknown.content.decode()) == strip.sub("", wrong.content.decode())
    assert receipt.code not in str(list(Receipt.objects.values()))


def test_guessing_a_code_is_stopped(client: Client) -> None:
    receipt = give()
    codes = [client.post("/receipts/", {"number": receipt.number, "code": "x"}).status_code for _ in range(12)]
    assert codes == [403] * 10 + [429] * 2


def test_codes_of_an_earlier_secret_key_still_open(settings: Any) -> None:
    receipt = give()
    code = receipt.code
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key-of-the-site"
    assert receipt.code != code
    assert receipt.opens_with(code)
    assert not receipt.opens_with("")


def test_a_pass_holds_for_its_purpose_and_half_an_hour() -> None:
    receipt = give()
    token = pass_for(receipt)
    assert passed("note", token) == receipt
    assert passed("question", token) is None
    assert passed("note", token + "x") is None


def test_the_challenge_is_in_no_cache_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/receipts/challenge/note/")
    assert response.json()["signature"]
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies
    assert client.get("/receipts/challenge/nothing/").status_code == 404
    assert client.get("/receipts/").status_code == 200
