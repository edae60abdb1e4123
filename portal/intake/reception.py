"""Receiving a post: every check in order, then one transaction that stores it and gives the receipt."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from portal.intake import limits, proof
from portal.intake.forms import IntakeForm, is_foreign
from portal.intake.purposes import Purpose, purpose_of
from portal.models import Receipt

Store = Callable[[Any, Receipt], Any]
WINDOW = dt.timedelta(hours=1)


class NotAccepted(Exception):
    """Raised by a store: the sentence says why this cannot be taken now (a consultation has closed)."""


@dataclass
class Outcome:
    """What became of a post: a receipt, a second step, or the sentence of what is wrong with the text kept."""

    request: HttpRequest
    form: IntakeForm
    purpose: Purpose
    receipt: Receipt | None = None
    sentence: str = ""
    status: int = 200
    token: str = ""
    context: dict[str, Any] = field(default_factory=dict)

    def response(self, back: str, **context: Any) -> HttpResponse:
        """The page that says it, in no cache. back: the address of the page that the form stands on."""
        template = "intake/received.html" if self.receipt else "intake/again.html"
        response = render(
            self.request,
            template,
            {
                "crumbs": [{"label": "首页", "url": "/"}, {"label": self.purpose.label, "url": None}],
                "outcome": self,
                "form": self.form,
                "receipt": self.receipt,
                "back": back,
                "meta": [{"name": "robots", "content": "noindex,nofollow,noarchive"}],
            }
            | self.context
            | context,
            status=self.status,
        )
        add_never_cache_headers(response)
        return response


def receive(request: HttpRequest, form: IntakeForm, store: Store) -> Outcome:
    """Checks a posted form and stores it once. `store(form, receipt)` makes the app's rows; NotAccepted stops it."""
    purpose = purpose_of(form.purpose)
    outcome = Outcome(request, form, purpose)
    if is_foreign(request):
        outcome.sentence, outcome.status = "这次提交不是从本网站的页面发出的，没有受理。请打开本页重新填写。", 403
        return outcome
    if form.data.get(form.add_prefix("homepage")):
        outcome.sentence, outcome.status = "提交没有通过检查，没有受理。请清空看不见的附加栏后重试。", 400
        return outcome
    if not form.is_valid():
        outcome.sentence, outcome.status = "请改正标出的地方，再提交一次。您写的内容都还在。", 422
        return outcome
    shown = _proof(form)
    if shown.key and (known := Receipt.objects.filter(key=shown.key, purpose=purpose.key).first()):
        if known.digest == form.digest:
            outcome.receipt = known
            return outcome
        shown = proof.Proof(reason=f"先前的内容已经收到（{known.number}）。这次内容有改动，请核对后作为新的一件提交。")
    if limits.is_over(request, f"post:{purpose.key}", settings.INTAKE_POSTS_AN_HOUR, WINDOW):
        outcome.sentence, outcome.status = "您提交得太频繁，请一小时后再试，或者拨打单位的咨询电话。", 429
        return outcome
    if not shown.key:
        outcome.sentence, outcome.token = shown.reason, proof.confirmation(purpose.key)
        return outcome
    return _stored(outcome, shown.key, store)


def _proof(form: IntakeForm) -> proof.Proof:
    data = form.cleaned_data
    if data.get("proof"):
        return proof.checked(form.purpose, data["proof"])
    if data.get("confirmation"):
        return proof.confirmed(form.purpose, data["confirmation"])
    return proof.Proof()


def _stored(outcome: Outcome, key: str, store: Store) -> Outcome:
    try:
        with transaction.atomic():
            receipt = Receipt.give(outcome.purpose.key, outcome.purpose.prefix, key, outcome.form.digest)
            store(outcome.form, receipt)
    except NotAccepted as error:
        outcome.sentence, outcome.status = str(error), 409
        return outcome
    except IntegrityError:
        receipt = Receipt.objects.filter(key=key, digest=outcome.form.digest).first()  # type: ignore[assignment]
        if receipt is None:
            raise
    except DatabaseError:
        outcome.sentence, outcome.status = "系统暂时不能保存，请稍后再提交一次。您写的内容都还在。", 503
        return outcome
    outcome.receipt = receipt
    return outcome
