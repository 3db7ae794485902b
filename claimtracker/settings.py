"""Settings, all of them, read from the environment (README.md lists each)."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
import pghistory
from django.core.exceptions import ImproperlyConfigured

from articles.domain.independence.graph import IndependenceRules

BASE_DIR = Path(__file__).resolve().parent.parent


def flag_setting(name: str) -> bool:
    """Whether this switch is on; a value that is neither on nor off stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither on nor off: use 1 or 0.")


def list_setting(name: str) -> list[str]:
    """Return the values of a list that is separated by commas."""
    return [
        word.strip() for word in os.environ.get(name, "").split(",") if word.strip()
    ]


def required_setting(name: str, example: str) -> str:
    """Return the value of a setting that has no safe default, or stop the start."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}, for example {name}={example}")
    return value


# -- what a deployment decides ------------------------------------------------------

DEBUG = flag_setting("DEBUG")
# One's own machine: plain HTTP, and static files straight from their folders.
LOCAL = flag_setting("LOCAL") or DEBUG
SECRET_KEY = required_setting("SECRET_KEY", "(50 random characters)")
ALLOWED_HOSTS = list_setting("ALLOWED_HOSTS") or (
    ["localhost", "127.0.0.1", "[::1]"] if LOCAL else []
)
CSRF_TRUSTED_ORIGINS = list_setting("CSRF_TRUSTED_ORIGINS")
BEHIND_HTTPS_PROXY = flag_setting("BEHIND_HTTPS_PROXY")
SITE_NAME = os.environ.get("SITE_NAME", "Claimtracker")


def number_setting(name: str, default: int, minimum: int, maximum: int) -> int:
    """Return a whole number within limits; anything else stops the start."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and minimum <= int(value) <= maximum):
        raise ImproperlyConfigured(
            f"{name}={value!r} is no number from {minimum} to {maximum}."
        )
    return int(value)


def contacts_setting(name: str) -> list[str]:
    """Return addresses at which people are told something: mailto:, https: or tel:."""
    contacts = list_setting(name)
    for contact in contacts:
        scheme, _, rest = contact.partition(":")
        wanted = {"mailto": "@", "https": "//", "tel": "+"}.get(scheme)
        if (
            wanted is None
            or wanted not in rest
            or not contact.isprintable()
            or " " in contact
        ):
            raise ImproperlyConfigured(
                f"{name}={contact!r} is none of mailto:security@example.org,"
                " https://example.org/security and tel:+1-201-555-0123."
            )
    return contacts


def relation_kinds_setting(name: str, known: frozenset[str]) -> list[str]:
    """Return the kinds of relations that carry dependence; [] for the default ones."""
    chosen = list_setting(name)
    if unknown := sorted(set(chosen) - known):
        raise ImproperlyConfigured(
            f"{name} names {', '.join(unknown)}; known are {', '.join(sorted(known))}."
        )
    return chosen


def cache_setting(name: str) -> str:
    """Return the address of a Redis, or of a Valkey, which speaks the same protocol."""
    scheme, colon, rest = os.environ.get(name, "").strip().partition(":")
    scheme = {"valkey": "redis", "valkeys": "rediss"}.get(scheme, scheme)
    if scheme not in {"", "redis", "rediss", "unix"} or bool(scheme) != bool(colon):
        raise ImproperlyConfigured(f"{name} must begin with redis:// or valkey://")
    return f"{scheme}{colon}{rest}"


def mail_setting(name: str) -> dict[str, object]:
    """Return Django's settings for the server that takes our mails; {} for none."""
    url = os.environ.get(name, "").strip()
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must look like smtp://user:password@mail.example.org:587, or"
            " smtps://... where the server speaks TLS from the start."
        )
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # Port 25 of one's own machine offers none; what leaves the machine is encrypted.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.port != 25,
    }


