"""Settings from pinakes.toml, typed; builds the Catalogue. The only place that names adapters."""

from __future__ import annotations

import difflib
import os
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

import msgspec

from pinakes.errors import ConfigurationError
from pinakes.index import weights
from pinakes.index.weights import FieldWeights, Relevance
from pinakes.records.base import Struct
from pinakes.records.record_ids import SOURCE
from pinakes.sources.service_settings import AvailabilitySettings, CoverSettings
from pinakes.sources.settings import SourceSettings

if TYPE_CHECKING:
    from pinakes.discovery.catalogue import Catalogue
    from pinakes.index.port import SearchIndex
    from pinakes.ingest.duplicates.rules import Rules
    from pinakes.sources.availability import Remembering
    from pinakes.store.port import RecordStore

FILE = "pinakes.toml"
APPS_VARIABLE = "PINAKES_APPS"
"""Which of Django's apps a process loads: "records" or "all"; all when it is not set."""
LANGUAGE_NAMES = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "pt": "Português",
    "nl": "Nederlands", "sv": "Svenska", "fi": "Suomi", "pl": "Polski", "cs": "Čeština", "tr": "Türkçe",
    "el": "Ελληνικά", "ru": "Русский", "uk": "Українська", "he": "עברית", "ar": "العربية", "fa": "فارسی",
    "zh-hans": "简体中文", "zh-hant": "繁體中文", "ja": "日本語", "ko": "한국어",
}  # fmt: skip
"""Languages that the pages are translated into, by their own names; texts that one lacks are shown in English."""
LANGUAGES = ("en", "de")
"""Those of them that are complete: nothing is missing or unsure (`make messages` says what is)."""
PREFERRED_STYLES = (
    "nlm-citation-sequence", "apa", "american-medical-association", "chicago-author-date",
    "chicago-notes-bibliography", "modern-language-association", "ieee",
    "harvard-cite-them-right", "nature", "din-1505-2",
)  # fmt: skip


class _Section(Struct, forbid_unknown_fields=True):
    """A table of pinakes.toml; a name that it does not have stops the start."""


class LibrarySettings(_Section):
    """[library] — who runs the catalogue and how it presents itself."""

    name: str = "Pinakes"
    """Name of the library, shown in the head of every page."""
    languages: tuple[str, ...] = LANGUAGES
    """Languages of the pages in the order of the menu; the first is the default. All that are complete, if not named.
    There are: en de fr es it pt nl sv fi pl cs tr el ru uk he ar fa zh-hans zh-hant ja ko."""
    email: str = ""
    """Where readers may write to; shown on the pages about the catalogue when set."""
    imprint: str = ""
    """Address of the library's imprint, linked in the foot of every page when set."""


Text = str | dict[str, str]
"""One text for all languages of the pages, or one for each: { en = "…", de = "…" }."""


class FooterLink(_Section):
    """[[branding.footer]] — a link in the foot of every page."""

    text: Text
    """What is written."""
    href: str
    """Where it leads: an address, or a path of this catalogue."""


class BrandingSettings(_Section):
    """[branding] — how the catalogue looks; files are named as they stand in the folder `static` of the catalogue."""

    logo: str = ""
    """SVG or PNG that stands 30 pixels high in the head."""
    logo_dark: str = ""
    """The same for dark pages, when it has to be another."""
    icon: str = ""
    """SVG or PNG for the browser's tab."""
    accent: str = ""
    """Colour of links and buttons, "#rrggbb"; one that can't be read stops the start and names the nearest that can."""
    accent_dark: str = ""
    """The same for dark pages; left out, it is computed from `accent`."""
    stylesheet: str = ""
    """Style sheet that is read after ours."""
    headline: Text = ""
    """What stands over the search on the start page."""
    examples: tuple[str, ...] = ()
    """Searches that the start page offers to try; left out, some are made of what the index holds."""
    start: str = ""
    """Path of this catalogue that "/" leads to, in place of the start page."""
    footer: tuple[FooterLink, ...] = ()
    """More links in the foot of every page, as [[branding.footer]] with text and href."""


