"""Proof of work of a form instance, or the confirmed second step of somebody without JavaScript. Each is good for one post.

The browser fetches a signed challenge when a form is first touched, finds its solution while the person writes, and sends
it along. Both kinds carry a random key; portal_receipt holds each key once, which makes a replay find the first receipt.
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

import altcha
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

ALGORITHM, PREFIX = "PBKDF2/SHA-256", "00"
LASTS = dt.timedelta(hours=2)
"""An old person writes slowly."""
PAUSE = dt.timedelta(seconds=2)
"""Nobody reads the second step faster."""
SALT = "portal.intake.confirm"
LONGEST = 4000


@dataclass(frozen=True)
class Proof:
    """key: of the form instance; empty with the reason why there is none."""

    key: str = ""
    reason: str = ""


def challenge(purpose: str) -> dict[str, Any]:
    """A signed challenge for the browser (static/js/proof.js), bound to the purpose."""
    made = altcha.create_challenge(
        ALGORITHM,
        settings.INTAKE_PROOF_COST,
        key_prefix=PREFIX,
        expires_at=timezone.now() + LASTS,
        data={"purpose": purpose},
        hmac_secret=_secret(),
    )
    return made.to_dict()


def _secret() -> bytes:
    return salted_hmac("portal.intake.proof", "challenge", algorithm="sha256").digest()


def checked(purpose: str, payload: str) -> Proof:
    """The proof that a post carries."""
    if len(payload) > LONGEST:
        return Proof(reason="提交的验证信息不完整，请再提交一次。")
    try:
        given = altcha.Payload.from_base64(payload)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Proof(reason="提交的验证信息不完整，请再提交一次。")
    parameters = given.challenge.parameters
    if parameters.cost != settings.INTAKE_PROOF_COST or parameters.data != {"purpose": purpose}:
        return Proof(reason="提交的验证信息不适用于这张表单，请再提交一次。")
    result = altcha.verify_solution(given, _secret())
    if result.expired:
        return Proof(reason="页面打开的时间太久，验证已过期。您写的内容还在，请再提交一次。")
    if not result.verified:
        return Proof(reason="验证没有通过。您写的内容还在，请再提交一次。")
    return Proof(key=str(parameters.nonce))


def confirmation(purpose: str, now: dt.datetime | None = None) -> str:
    """The token of a second step."""
    made = (now or timezone.now()).timestamp()
    return signing.dumps([purpose, secrets.token_hex(16), made], salt=SALT)


def confirmed(purpose: str, token: str, now: dt.datetime | None = None) -> Proof:
    """The key of a second step that a person had the time to read."""
    try:
        held, key, made = signing.loads(token[:LONGEST], salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return Proof(reason="确认信息无效，请核对后再确认一次。")
    age = (now or timezone.now()).timestamp() - made
    if held != purpose:
        return Proof(reason="确认信息不适用于这张表单，请核对后再确认一次。")
    if age > LASTS.total_seconds():
        return Proof(reason="确认页打开的时间太久，请核对后再确认一次。")
    if age < PAUSE.total_seconds():
        return Proof(reason="请先核对内容，再确认提交。")
    return Proof(key=key)
