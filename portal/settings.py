"""Every setting of the portal, read from the environment once; a missing or wrong one fails naming itself."""

import datetime as dt
from ipaddress import ip_network
from pathlib import Path

import environ
import pghistory
from corsheaders.defaults import default_headers
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from portal import allauth_settings, edge_settings, storage_settings, timetable

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")


def _date(name: str) -> dt.date | None:
    """The variable `name` as an ISO date, or None where it is unset."""
    text = env.str(name, default="")
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a date like 2011-02-15, not {text!r}") from None


def _networks(name: str, default: list[str]) -> list[str]:
    """The variable `name` as networks parted by commas."""
    found = env.list(name, default=default)
    try:
        return [str(ip_network(text, strict=False)) for text in found]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be networks like 10.0.0.0/8: {error}") from None


def _secret(name: str) -> str:
    """The variable `name`, or what the file that `name`_FILE names holds, or nothing."""
    path = env.str(f"{name}_FILE", default="")
    try:
        return Path(path).read_text(encoding="utf-8").strip() if path else env.str(name, default="")
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from None


# What is run, and where
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE = env.bool("SECURE", default=True)
PORTAL_BASE_URL = env.str("PORTAL_BASE_URL", default="http://localhost:8000").rstrip("/")
PORTAL_TODAY = _date("PORTAL_TODAY")
PORTAL_DEMO = env.bool("PORTAL_DEMO", default=False)

INSTALLED_APPS = [
    *(["reporting.demo"] if PORTAL_DEMO else []),
    "reporting.overview",
    "reporting",
    "counties",
    "criteria.hearing",
    "criteria",
    "portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "template_partials",
    "import_export",
    "corsheaders",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "csp",
    "django.contrib.admin.apps.SimpleAdminConfig",  # only portal/admin.py, not every app's own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.GuardedMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # its files are compressed beforehand, and fonts are by nature
    "django.middleware.gzip.GZipMiddleware",  # adds random bytes, so that its length tells nothing of a secret
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.PrivatePagesMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.sessions.SessionLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.second_factor.SecondFactorMiddleware",
    "portal.middleware.HistoryWithoutKeysMiddleware",
    "portal.once.OnceMiddleware",
    "portal.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "portal.forms.DesignsystemetRenderer"

TEMPLATE_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("portal.drawing.Loader", TEMPLATE_LOADERS)])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.page",
            ],
            "libraries": {"i18n": "portal.templatetags.i18n"},
            "builtins": ["portal.templatetags.links"],
        },
    }
]

# `{% load i18n %}` is portal/templatetags/i18n.py, which stands in for Django's.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

# Data
# A web process keeps a pool; workers and commands hold one connection each (jobs keep a lock on theirs).
APPLICATION_DATABASE = env.db_url("DATABASE_URL")
# Who migrates owns the tables. The application only reads and writes their rows; unset, the two are one role.
OWNER_DATABASE = (
    env.db_url("MIGRATE_DATABASE_URL")
    if env.str("MIGRATE_DATABASE_URL", default="")
    else APPLICATION_DATABASE
)
if OWNER_DATABASE["NAME"] != APPLICATION_DATABASE["NAME"]:
    raise ImproperlyConfigured("MIGRATE_DATABASE_URL and DATABASE_URL must name the same database")
DATABASES = {"default": APPLICATION_DATABASE}
# Nobody at a page waits long for a database that is away, a row that another holds, or a question without end.
DATABASES["default"]["OPTIONS"] = (
    {
        # A pool that has tried for long tries ever more seldom, and would be away long after the database is back.
        "pool": {"max_size": 10, "timeout": 3, "reconnect_timeout": 3},
        "connect_timeout": 3,
        "options": "-c lock_timeout=5s -c statement_timeout=30s",
    }
    if env.bool("DATABASE_POOL", default=False)
    else {}
)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The database serves as the cache too (who else is in a report): one thing less that can be down.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# Files: on disk, or in a private bucket of S3-compatible storage where one is named
_s3 = {name: env.str(f"S3_{name.upper()}", default="") for name in ("bucket", "endpoint", "region")}
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))

