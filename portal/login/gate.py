"""What a member of staff must do before any other staff page opens: renew the password, enrol a second factor."""

import datetime as dt
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from portal import roles
from portal.middleware import is_staff_path
from portal.models import User

PASSWORD_AGE = dt.timedelta(days=90)
OPEN = ("/admin/account/", "/admin/logout/", "/admin/jsi18n/")


class StaffGate:
    """After login: 90 days of a password, and a second factor for the office and administrators (standards.md 10)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_staff_path(request) or request.path_info.startswith(OPEN) or not request.user.is_authenticated:
            return self.get_response(request)
        user: User = request.user
        if must_renew(user):
            messages.warning(request, "请更换口令：首次登录、由他人重置或满90天都须更换。")
            return HttpResponseRedirect(reverse("account_change_password"))
        if must_enrol(user):
            messages.warning(request, "您的角色须启用第二重验证（动态口令或通行密钥），启用后才能进入工作台。")
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)


def must_renew(user: User, at: dt.datetime | None = None) -> bool:
    """A password that somebody else set, or that is older than 90 days."""
    changed = user.password_changed_at
    return changed is None or changed + PASSWORD_AGE < (at or timezone.now())


def must_enrol(user: User) -> bool:
    return settings.STAFF_MFA_REQUIRED and roles.sees_everything(user) and not is_mfa_enabled(user)
