"""Staff get in with a strong password and, for the office, a second factor; five failures lock for half an hour."""

import datetime as dt
from http.cookies import SimpleCookie
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from portal.models import AccessLog, LoginFailure, User
from portal.models.login import LOCKED_FOR
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
LOGIN, HOME, PASSWORD = "/admin/account/login/", "/admin/", "Lanyu-2026!"


def log_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": name, "password": password})


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def test_staff_log_in_and_land_on_the_desk(client, lin) -> None:
    assert client.get(HOME).url.startswith("/admin/login/")
    assert log_in(client, "lin").url == HOME
    assert is_in(client)


def test_cookies_stay_under_admin(client, lin) -> None:
    log_in(client, "lin")
    cookies: SimpleCookie = client.cookies
    assert {"sessionid"} <= set(cookies)
    assert {cookie["path"] for cookie in cookies.values() if cookie.value} == {"/admin/"}


def test_login_page_speaks_chinese(client) -> None:
    page = client.get(LOGIN).content.decode()
    assert "工作人员登录" in page
    assert "Sign" not in page


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}])
def test_others_cannot_log_in(client, lin, change) -> None:
    User.objects.filter(pk=lin.pk).update(**change)
    log_in(client, "lin")
    assert not is_in(client)


def test_five_failures_lock_even_the_right_password(client, lin) -> None:
    for _ in range(5):
        log_in(client, "lin", "wrong-1!")
    response = log_in(Client(), "LIN")
    assert "已锁定" in response.content.decode()
    assert not is_in(client)


def test_lock_ends_after_half_an_hour(client, lin) -> None:
    for _ in range(5):
        log_in(client, "lin", "wrong-1!")
    LoginFailure.objects.update(at=timezone.now() - LOCKED_FOR)
    log_in(client, "lin")
    assert is_in(client)


def test_four_failures_do_not_lock_and_success_forgets_them(client, lin) -> None:
    for _ in range(4):
        log_in(client, "lin", "wrong-1!")
    log_in(client, "lin")
    assert is_in(client)
    assert not LoginFailure.objects.exists()


def test_a_name_that_does_not_exist_locks_alike(client) -> None:
    for _ in range(5):
        log_in(client, "nobody", "wrong-1!")
    assert "已锁定" in log_in(client, "nobody").content.decode()


@pytest.mark.parametrize("password", ["Ab1!", "abcdefgh1", "12345678!", "abcdefgh!", "Lin-12345!x", "nil#2026-okay"])
def test_weak_passwords_are_refused(lin, password) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, lin)


def test_strong_password_is_accepted(lin) -> None:
    validate_password("Haitang-47%", lin)


def test_present_password_is_not_a_new_one(lin) -> None:
    with pytest.raises(ValidationError, match="相同"):
        validate_password(PASSWORD, lin)