def database_setting(name: str, url: str, patience: int = 5) -> dict[str, object]:
    """Return the database of this URL, with a pool that gives up after so many seconds."""
    if urlsplit(url).scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://")
    settings: dict[str, object] = {**dj_database_url.parse(url)}
    options = settings.setdefault("OPTIONS", {})
    if not isinstance(options, dict):
        raise ImproperlyConfigured(f"{name} has options that cannot be read.")
    # In a URL of a socket, which names no host, the login may stand among the options.
    for key in ("user", "password"):
        if key in options:
            settings[key.upper()] = options.pop(key)
    # A dead database must answer as 503 within seconds, not hang every worker.
    options.setdefault("connect_timeout", 3)
    # Compiling a page's statement takes PostgreSQL a second, and running it a millisecond.
    # And a page looks up thousands of rows by key, which are all in memory: told that
    # each costs as much as on a turning disk, it would rather read the whole table.
    # (PgBouncer passes no options on: its login is given them, docs/deploying.md.)
    if not PGBOUNCER:
        options.setdefault("options", "-c jit=off -c random_page_cost=1.1")
    # Each transaction may come to another connection, where nothing is prepared or open.
    options["prepare_threshold"] = None
    settings["DISABLE_SERVER_SIDE_CURSORS"] = PGBOUNCER
    # The test runner makes and drops databases, which a pool would hold open. A thread
    # needs one connection; a server that was away is tried again every 3 seconds.
    if "pytest" not in sys.modules:
        options["pool"] = {
            "min_size": 1, "max_size": 16, "timeout": patience, "reconnect_timeout": 3,
        }  # fmt: skip
    return settings


# Whether the URLs lead to PgBouncer, in transaction mode.
PGBOUNCER = flag_setting("PGBOUNCER")
# Standbys by streaming replication, which answer readers (articles/replicas), and how
# many seconds they may be behind. With them, a dead server is given up after a second.
REPLICA_URLS = os.environ.get("REPLICA_URLS", "").split()
REPLICA_MAX_LAG = number_setting("REPLICA_MAX_LAG", 2, 1, 60)
PATIENCE = 1 if REPLICA_URLS else 5
# The login of the application, which cannot change the record (docs/adr/0014).
APPLICATION_LOGIN = database_setting(
    "DATABASE_URL",
    required_setting(
        "DATABASE_URL", "postgresql://user:password@localhost/claimtracker"
    ),
    PATIENCE,
)
# A process that is given the login of the tables' owner works as the owner.
WORKS_AS_OWNER = bool(os.environ.get("OWNER_DATABASE_URL"))
DATABASES = {
    "default": database_setting("OWNER_DATABASE_URL", os.environ["OWNER_DATABASE_URL"])
    if WORKS_AS_OWNER
    else APPLICATION_LOGIN
}
for _number, _url in enumerate([] if WORKS_AS_OWNER else REPLICA_URLS, 1):
    DATABASES[f"replica{_number}"] = {
        **database_setting("REPLICA_URLS", _url, PATIENCE),
        "TEST": {"MIRROR": "default"},
    }
REPLICAS = [alias for alias in DATABASES if alias != "default"]
DATABASE_ROUTERS = ["articles.replicas.choice.ReadingRouter"]

# Whom to tell of a hole in the site: /.well-known/security.txt.
SECURITY_CONTACTS = contacts_setting("SECURITY_CONTACT")

# Which relations carry dependence, over how many steps between sources, and how many
# relations make a source a hub that joins nobody (docs/adr/0006).
INDEPENDENCE_HOPS = number_setting("INDEPENDENCE_HOPS", 2, 0, 4)
INDEPENDENCE_HUB = number_setting("INDEPENDENCE_HUB", 50, 1, 1_000_000)
INDEPENDENCE_RELATIONS = relation_kinds_setting(
    "INDEPENDENCE_RELATIONS", IndependenceRules().between_sources | {"republishes"}
)
INDEPENDENCE_WORKS = relation_kinds_setting(
    "INDEPENDENCE_WORKS", IndependenceRules().of_works | {"cites", "corrects"}
)

# -- the application ----------------------------------------------------------------

