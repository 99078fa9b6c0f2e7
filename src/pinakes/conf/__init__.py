"""Settings from pinakes.toml, typed; builds the Catalogue. The only place that names adapters."""

from __future__ import annotations

import difflib
import os
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import msgspec

from pinakes.conf.sections import (
    LANGUAGE_NAMES,
    LANGUAGES,
    PREFERRED_STYLES,
    AccountsSettings,
    AlertsSettings,
    BrandingSettings,
    CitingSettings,
    CommunitySettings,
    DuplicatesSettings,
    FooterLink,
    FullTextSettings,
    IndexSettings,
    LdapSettings,
    LibrarySettings,
    LimitSettings,
    ListsSettings,
    MailSettings,
    OpenIdSettings,
    SamlSettings,
    SearchSettings,
    ServerSettings,
    Settings,
    StoreSettings,
    Text,
)
from pinakes.errors import ConfigurationError
from pinakes.index import weights
from pinakes.records.record_ids import SOURCE

if TYPE_CHECKING:
    from pinakes.discovery.catalogue import Catalogue
    from pinakes.index.port import SearchIndex
    from pinakes.ingest.duplicates.rules import Rules
    from pinakes.sources.availability import Remembering
    from pinakes.store.port import RecordStore

FILE = "pinakes.toml"
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
APPS_VARIABLE = "PINAKES_APPS"
"""Which of Django's apps a process loads: "records" or "all"; all when it is not set."""


def find_home(directory: str | Path | None = None) -> Path:
    """The catalogue's folder: the one named, else PINAKES_HOME, else ``.`` or ``./catalogue``.

    Raises ConfigurationError when no pinakes.toml is there.
    """
    named = directory or os.environ.get("PINAKES_HOME")
    candidates = [Path(named)] if named else [Path(), Path("catalogue")]
    for candidate in candidates:
        if (candidate / FILE).is_file():
            return candidate.resolve()
    where = f"in {candidates[0]}" if named else "here or in ./catalogue"
    raise ConfigurationError(
        f"There is no catalogue {where} ({FILE} is missing). Make one with `pinakes init DIR` or `pinakes demo`."
    )


@cache
def load(home: Path) -> Settings:
    """The settings of the catalogue in ``home``. Raises ConfigurationError that names setting and cure."""
    file = home / FILE
    try:
        settings = msgspec.toml.decode(file.read_bytes(), type=Settings)
    except OSError as error:
        raise ConfigurationError(f"{file} can't be read: {error.strerror}.") from error
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{file}: {_explain(str(error))}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file} is not valid TOML: {error}.") from error
    for name in settings.sources:
        if not SOURCE.fullmatch(name):
            raise ConfigurationError(
                f"{file}: {name!r} can't be the name of a source: letters, digits, points, hyphens, underscores."
            )
    _check_branding(file, settings.branding)
    for name, address in (
        ("fulltext.resolver", settings.fulltext.resolver),
        ("fulltext.proxy", settings.fulltext.proxy),
        ("availability.daia", settings.availability.daia),
        ("covers.provider", settings.covers.provider),
        ("server.address", settings.server.address),
    ):
        if address and not address.startswith(("https://", "http://")):
            raise ConfigurationError(f"{file}: {name} is {address!r}; it begins with https:// or http://.")
    if settings.covers.provider and "{isbn}" not in settings.covers.provider:
        raise ConfigurationError(
            f"{file}: covers.provider is {settings.covers.provider!r}; it says with {{isbn}} where the ISBN stands."
        )
    if settings.alerts.at and not TIME_OF_DAY.fullmatch(settings.alerts.at):
        raise ConfigurationError(f'{file}: alerts.at is {settings.alerts.at!r}; it is a time like "06:30".')
    unknown = [language for language in settings.library.languages if language not in LANGUAGE_NAMES]
    if unknown or not settings.library.languages:
        raise ConfigurationError(
            f"{file}: library.languages may hold {', '.join(LANGUAGE_NAMES)}, not {', '.join(unknown) or 'nothing'}."
        )
    try:
        weights.check(settings.relevance, settings.field_weights)
    except ValueError as error:
        raise ConfigurationError(f"{file}: {error}.") from error
    return settings


