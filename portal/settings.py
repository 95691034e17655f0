"""Settings, read from the environment and safe by default.

`PORTAL_ENV=local` (set by `make run` and `make test`) brings defaults for one machine; anything
else is production, which starts only when it is told its secrets. See docs/configuration.md.
"""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env
from psycopg.conninfo import conninfo_to_dict

from portal.logs import logging_config

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def switch(name: str, default: bool) -> bool:
    """Whether a variable says yes; an empty one counts as unset."""
    return env.bool(name) if env.str(name, "").strip() else default


def names(name: str) -> list[str]:
    """What a variable lists, with commas between."""
    return [part.strip() for part in env.str(name, "").split(",") if part.strip()]


LOCAL = env.str("PORTAL_ENV", "production") == "local"
DEMO = switch("DEMO", LOCAL)
DEBUG = False

REQUIRED: dict[str, str | list[str]] = {"DATABASE_URL": env.str("DATABASE_URL", "").strip()}
if not LOCAL:
    REQUIRED["SECRET_KEY"] = env.str("SECRET_KEY", "").strip()
    REQUIRED["ALLOWED_HOSTS"] = names("ALLOWED_HOSTS")
    REQUIRED["PORTAL_URL"] = env.str("PORTAL_URL", "").strip()
if missing := [name for name, value in REQUIRED.items() if not value]:
    raise ImproperlyConfigured(
        f"Set {', '.join(missing)} in the environment; docs/configuration.md says how."
    )
if DEMO and not LOCAL:
    raise ImproperlyConfigured("Demo data is for a local run: leave DEMO unset in production.")

# A local command that is told none signs nothing that another process reads.
SECRET_KEY = env.str("SECRET_KEY", "") or secrets.token_urlsafe(64)
ALLOWED_HOSTS = names("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
# Where people reach the portal: letters carry links.
PORTAL_URL = env.str("PORTAL_URL", "http://localhost:8000").strip().rstrip("/")
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "crispy_forms",
    "django_filters",
    "network",
    "plans",
    "mobility",
    "portal",
]

MIDDLEWARE = [
    "portal.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.security.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.health.HealthMiddleware",
    "portal.pages.PageCacheMiddleware",
    "network.content.OneVersionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.security.RefuseNulMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.security.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "network.second_factor.SecondFactorMiddleware",
    "network.interrupted.InterruptedMiddleware",
    "pghistory.middleware.HistoryMiddleware",
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
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
            "builtins": ["portal.templatetags.portal"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["designsystemet"]
CRISPY_TEMPLATE_PACK = "designsystemet"
CRISPY_FAIL_SILENTLY = False


# Seconds a request waits for a connection before it is told that there is none.
POOL_PATIENCE = 3

# PostgreSQL guesses recursive queries far too dear and would compile each for seconds.
WITHOUT_JIT = "-c jit=off"


def database(url: str) -> dict[str, object]:
    """Django's settings for a libpq address, e.g. `postgresql://portal@db.example/portal`."""
    parts = conninfo_to_dict(url)
    named = {key: parts.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL", 8), "timeout": POOL_PATIENCE}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": named["dbname"],
        "USER": named["user"],
        "PASSWORD": named["password"],
        "HOST": named["host"],
        "PORT": named["port"],
        "CONN_MAX_AGE": 0,
        # A connection from the pool is tried first: the server may have been started anew.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **parts,
            "options": f"{parts.get('options', '')} {WITHOUT_JIT}".strip(),
            "pool": pool,
        },
    }


DATABASES = {"default": database(env.str("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "network.accounts.Backend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
ACCOUNT_ADAPTER = "network.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "network.forms.LoginForm"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A letter to an address without an account would be no help and a nuisance.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_ADAPTER = "network.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "network.factor_forms.AuthenticateForm",
    "reauthenticate": "network.factor_forms.ReauthenticateForm",
    "activate_totp": "network.factor_forms.ActivateTOTPForm",
}
MFA_TOTP_ISSUER = "Forankring"
# A clock that is half a minute off is no attack.
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_ADAPTER = "network.sessions.Adapter"
SOCIALACCOUNT_ADAPTER = "network.feide.Adapter"

# Log-in with Feide: all of it, or none.
FEIDE_DISCOVERY_URL = env.str("FEIDE_DISCOVERY_URL", "").strip()
FEIDE_CLIENT_ID = env.str("FEIDE_CLIENT_ID", "").strip()
FEIDE_CLIENT_SECRET = env.str("FEIDE_CLIENT_SECRET", "").strip()
FEIDE_REALMS = [name.lower() for name in names("FEIDE_REALMS")]
FEIDE: dict[str, str | list[str]] = {
    "FEIDE_DISCOVERY_URL": FEIDE_DISCOVERY_URL,
    "FEIDE_CLIENT_ID": FEIDE_CLIENT_ID,
    "FEIDE_CLIENT_SECRET": FEIDE_CLIENT_SECRET,
    "FEIDE_REALMS": FEIDE_REALMS,
}
if any(FEIDE.values()) and (missing := [name for name, value in FEIDE.items() if not value]):
    raise ImproperlyConfigured(f"Feide lacks {', '.join(missing)}; docs/feide.md says how.")
if FEIDE_CLIENT_ID and not (LOCAL or FEIDE_DISCOVERY_URL.startswith("https://")):
    raise ImproperlyConfigured("FEIDE_DISCOVERY_URL begins with https://.")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Without a mail server letters are shown in the terminal, which a local run reads.
EMAIL_HOST = env.str("EMAIL_HOST", "").strip()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = switch("EMAIL_USE_TLS", bool(EMAIL_HOST_USER))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "").strip() or "forankring@localhost"

CACHE_TABLE = "portal_cache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": CACHE_TABLE,
        # Counts of attempts lie here: a crowd of others must not push one out before its time.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Each worker keeps its own: what is drawn is the key, so that none is ever out of date.
    "drawings": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawings",
    },
}

# Megabytes of visitors' pages that one process keeps; 0 draws every page anew.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", 32)

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "thirdparty"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

# What people lay here: named by the database, handed out by a view, never by a web server.
UPLOADS_DIR = Path(env.str("UPLOADS_DIR", "").strip() or VAR_DIR / "uploads")

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "frontend"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_AGE = 60 * 60 * 12
# Others may use the same machine.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = "csrf"
CSRF_FAILURE_VIEW = "network.interrupted.refuse_old_form"
CSRF_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^helse/"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = switch("HSTS_SUBDOMAINS", False)
# Only who owns the domain can promise HTTPS for its other names.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if switch("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING_CONFIG = None
logging_config(level=env.log_level("LOG_LEVEL", "INFO"), as_json=not LOCAL)

# After launch the reference files may only add what the database does not know.
REFERENCE_DATA_NEW_RECORDS_ONLY = switch("REFERENCE_DATA_NEW_RECORDS_ONLY", False)

# What the county decides itself; pages say so where it has not.
ACCESSIBILITY_STATEMENT_URL = env.str("ACCESSIBILITY_STATEMENT_URL", "")
FEEDBACK_DEADLINE_DAYS = env.int("FEEDBACK_DEADLINE_DAYS", 14)
DATA_PROTECTION_OFFICER_EMAIL = env.str("DATA_PROTECTION_OFFICER_EMAIL", "")