INSTALLED_APPS = [
    "articles",
    "articles.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "pghistory.admin",
]
# Pages as they were sent last (articles/rendering/page_store.py): in the memory of each
# process, and in a Redis or Valkey for all processes and machines, where there is one.
PAGE_CACHE_MEGABYTES = number_setting("PAGE_CACHE_MEGABYTES", 32, 1, 1_000_000)
CACHE_URL = cache_setting("CACHE_URL")
CACHES = {
    # How often somebody tried something, which allauth keeps in the default cache: for
    # all processes and machines, and after a restart (docs/adr/0027). What would be
    # thrown away to make room is a limit, so there is much room.
    "default": {
        "BACKEND": "articles.accounts.limits.LimitsCache",
        "LOCATION": "articles_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What else is kept for a while, in the memory of each process.
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}
AUTH_USER_MODEL = "articles.User"
ROOT_URLCONF = "claimtracker.urls"
WSGI_APPLICATION = "claimtracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "articles.middleware.add_content_security_policy",
    "articles.middleware.set_resource_policy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.middleware.refuse_long_addresses",
    "django.middleware.http.ConditionalGetMiddleware",
    "articles.replicas.choice.choose_server",
    "articles.rendering.page_cache.cache_pages",
    "articles.middleware.drop_nul_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "articles.middleware.set_cache_control",
    "articles.middleware.limit_bodies",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "articles.middleware.refuse_nul_addresses",
    "articles.accounts.guard.guard_the_desk",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "articles.rendering.environment.build_environment",
            "context_processors": [
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {  # the admin's own pages; those of accounts are ours, which are looked for first
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CSRF_FAILURE_VIEW = "articles.views.errors.csrf_failure"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# -- accounts (docs/adr/0027) ---------------------------------------------------------

# Nothing else signs anybody in: it alone knows the limits and the second factor.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Whether editors and staff need a second factor; articles/accounts/second_factor.py asks.
SECOND_FACTOR = (
    flag_setting("SECOND_FACTOR") if os.environ.get("SECOND_FACTOR") else not LOCAL
)
# How many proxies stand before us, each of which adds an address: the limits count by
# the address that the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = number_setting(
    "TRUSTED_PROXIES", 1 if BEHIND_HTTPS_PROXY else 0, 0, 10
)
ACCOUNT_ADAPTER = "articles.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Tries in so much time, by address (ip), by account or invited name (key), by who is
# signed in (user).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/5m/key",
    "reset_password_from_key": "20/m/ip",
    "signup": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    "confirm_email": "1/3m/key",
    "invite": "30/h/user",
    "open_invitation": "20/m/ip",
}
ACCOUNT_FORMS = {
    "login": "articles.forms.accounts.SignInForm",
    "signup": "articles.forms.accounts.InvitedForm",
    "reset_password": "articles.forms.accounts.ForgottenPasswordForm",
    "reset_password_from_key": "articles.forms.accounts.ResetPasswordForm",
    "change_password": "articles.forms.accounts.NewPasswordForm",
    "set_password": "articles.forms.accounts.FirstPasswordForm",
    "reauthenticate": "articles.forms.accounts.PasswordAgainForm",
    "add_email": "articles.forms.accounts.EmailForm",
}
MFA_ADAPTER = "articles.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute wrong
# Browsers give passkeys to http://localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_FORMS = {
    "authenticate": "articles.forms.second_factor.CodeForm",
    "reauthenticate": "articles.forms.second_factor.CodeAgainForm",
    "activate_totp": "articles.forms.second_factor.FirstCodeForm",
    "add_webauthn": "articles.forms.second_factor.PasskeyForm",
    "edit_webauthn": "articles.forms.second_factor.PasskeyNameForm",
}
# Former secret keys, newest first: what they signed and encrypted can still be read.
SECRET_KEY_FALLBACKS = list_setting("SECRET_KEY_FALLBACKS")

# -- mail ---------------------------------------------------------------------------

# Any SMTP server. Without one, `make run` writes mails to files, and a deployment sends
# none: people are invited by links to hand over.
MAIL_SERVER = mail_setting("EMAIL_URL")
vars().update(MAIL_SERVER)
SENDS_MAIL = LOCAL or bool(MAIL_SERVER)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("MAIL_FROM") or (
    f"{SITE_NAME} <claimtracker@{(ALLOWED_HOSTS or ['localhost'])[0].lstrip('.')}>"
)
EMAIL_FILE_PATH = os.environ.get("MAIL_FOLDER") or BASE_DIR / ".data/mails"
if LOCAL and not MAIL_SERVER:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["claimtracker.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "articles.rendering.static_files.BundleFinder",
]
STATIC_ROOT = None if LOCAL else BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = LOCAL
# Our pages alone use our files; by itself, WhiteNoise lets any site read them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if LOCAL
            else "articles.rendering.static_files.HashedStaticFiles"
        )
    },
}

# -- security -----------------------------------------------------------------------

# An upload may be 5 MB; what is typed into one form, 12 MB (a pasted text of 5 MB is
# up to three times as long once its characters are percent-encoded).
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_HTTPS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Hosts, each with its port, that a fetch may reach although they are not on the public
# web. Only tests set this, for servers of their own; no variable can.
FETCH_ALLOWED_PLACES: frozenset[tuple[str, int]] = frozenset()

# -- audit --------------------------------------------------------------------------

# Every insert, update and delete of a tracked table leaves a row, by trigger, that
# nobody may change; who and where stand in the row itself.
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
PGHISTORY_APPEND_ONLY = True
# Who only reads changes nothing, and is not written down with each statement.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
# All events at once is a union of every history table; staff open one row's history.
PGHISTORY_ADMIN_ALL_EVENTS = False
PGHISTORY_ADMIN_CLASS = "articles.admin.history.EventsAdmin"
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="history")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refusals": {"()": "claimtracker.logs.RefusalsInOneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["refusals"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
