"""Settings of the project, read from the environment (docs/operations.md lists every variable)."""

import secrets
import sys
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.templatetags.static import static

from portal import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
DEBUG = env.flag("DEBUG")

# PORTAL_DATA holds everything that is not code: the embedded database, uploads, the generated key.
DATA_DIR = Path(env.text("PORTAL_DATA", str(BASE_DIR / ".local"))).absolute()


def _secret_key() -> str:
    """SECRET_KEY, or for the embedded set-up one that is made once and kept beside the data."""
    if key := env.text("SECRET_KEY"):
        return key
    if env.text("DATABASE_URL") and not DEBUG and not TESTING:
        raise env.ConfigurationError("SECRET_KEY is not set; set it to at least 50 random characters.")
    path = DATA_DIR / "secret-key"
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise env.ConfigurationError(
            f"cannot write {path} ({error.strerror}); set PORTAL_DATA to a folder you own."
        ) from None
    return path.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" + (",testserver" if TESTING else ""))
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "portal.staff_site.StaffSiteConfig",  # unfold
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "portal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django_filters",
    "django_prose_editor",
    "taggit",
    "pgtrigger",
    "pghistory",
    "pghistory.admin",
    "import_export",
    "treebeard",
    "csp",
    "procrastinate.contrib.django",
    "django.contrib.humanize",  # templates of allauth.mfa
    "allauth",
    "portal.login.apps.StaffAccountConfig",
    "allauth.mfa",
    "policies",
    "decisions",
    "disclosures",
    "interaction",
]

# Public pages are cookie-free: sessions, CSRF and login run under /admin/ only (portal/middleware.py).
MIDDLEWARE = [
    "portal.pagecache.PageCache",  # outermost: a stored page has every header of a fresh one
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.StaffContentPolicy",
    "portal.middleware.ReadingMode",
    "portal.middleware.PublicGZip",
    "portal.middleware.StaffSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.StaffCsrfMiddleware",
    "portal.middleware.StaffAuthenticationMiddleware",
    "portal.middleware.StaffMessageMiddleware",
    "portal.middleware.StaffAccountMiddleware",
    "portal.login.gate.StaffGate",
    "portal.middleware.StaffHistoryMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.PublicErrors",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
            "builtins": ["portal.templatetags.ui"],
        },
    }
]

DATABASES = {
    "default": env.database(
        data_dir=DATA_DIR / ("test-postgres" if TESTING else "postgres"),
        durable=not TESTING,
        pool=0 if TESTING else env.number("DATABASE_POOL", 8),
    )
}
if TESTING:  # lets the test runner, and nobody else, empty the tables of history (portal/models/history.py)
    DATABASES["default"]["OPTIONS"]["options"] = "-c portal.flush=on"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "portal.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.login.passwords.Composition"},
    {"NAME": "portal.login.passwords.NotTheUserName"},
    {"NAME": "portal.login.passwords.NotTheSame"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "portal.login.adapter.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip"}  # the lock of a name is in the database (portal/models/login.py)
MFA_ADAPTER = "portal.login.adapter.StaffMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "政务公开工作台"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
# The office and administrators must enrol a second factor; the demonstration says so and does without.
STAFF_MFA_REQUIRED = env.flag("STAFF_MFA_REQUIRED", default=not TESTING)
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = DEBUG or TESTING
MEDIA_ROOT = DATA_DIR / ("test-media" if TESTING else "media")
# No MEDIA_URL: files are served by views that ask published() first.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # a long document in the editor
FILE_UPLOAD_PERMISSIONS = 0o640

SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # its cookie would sit on every path
SESSION_COOKIE_AGE = 30 * 60  # idle time-out of staff (standards.md 10)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
HTTPS = env.flag("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # the CSRF middleware is there as StaffCsrfMiddleware

_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _POLICY}

PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

PAGE_CACHE_ENTRIES = env.number("PAGE_CACHE_ENTRIES", 2000)
PAGE_CACHE_BYTES = env.number("PAGE_CACHE_BYTES", 64 * 1024 * 1024)

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_USER"), env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "webmaster@localhost")
_MAIL = "smtp" if env.text("EMAIL_HOST") else "console"
EMAIL_BACKEND = env.text("EMAIL_BACKEND", f"django.core.mail.backends.{_MAIL}.EmailBackend")

# Iterations of the proof of work: about half a second of a phone.
INTAKE_PROOF_COST = env.number("INTAKE_PROOF_COST", 1 if TESTING else 4000)
ASKER_KEPT_DAYS = env.number("ASKER_KEPT_DAYS", 730)  # name and contact, after the answer; the privacy notice says so
INTAKE_POSTS_AN_HOUR = env.number("INTAKE_POSTS_AN_HOUR", 20)  # of one sender and one kind of form
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)  # proxies in front whose X-Forwarded-For is believed

URGENT_SIGN_WORKDAYS = env.number("URGENT_SIGN_WORKDAYS", 3)

UNFOLD = {
    "SITE_TITLE": "政务公开工作台",
    "SITE_HEADER": "政务公开工作台",
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "THEME": "light",
    "SITE_SYMBOL": "account_balance",
    "COLORS": {"primary": {str(step): f"var(--staff-blue-{step})" for step in (50, *range(100, 1000, 100), 950)}},
    "DASHBOARD_CALLBACK": "portal.desk.dashboard",
    "STYLES": [lambda request: static("css/staff.css")],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"procrastinate": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