class StoreSettings(_Section):
    """[store] — where records are kept."""

    database: str = "sqlite:///pinakes.sqlite3"
    """sqlite:///FILE (relative to the catalogue's folder) or postgresql://USER:PASSWORD@HOST:PORT/NAME."""


class IndexSettings(_Section):
    """[index] — where records are searched."""

    engine: str = "pinakes.index.tantivy:TantivyIndex"
    """The engine, as module:class."""
    path: str = "index"
    """Folder of the embedded engine, relative to the catalogue's."""


class SearchSettings(_Section):
    """[search] — what pages do with searches."""

    jump: bool = True
    """Whether a pasted DOI, ISBN, ISSN or PubMed number with one match opens the record at once."""
    history: bool = True
    """Whether readers find their searches again until they close the browser; kept in their browser only."""
    elsewhere: dict[str, str] = msgspec.field(default_factory=dict)
    """Other catalogues that a search without results leads to: name and address with {words} in it."""


class FullTextSettings(_Section):
    """[fulltext] — the ways to the text of a work, on its page and in lists."""

    order: tuple[Literal["open", "link", "doi", "resolver"], ...] = ("open", "link", "doi", "resolver")
    """Which way comes first: a free copy (open), any other link of the record (link), its DOI (doi), the library's
    link resolver (resolver). A way that is left out is not offered."""
    resolver: str = ""
    """Address of the library's link resolver: it is asked by OpenURL 1.0. Without one none is offered."""
    resolver_name: str = ""
    """What readers know the link resolver as."""
    proxy: str = ""
    """What is put before addresses that need a licence ("https://proxy.example.org/login?url="). After "qurl=" the
    address is percent-encoded."""
    proxy_hosts: tuple[str, ...] = ()
    """Hosts that are reached by the proxy, with all below them; none named means all. A free copy never is."""


class CitingSettings(_Section):
    """[citing] — references in citation styles."""

    styles: tuple[str, ...] = PREFERRED_STYLES
    """CSL styles that are offered first, by file name; the first is chosen at the start."""


class DuplicatesSettings(_Section):
    """[duplicates] — when records of several sources are shown as one."""

    enabled: bool = True
    """Whether they are."""
    priority: tuple[str, ...] = ()
    """Sources whose record leads, the first before the second; those not named come after, by name."""
    within_sources: bool = False
    """Whether a source may hold one thing twice; else only records of different sources are joined."""
    apart_by_medium: bool = False
    """Whether print and e-book stay two."""
    threshold: float = 6.0
    """Evidence that makes two records one; more keeps more apart."""


class MailSettings(_Section):
    """[mail] — how the catalogue sends mail: references to readers' addresses, and what accounts need."""

    sender: str = ""
    """Address that mails come from ("catalogue@example.org"); without one no mail is sent."""
    host: str = "localhost"
    """The mail server."""
    port: int = 25
    """Its port: 25, 587 (starttls) or 465 (tls)."""
    security: Literal["none", "starttls", "tls"] = "none"
    """How the way to it is encrypted."""
    user: str = ""
    """Name to sign in with, when it asks for one."""
    password: str = ""
    """Its password; the environment's PINAKES_MAIL_PASSWORD goes before it."""
    records: int = 50
    """How many records a reader may send in one mail."""


class OpenIdSettings(_Section):
    """[accounts.openid.NAME] — sign-in with an institution or service by OpenID Connect."""

    name: str
    """What readers know it as; stands on the button."""
    server: str
    """Its issuer ("https://login.example.org/realms/library"); /.well-known/openid-configuration is read below it."""
    client_id: str
    """Name of this catalogue there."""
    client_secret: str = ""
    """Its secret; the environment's PINAKES_OPENID_NAME_SECRET (NAME in capitals) goes before it."""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    """What is asked for."""
    register: bool = True
    """Whether the first sign-in makes an account."""
    trusted_email: bool = False
    """Whether its addresses count as confirmed and open the account that has the same one: for one's own institution
    only, never where people write any address they like."""
    groups_claim: str = ""
    """Claim with the person's groups ("groups"): those that [accounts.groups] names are given and taken at each
    sign-in. Empty: groups stay as they are."""


