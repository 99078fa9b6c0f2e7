"""Django's settings, all drawn from the catalogue's pinakes.toml and the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pinakes import conf
from pinakes.errors import ConfigurationError
from pinakes.site import sign_in


def _home() -> Path:
    try:
        return conf.find_home()
    except ConfigurationError:
        # Django's own commands and checkers run without a catalogue; opening one says what is missing.
        return Path(os.environ.get("PINAKES_HOME", "catalogue")).resolve()


def _secret_key(home: Path) -> str:
    file = Path(os.environ.get("PINAKES_SECRET_KEY_FILE") or home / "secret.key")
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        # Without a catalogue nothing that is signed outlives this process.
        return secrets.token_urlsafe(50)


PINAKES_HOME = _home()
_settings = conf.load(PINAKES_HOME) if (PINAKES_HOME / conf.FILE).is_file() else conf.Settings()

SECRET_KEY = _secret_key(PINAKES_HOME)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_settings.server.allowed_hosts]
if extra_host := os.environ.get("PINAKES_HOST"):
    ALLOWED_HOSTS.append("*" if extra_host in ("0.0.0.0", "::") else extra_host)  # noqa: S104 - compared, not bound

# Commands that touch records only start quicker without the rest.
_PEOPLE = os.environ.get(conf.APPS_VARIABLE) != "records"
INSTALLED_APPS = ["django.contrib.staticfiles", "pinakes.store", "pinakes.web"]
if _PEOPLE:
    INSTALLED_APPS += [
        "pinakes.accounts",
        "pinakes.lists",
        "pinakes.tagging",
        "pinakes.alerts",
        *sign_in.APPS,
        *sign_in.provider_apps(_settings.accounts),
    ]
    globals().update(sign_in.settings_for(_settings, PINAKES_HOME))
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pinakes.web.static_files.StaticFilesMiddleware",
    "pinakes.web.middleware.SecurityHeadersMiddleware",
    "pinakes.web.compressing.CompressionMiddleware",
    "pinakes.web.middleware.LanguageMiddleware",
    "pinakes.web.errors.MethodMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pinakes.web.page_limits.PageLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    *(sign_in.MIDDLEWARE if _PEOPLE else ()),
]
ROOT_URLCONF = "pinakes.site.urls"
WSGI_APPLICATION = "pinakes.site.wsgi.application"
APPS_WITH_PAGES = ("web", "lists", "tagging", "alerts")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [Path(__file__).parent.parent / app / "templates" for app in APPS_WITH_PAGES],
        "OPTIONS": {"environment": "pinakes.web.environment.environment"},
    },
    sign_in.TEMPLATES
    | {"DIRS": [Path(__file__).parent.parent / app / "templates" for app in ("accounts", "web")]},
    # For what Django and its apps bring: the administration.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
DATABASES = {"default": conf.database(PINAKES_HOME, _settings)}
# What all workers count together (how often somebody sent a form); in the folder, when there is one.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": PINAKES_HOME / "cache",
    }
    if (PINAKES_HOME / conf.FILE).is_file()
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = _settings.library.languages[0]
LANGUAGES = [(code, conf.LANGUAGE_NAMES[code]) for code in dict.fromkeys(_settings.library.languages)]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TZ") or "UTC"

STATIC_URL = "/static/"
# The library's own files, also in place of ours of the same name.
STATICFILES_DIRS = [PINAKES_HOME / "static"] if (PINAKES_HOME / "static").is_dir() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000  # addresses of files carry their version

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _settings.server.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pinakes.web.errors.csrf_failure"
if _settings.server.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT, SECURE_REDIRECT_EXEMPT = True, [r"^health\Z"]
    SECURE_HSTS_SECONDS = _settings.server.hsts_days * 24 * 60 * 60
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
APPEND_SLASH = False

EMAIL_HOST, EMAIL_PORT = _settings.mail.host, _settings.mail.port
EMAIL_HOST_USER = _settings.mail.user
EMAIL_HOST_PASSWORD = os.environ.get("PINAKES_MAIL_PASSWORD") or _settings.mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _settings.mail.security == "starttls", _settings.mail.security == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _settings.mail.sender or "pinakes@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A wrong address is no news for whoever runs the server; a fault of ours is.
    "loggers": {"django.request": {"level": "ERROR"}},
}
