"""Settings of the project, read from the environment (docs/operations.md lists every variable)."""

import secrets
import sys
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF
from django.templatetags.static import static
from django.urls import reverse_lazy

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
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" + (",testserver" if TESTING else ""))
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "unfold",
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
    "taggit",
    "pgtrigger",
    "pghistory",
    "pghistory.admin",
    "import_export",
    "csp",
    "procrastinate.contrib.django",
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
LOGIN_URL = reverse_lazy("admin:login")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
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

_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
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

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")

URGENT_SIGN_WORKDAYS = env.number("URGENT_SIGN_WORKDAYS", 3)

UNFOLD = {
    "SITE_TITLE": "政务公开工作台",
    "SITE_HEADER": "政务公开工作台",
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "THEME": "light",
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