def _check_branding(file: Path, branding: BrandingSettings) -> None:
    for name in ("accent", "accent_dark"):
        colour = getattr(branding, name)
        if colour and not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ConfigurationError(f'{file}: branding.{name} is {colour!r}; allowed is "#rrggbb".')
    for name in ("logo", "logo_dark", "icon", "stylesheet"):
        path = getattr(branding, name)
        if path and not (file.parent / "static" / path).is_file():
            raise ConfigurationError(
                f"{file}: branding.{name} is {path!r}, which is not in {file.parent / 'static'}."
            )
    if branding.start and not re.match(r"/[^/]", branding.start):
        raise ConfigurationError(
            f"{file}: branding.start is {branding.start!r}; it is a path like /browse/title."
        )
    for link in branding.footer:
        if not link.href.startswith(("/", "https://", "http://", "mailto:")):
            raise ConfigurationError(
                f"{file}: branding.footer leads to {link.href!r}; allowed are paths, http:, https: and mailto:."
            )


def _explain(message: str) -> str:
    match = re.match(r"Object contains unknown field `([^`]+)`(?: - at `\$\.?([^`]*)`)?", message)
    if not match or "[" in (match[2] or ""):
        return message.replace("$.sources[...]", "[sources.NAME]").replace(" - at", ", in") + "."
    name, table = match[1], match[2] or ""
    struct: Any = Settings
    for part in filter(None, table.split(".")):
        struct = {f.name: f.type for f in msgspec.structs.fields(struct)}[part]
    allowed = [f.name for f in msgspec.structs.fields(struct)]
    near = difflib.get_close_matches(name, allowed, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"there is no setting {name!r} in [{table or 'the file'}].{hint} Allowed: {', '.join(allowed)}."


def database(home: Path, settings: Settings) -> dict[str, Any]:
    """Django's description of the database that [store] names."""
    url = urlsplit(settings.store.database)
    if url.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home / unquote(url.path.lstrip("/")))
            if not url.path.startswith("//")
            else unquote(url.path[1:]),
            # Kept open: opening takes as long as fetching the records of a page.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # FULL: what an import reports as stored is on the disk, also after a power cut.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    if url.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ConfigurationError(
        f"store.database is {settings.store.database!r}; allowed are sqlite:///FILE and postgresql://USER@HOST/NAME."
    )


def set_up_django(home: Path, *, people: bool = False) -> None:
    """Make Django ready for the catalogue in ``home``; the first catalogue of a process wins.

    Without ``people`` only the tables of records are there: accounts and lists take a quarter of a second to load.
    """
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ["PINAKES_HOME"] = str(home)
        os.environ.setdefault(APPS_VARIABLE, "all" if people else "records")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pinakes.site.settings")
        django.setup()


def _database_alias(home: Path) -> str:
    """The connection for ``home``: "default", or one of its own when the process serves another catalogue."""
    from django.conf import settings as django_settings
    from django.db import connections

    if Path(django_settings.PINAKES_HOME) == home:
        return "default"
    alias = str(home)
    if alias not in connections.databases:
        connections.databases[alias] = (
            connections.databases["default"] | {"OPTIONS": {}} | database(home, load(home))
        )
    return alias


def migrate(home: Path, *, people: bool = False) -> None:
    """Bring the tables of the catalogue in ``home`` up to this version; does nothing when they are.

    People's tables are made with ``people``, when the process has them and serves this catalogue.
    """
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    set_up_django(home, people=people)
    alias = _database_alias(home)
    executor = MigrationExecutor(connections[alias])
    only = () if people and alias == "default" else ("store",)
    leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if not only or leaf[0] in only]
    if executor.migration_plan(leaves):
        call_command("migrate", *only, database=alias, verbosity=0, interactive=False)


def build_store(home: Path) -> RecordStore:
    """The store of the catalogue in ``home``."""
    set_up_django(home)
    from pinakes.store.django_store import DjangoStore

    return DjangoStore(alias=_database_alias(home))