# Pages
STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("designsystemet", NODE_MODULES / "@digdir" / "designsystemet-css" / "dist"),
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.assets.NamedFilesFinder",
]
VEGA = [
    "vega/build/vega.min.js",
    "vega-lite/build/vega-lite.min.js",
    "vega-lite/build/vega-lite.min.js.map",
    "vega-embed/build/vega-embed.min.js",
    "vega-embed/build/vega-embed.min.js.map",
    "vega-interpreter/build/vega-interpreter.js",
    "vega-interpreter/build/vega-interpreter.js.map",
]
INTER = ["latin-400", "latin-500", "latin-700", "latin-ext-400", "latin-ext-700"]
STATIC_FILES = {name.replace("/build/", "/"): NODE_MODULES / name for name in VEGA} | {
    f"inter/inter-{cut}-normal.woff2": NODE_MODULES / f"@fontsource/inter/files/inter-{cut}-normal.woff2"
    for cut in INTER
}
STATIC_FILES |= {
    f"dejavu/{name}.ttf": NODE_MODULES / f"dejavu-fonts-ttf/ttf/{name}.ttf"
    for name in ("DejaVuSans", "DejaVuSans-Bold")
}
STORAGES = {
    "default": storage_settings.keeper(
        **_s3, access_key=_secret("S3_ACCESS_KEY"), secret_key=_secret("S3_SECRET_KEY")
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
USE_TZ = True
DJANGO_TABLES2_TABLE_ATTRS = {"class": "ds-table"}
USE_THOUSAND_SEPARATOR = False  # years and numbers of fylker must stay as they are

# Sign-in
AUTH_USER_MODEL = "portal.User"
CONTACT_PATH = "/bistand/"  # where those who reuse the open data can ask
REGION_MODEL = "counties.Region"  # where roles are held; the portal itself knows no more of it
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "portal.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = env.int("REAUTHENTICATION_TIMEOUT", default=900)  # seconds
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# These are the portal's own (portal/signing_in.py); "login_failed" is left for the second factor.
ACCOUNT_RATE_LIMITS = {"login": None, "reset_password": None}
ACCOUNT_FORMS = {"reset_password": "portal.signing_in.ResetPasswordForm"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger gets no mail of ours; the page says the same to all
vars().update(allauth_settings.FIXED)
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=not PORTAL_DEMO)  # of access.SECOND_FACTOR_ROLES
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=8 * 3600)
SESSION_SECONDS = env.int("SESSION_SECONDS", default=24 * 3600)  # however much it is used
# Who vouches for people instead of a password: ID-porten, Ansattporten. Nobody gets an account or a role by it.
_oidc = {key.lower(): env.str(f"OIDC_{key}", default="") for key in ("SERVER_URL", "NAME", "CLIENT_ID")}
SOCIALACCOUNT_PROVIDERS = allauth_settings.providers(**_oidc, secret=_secret("OIDC_CLIENT_SECRET"))

# Mail
vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds to wait for the mail server
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Grønne innkjøp <portal@example.org>")

# Jobs
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True  # the result of a job is its rows
CELERY_RESULT_BACKEND = REDIS_URL  # only to count how many of a chord's jobs have ended
CELERY_RESULT_EXPIRES = 3600
# What a person waits for, what comes in heaps, and mail with the clock's: each may have a worker of its own (`-Q`)
CELERY_TASK_QUEUES = [Queue(name) for name in ("waited", "mass", "mail")]
CELERY_TASK_DEFAULT_QUEUE = "mass"
CELERY_TASK_ROUTES = {"portal.tasks.send_*": {"queue": "mail"}, "portal.tasks.sweep": {"queue": "mail"}}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
# A web request must not wait for a broker that is down: the sweep sends the job later.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 2, "max_retries": 0}
# A small PDF is drawn before the answer; a larger one shows its progress
SECONDS_TO_WAIT_FOR_A_FILE = env.float("SECONDS_TO_WAIT_FOR_A_FILE", default=3)
FACTS_SECONDS = env.int("FACTS_SECONDS", default=300)  # between two counts of the overviews' figures
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=20)
CELERY_BEAT_SCHEDULE = timetable.times(sweep_seconds=SWEEP_SECONDS, facts_seconds=FACTS_SECONDS)

# The seal: a PKCS#12 file, or a key in a PKCS#11 module; SEAL_AUTHORITIES (PEM) vouches for it, and is published
SEAL_PKCS12 = env.str("SEAL_PKCS12", default="")
SEAL_PKCS12_PASSWORD = _secret("SEAL_PKCS12_PASSWORD")
SEAL_PKCS11_MODULE = env.str("SEAL_PKCS11_MODULE", default="")
SEAL_PKCS11_TOKEN = env.str("SEAL_PKCS11_TOKEN", default="")
SEAL_PKCS11_KEY = env.str("SEAL_PKCS11_KEY", default="")
SEAL_PKCS11_PIN = _secret("SEAL_PKCS11_PIN")
SEAL_AUTHORITIES = env.str("SEAL_AUTHORITIES", default="")
SEAL_TIMESTAMP_URL = env.str("SEAL_TIMESTAMP_URL", default="")

# History: only what the portal's own models ask for
# ReportEvent already has the name "events" on a report.
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="row_history")
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Open data: any site's page may read it, without cookies
CORS_URLS_REGEX = r"^/(?:api/|data/|kalender\.ics$|.*\.atom$)"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = [*default_headers, "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Link"]
API_RATE = env.str("API_RATE", default="1200/h")  # questions from one address

# Protection
# How many proxies in front add to X-Forwarded-For, and from where they connect. From elsewhere it is not believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
TRUSTED_NETWORKS = _networks(
    "TRUSTED_NETWORKS",
    ["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
)
FORMS_PER_HOUR = env.int("FORMS_PER_HOUR", default=60)  # open forms from one address
MAILS_PER_HOUR = env.int("MAILS_PER_HOUR", default=10)  # that open forms send to one mailbox
LOG_DAYS = env.int("LOG_DAYS", default=365)  # that the log keeps what happened
REGISTRATION_DAYS = env.int("REGISTRATION_DAYS", default=365)  # that persons are kept after the event
REQUEST_DAYS = env.int("REQUEST_DAYS", default=3 * 365)  # after a request for help is closed
MAIL_DAYS = env.int("MAIL_DAYS", default=90)  # after a letter has gone
ACCESS_DAYS = env.int("ACCESS_DAYS", default=365)  # after a reader's or an expert's link has ended
TRACE_DAYS = env.int("TRACE_DAYS", default=365)  # notifications, finished jobs, and rows that can be put back
HEARING_ADDRESS_DAYS = env.int("HEARING_ADDRESS_DAYS", default=365)  # after the deadline: senders
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
# Where those who find a hole in the portal can tell of it: mailto: or https:
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=PORTAL_BASE_URL + CONTACT_PATH)
vars().update(edge_settings.FIXED)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf", "fido2")},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
