"""The challenge for the browser, and the look-up of a receipt by number and code."""

import datetime as dt

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from portal.intake import limits, proof
from portal.intake.forms import is_foreign
from portal.intake.purposes import is_purpose, purpose_of
from portal.models import Receipt

TRIES, WINDOW = 10, dt.timedelta(minutes=30)
"""Wrong codes for one number, and look-ups of one sender times ten."""
PASS_SALT, PASS_LASTS = "portal.intake.pass", dt.timedelta(minutes=30)


@require_safe
def challenge(request: HttpRequest, purpose: str) -> JsonResponse:
    if not is_purpose(purpose):
        raise Http404("没有这种表单。")
    response = JsonResponse(proof.challenge(purpose))
    add_never_cache_headers(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """/receipts/: the state of what was handed in, for who has number and code; neither is ever in an address."""
    response = _lookup(request)
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _lookup(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _asked(request)
    if is_foreign(request):
        return _asked(request, "请从本页查询。", 403)
    number = "".join(request.POST.get("number", "").split()).upper()[:40]
    code = request.POST.get("code", "")[:40]
    if limits.is_over(request, "lookup", TRIES * 10, WINDOW):
        return _asked(request, "查询太频繁，请半小时后再试。", 429)
    receipt = Receipt.objects.filter(number=number).first()
    if receipt is None or not receipt.opens_with(code) or not is_purpose(receipt.purpose):
        if limits.counted(f"code:{number}", TRIES, WINDOW):
            return _asked(request, "这个编号的查询码错误次数过多，请半小时后再试。", 429)
        return _asked(request, "编号或查询码不对，请照回执核对后重新输入。", 403)
    if limits.counted(f"code:{number}", TRIES * 10, WINDOW):
        return _asked(request, "查询太频繁，请半小时后再试。", 429)
    return purpose_of(receipt.purpose).state(request, receipt)


def _asked(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "error": error,
        "number": request.POST.get("number", "")[:40],
        "crumbs": [{"label": "首页", "url": "/"}, {"label": "办理查询", "url": None}],
        "meta": [{"name": "robots", "content": "noindex,nofollow,noarchive"}],
    }
    return render(request, "intake/lookup.html", context, status=status)


def pass_for(receipt: Receipt) -> str:
    """For the forms on a state page: its holder has shown number and code within the last half hour."""
    return signing.dumps([receipt.purpose, receipt.number], salt=PASS_SALT)


def passed(purpose: str, token: str) -> Receipt | None:
    """The receipt of a pass; None when it is forged, of another purpose, or too old."""
    try:
        held, number = signing.loads(token[:500], salt=PASS_SALT, max_age=PASS_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Receipt.objects.filter(number=number, purpose=held).first() if held == purpose else None