@pytest.mark.parametrize("changed", [None, timezone.now() - dt.timedelta(days=91)])
def test_old_or_given_password_must_be_changed_first(client, lin, changed) -> None:
    User.objects.filter(pk=lin.pk).update(password_changed_at=changed)
    log_in(client, "lin")
    assert client.get("/admin/policies/document/").url == "/admin/account/password/"
    new = "Haitang-47%"
    client.post("/admin/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(client)


def test_password_set_by_an_administrator_must_be_changed_by_its_owner(client, qiu, lin) -> None:
    client.force_login(make_user("root", qiu.unit, is_superuser=True))
    client.post(f"/admin/portal/user/{lin.pk}/password/", {"password1": "Haitang-47%", "password2": "Haitang-47%"})
    lin.refresh_from_db()
    assert lin.check_password("Haitang-47%")
    assert lin.password_changed_at is None


def test_session_ends_after_half_an_hour_of_rest(client, lin) -> None:
    log_in(client, "lin")
    session = client.session
    assert session.get_expiry_age() == 30 * 60
    assert session.get_expire_at_browser_close()
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert not is_in(client)


def test_sign_up_is_not_offered(client) -> None:
    assert client.get("/admin/account/signup/").status_code in (302, 404)
    assert not User.objects.filter(username="intruder").exists()


# -- second factor -----------------------------------------------------------------------------------------------------


@pytest.fixture
def required(settings) -> None:
    settings.STAFF_MFA_REQUIRED = True


def totp_code(secret: str) -> str:
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_office_and_administrators_must_enrol(client, required, who) -> None:
    unit = make_unit("岚屿区人民政府办公室")
    groups = ["发布"] if who == "office" else []
    make_user("zhao", unit, *groups, is_superuser=who == "administrator")
    log_in(client, "zhao")
    assert client.get(HOME).url == "/admin/account/2fa/"
    assert client.get("/admin/policies/document/").url == "/admin/account/2fa/"


def test_authors_may_do_without(client, required, lin) -> None:
    log_in(client, "lin")
    assert is_in(client)


def test_enrolled_office_is_asked_for_the_code(client, required, qiu) -> None:
    secret = generate_totp_secret()
    TOTP.activate(qiu, secret)
    response = log_in(client, "qiu")
    assert response.url == "/admin/account/2fa/authenticate/"
    assert not is_in(client)
    client.post(response.url, {"code": "000000"})
    assert not is_in(client)
    client.post(response.url, {"code": totp_code(secret)})
    assert is_in(client)


def test_recovery_code_opens_once(required, qiu) -> None:
    TOTP.activate(qiu, generate_totp_secret())
    code = RecoveryCodes.activate(qiu).get_unused_codes()[0]
    for expected in (True, False):
        client = Client()
        url = log_in(client, "qiu").url
        client.post(url, {"code": code})
        assert is_in(client) is expected


def test_totp_secret_is_not_readable_in_the_database(qiu) -> None:
    secret = generate_totp_secret()
    TOTP.activate(qiu, secret)
    assert secret not in str(Authenticator.objects.get(user=qiu).data)


@pytest.mark.parametrize("page", ["2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "password/"])
def test_account_pages_open(client, lin, page) -> None:
    log_in(client, "lin")
    client.post(
        "/admin/account/reauthenticate/", {"password": PASSWORD}
    )  # allauth asks again before it changes factors
    page = client.get(f"/admin/account/{page}")
    assert page.status_code == 200
    assert 'lang="zh-CN"' in page.content.decode()


# -- help from the office and the administrator ------------------------------------------------------------------------


def act(client: Client, action: str, person: User) -> None:
    client.post("/admin/portal/user/", {"action": action, "_selected_action": [person.pk]}, follow=True)


def test_office_unlocks_a_name(staff, qiu, lin, client) -> None:
    for _ in range(5):
        log_in(Client(), "lin", "wrong-1!")
    act(staff(qiu), "unlock", lin)
    log_in(client, "lin")
    assert is_in(client)


def test_only_an_administrator_resets_a_second_factor_and_not_the_own(staff, qiu, lin) -> None:
    root = make_user("root", qiu.unit, is_superuser=True)
    for person in (root, lin):
        TOTP.activate(person, generate_totp_secret())
    act(staff(qiu), "reset_second_factor", lin)
    assert Authenticator.objects.count() == 2
    for person in (root, lin):
        act(staff(root), "reset_second_factor", person)
    assert list(Authenticator.objects.values_list("user", flat=True)) == [root.pk]


def test_whoever_opens_a_persons_page_is_on_record(staff, qiu, he) -> None:
    staff(qiu).get(f"/admin/portal/user/{he.pk}/change/")
    log = AccessLog.objects.get()
    assert (log.user, log.kind) == (qiu, "opened")
    assert "he" in log.what
    assert "he" in staff(qiu).get("/admin/portal/accesslog/").content.decode()
    assert staff(he).get("/admin/portal/accesslog/").status_code == 403