def duplicate_rules(home: Path) -> Rules | None:
    """How duplicates are told in the catalogue in ``home``; None when they are not to be joined."""
    from pinakes.ingest.duplicates.rules import Rules
    from pinakes.ingest.duplicates.scoring import Weights

    chosen = load(home).duplicates
    if not chosen.enabled:
        return None
    return Rules(
        priority=chosen.priority,
        within_sources=chosen.within_sources,
        apart_by_medium=chosen.apart_by_medium,
        weights=Weights(threshold=chosen.threshold),
    )


def build_index(home: Path) -> SearchIndex:
    """The index of the catalogue in ``home``. Raises ConfigurationError, IndexOutdated, IndexUnavailable.

    The weights of its settings are at work in the whole process from then on.
    """
    settings = load(home)
    weights.use(settings.relevance, settings.field_weights)
    module, _, name = settings.index.engine.partition(":")
    try:
        engine = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigurationError(
            f"index.engine is {settings.index.engine!r}, which can't be loaded: {error}."
        ) from error
    index: SearchIndex = engine(home / settings.index.path)
    return index


@cache
def build_availability(home: Path) -> Remembering | None:
    """Who is asked for the state of copies in the catalogue in ``home``; None when nobody is."""
    from pinakes.sources.availability import Remembering
    from pinakes.sources.daia import DaiaSource

    settings = load(home)
    chosen = settings.availability
    if not chosen.daia:
        return None
    source = DaiaSource(chosen.daia, seconds=chosen.wait, contact=settings.library.email)
    return Remembering(source, wait=chosen.wait, fresh=chosen.fresh)


def open_catalogue(directory: str | Path | None = None) -> Catalogue:
    """The catalogue in a folder, for reading. Raises ConfigurationError."""
    from pinakes.discovery.catalogue import Catalogue

    home = find_home(directory)
    return Catalogue(build_store(home), build_index(home))


_current: tuple[int, Catalogue] | None = None


def current_home() -> Path:
    """The folder of the catalogue that this process serves."""
    from django.conf import settings as django_settings

    return Path(django_settings.PINAKES_HOME)


_served: tuple[object, Path, Settings] | None = None


def current_settings() -> Settings:
    """The settings of the catalogue that this process serves; the defaults when it has no folder."""
    served = _serving()
    return served[2] if served is not None else Settings()


def current_folder() -> Path | None:
    """The folder of the catalogue that this process serves, once it is there."""
    served = _serving()
    return served[1] if served is not None else None


def _serving() -> tuple[object, Path, Settings] | None:
    """A page asks for settings many times, so they are known by the object that names the folder."""
    global _served
    from django.conf import settings as django_settings

    named = django_settings.PINAKES_HOME
    if _served is None or _served[0] is not named:
        home = Path(named)
        _served = (named, home, load(home)) if (home / FILE).is_file() else None
    return _served


def current_catalogue() -> Catalogue:
    """The catalogue that this process serves; opened when first asked for, after a fork anew."""
    global _current
    if _current is None or _current[0] != os.getpid():
        _current = (os.getpid(), open_catalogue(current_home()))
    return _current[1]


def use_catalogue(catalogue: Catalogue | None) -> None:
    """Serve this catalogue from now on (tests, programs that embed the pages); None opens anew when asked."""
    global _current
    _current = (os.getpid(), catalogue) if catalogue is not None else None


__all__ = [
    "APPS_VARIABLE",
    "FILE",
    "LANGUAGES",
    "LANGUAGE_NAMES",
    "PREFERRED_STYLES",
    "AccountsSettings",
    "AlertsSettings",
    "BrandingSettings",
    "CitingSettings",
    "CommunitySettings",
    "DuplicatesSettings",
    "FooterLink",
    "FullTextSettings",
    "IndexSettings",
    "LdapSettings",
    "LibrarySettings",
    "LimitSettings",
    "ListsSettings",
    "MailSettings",
    "OpenIdSettings",
    "SamlSettings",
    "SearchSettings",
    "ServerSettings",
    "Settings",
    "StoreSettings",
    "Text",
    "build_availability",
    "build_index",
    "build_store",
    "current_catalogue",
    "current_home",
    "current_settings",
    "database",
    "duplicate_rules",
    "find_home",
    "load",
    "migrate",
    "open_catalogue",
    "set_up_django",
    "use_catalogue",
]