class SamlSettings(_Section):
    """[accounts.saml.NAME] — sign-in with an institution by SAML 2.0; needs pip install pinakes[saml]."""

    name: str
    """What readers know it as; stands on the button."""
    entity_id: str
    """Entity id of the identity provider."""
    metadata_url: str = ""
    """Where its metadata is read (https); else sso_url and certificate say it."""
    sso_url: str = ""
    """Where it signs people in (HTTP-Redirect)."""
    certificate: str = ""
    """File with its signing certificate (PEM), relative to the catalogue's folder."""
    uid: str = "urn:oasis:names:tc:SAML:attribute:subject-id"
    """Attribute that tells people apart for good; without it the NameID does."""
    email: str = "urn:oid:0.9.2342.19200300.100.1.3"
    """Attribute with the address."""
    username: str = "urn:oid:0.9.2342.19200300.100.1.1"
    """Attribute with the name to sign in with."""
    groups: str = ""
    """Attribute with the person's groups, as groups_claim of OpenID Connect."""
    register: bool = True
    """Whether the first sign-in makes an account."""
    trusted_email: bool = False
    """As for OpenID Connect."""


class LdapSettings(_Section):
    """[accounts.ldap] — sign-in with name and password of a directory; needs pip install pinakes[ldap]."""

    server: str = ""
    """ldaps://HOST or ldap://HOST; without one no directory is asked."""
    start_tls: bool = True
    """Whether the way to an ldap:// server is encrypted before anything is said."""
    certificates: str = ""
    """File with the certificates that are trusted (PEM); those of the system when empty."""
    bind_dn: str = ""
    """Who looks people up; empty for anybody."""
    bind_password: str = ""
    """Their password; the environment's PINAKES_LDAP_PASSWORD goes before it."""
    base: str = ""
    """Below which people are ("ou=people,dc=example,dc=org")."""
    filter: str = "(uid={login})"
    """How a person is found; {login} is what was typed."""
    uid: str = "entryUUID"
    """Attribute that tells people apart for good (objectGUID in Active Directory)."""
    username: str = "uid"
    """Attribute with the name to sign in with."""
    email: str = "mail"
    """Attribute with the address, which counts as confirmed."""
    groups: str = ""
    """Attribute with the person's groups ("memberOf"), as groups_claim of OpenID Connect; the first part of a
    distinguished name counts: cn=staff,ou=groups,… is staff."""
    register: bool = True
    """Whether the first sign-in makes an account."""


class AccountsSettings(_Section):
    """[accounts] — who has an account and what comes with it."""

    registration: bool = True
    """Whether people may make an account themselves; else `pinakes user add` makes it, or the first sign-in with an
    account of the institution."""
    passwords: bool = True
    """Whether people may sign in with a password that is kept here."""
    passkeys: bool = True
    """Whether people may sign in with a passkey of their device."""
    session_days: int = 30
    """How long a browser stays signed in when its reader wants it to."""
    deletion_days: int = 14
    """How long an account that its reader deletes can be had back; the reader may also delete it at once."""
    unused_days: int = 1095
    """After how long an account that nobody signed in to is deleted by `pinakes user expire`; 0 is never."""
    warning_days: int = 30
    """How long before that its reader gets a mail."""
    audit_days: int = 730
    """How long actions of staff are remembered."""
    public_after_deletion: Literal["anonymous", "removed"] = "anonymous"
    """What becomes of public comments of a deleted account: they stay without a name, or go too."""
    openid: dict[str, OpenIdSettings] = msgspec.field(default_factory=dict)
    """[accounts.openid.NAME], one for each institution or service that people sign in with by OpenID Connect."""
    saml: dict[str, SamlSettings] = msgspec.field(default_factory=dict)
    """[accounts.saml.NAME], the same by SAML."""
    ldap: LdapSettings = LdapSettings()
    """[accounts.ldap], a directory of names and passwords."""
    groups: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """What members of a group may, by the group's name: actions (["moderate_tag"]), or all that "moderators" or
    "administrators" may."""


class CommunitySettings(_Section):
    """[community] — what readers may say of records."""

    tags: bool = True
    """Whether readers may tag records."""
    comments: bool = True
    """Whether readers may comment on records."""
    ratings: bool = False
    """Whether readers may give records one to five stars."""
    review: Literal["none", "comments", "all"] = "none"
    """What waits until a moderator has seen it: nothing, comments, or tags too."""
    tag_length: int = 64
    """Letters of the longest tag."""
    tags_at_once: int = 20
    """Tags that a reader may give a record."""
    comment_length: int = 4000
    """Letters of the longest comment."""


class AlertsSettings(_Section):
    """[alerts] — saved searches and mails of what is new in them."""

    at: str = ""
    """When `pinakes serve` sends the mails that are due ("06:30", in TZ); empty: it does not, `pinakes alerts` does."""
    hits: int = 20
    """Records that one mail or feed lists; it says how many more there are."""
    searches: int = 200
    """Searches that a reader may save."""
    history: bool = True
    """Whether signed-in readers may keep their searches in their account; each has to choose it."""
    history_days: int = 365
    """How long searches stay in the history of an account."""


class LimitSettings(_Section):
    """[limits] — how often somebody may ask in a minute, counted by network; three times as often when signed in."""

    searches: int = 300
    """Pages of results of one network (255 addresses, or one IPv6 site); 0 is without a limit."""
    facets: int = 150
    """Pages of results with filters, and whole facets."""
    crawlers: int = 30
    """Pages of results for browsers that call themselves machines; a fifth of it with filters."""
    sign_ins: int = 60
    """Failed sign-ins of one network in ten minutes."""
    registrations: int = 30
    """New accounts of one network in an hour."""
    mails: int = 20
    """Mails that one network has sent in an hour (forgotten passwords, addresses to confirm)."""


class ServerSettings(_Section):
    """[server] — how `pinakes serve` answers."""

    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = 8000
    """Port to listen on."""
    workers: int = 0
    """Processes that answer; 0 is one for each processor."""
    allowed_hosts: tuple[str, ...] = ()
    """Host names under which the catalogue is reached, besides localhost; ["*"] allows all."""
    https: bool = False
    """Whether readers come by HTTPS (also through a proxy): cookies are then sent by it alone, and whoever comes by
    HTTP is led to it."""
    hsts_days: int = 30
    """With HTTPS: how long browsers come by it alone from then on (Strict-Transport-Security); 0 does not say so."""
    address: str = ""
    """Where readers reach the catalogue ("https://catalogue.example.org"), for links in mails; without it the address
    by which the reader came when they asked for the mails."""


class Settings(_Section):
    """All of pinakes.toml."""

    library: LibrarySettings = LibrarySettings()
    store: StoreSettings = StoreSettings()
    index: IndexSettings = IndexSettings()
    search: SearchSettings = SearchSettings()
    fulltext: FullTextSettings = FullTextSettings()
    availability: AvailabilitySettings = AvailabilitySettings()
    covers: CoverSettings = CoverSettings()
    citing: CitingSettings = CitingSettings()
    duplicates: DuplicatesSettings = DuplicatesSettings()
    mail: MailSettings = MailSettings()
    accounts: AccountsSettings = AccountsSettings()
    community: CommunitySettings = CommunitySettings()
    alerts: AlertsSettings = AlertsSettings()
    limits: LimitSettings = LimitSettings()
    branding: BrandingSettings = BrandingSettings()
    server: ServerSettings = ServerSettings()
    relevance: Relevance = Relevance()
    field_weights: FieldWeights = FieldWeights()
    sources: dict[str, SourceSettings] = msgspec.field(default_factory=dict)
    """[sources.NAME], one for each place that `pinakes harvest` fetches records from."""


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
    if settings.alerts.at and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", settings.alerts.at):
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


_current_settings: tuple[object, Settings] = (None, Settings())


def current_settings() -> Settings:
    """The settings of the catalogue that this process serves; the defaults when it has no folder.

    A page asks for them many times, so they are told by the object that names the folder.
    """
    global _current_settings
    from django.conf import settings as django_settings

    home, (known, found) = django_settings.PINAKES_HOME, _current_settings
    if home is known:
        return found
    if not (Path(home) / FILE).is_file():
        return Settings()
    _current_settings = (home, load(Path(home)))
    return _current_settings[1]


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
