"""What pinakes.toml may hold: a struct for each table, a string under each setting, the languages of the pages."""

from __future__ import annotations

from typing import Literal

import msgspec

from pinakes.index.weights import FieldWeights, Relevance
from pinakes.records.base import Struct
from pinakes.sources.service_settings import AvailabilitySettings, CoverSettings
from pinakes.sources.settings import SourceSettings

LANGUAGE_NAMES = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "pt": "Português",
    "nl": "Nederlands", "sv": "Svenska", "fi": "Suomi", "pl": "Polski", "cs": "Čeština", "tr": "Türkçe",
    "el": "Ελληνικά", "ru": "Русский", "uk": "Українська", "he": "עברית", "ar": "العربية", "fa": "فارسی",
    "zh-hans": "简体中文", "zh-hant": "繁體中文", "ja": "日本語", "ko": "한국어",
}  # fmt: skip
"""Languages that the pages are translated into, by their own names; texts that one lacks are shown in English."""
LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "fi", "pl", "cs", "tr", "el", "ru", "uk", "he", "ar", "fa",
    "zh-hans", "zh-hant", "ja", "ko",
)  # fmt: skip
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


class ListsSettings(_Section):
    """[lists] — what readers may keep."""

    public: bool = True
    """Whether readers may make lists public; if not, those that were are shown to nobody else."""
    bag: int = 100
    """How many records a book bag holds."""


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
    lists: ListsSettings = ListsSettings()
    community: CommunitySettings = CommunitySettings()
    alerts: AlertsSettings = AlertsSettings()
    limits: LimitSettings = LimitSettings()
    branding: BrandingSettings = BrandingSettings()
    server: ServerSettings = ServerSettings()
    relevance: Relevance = Relevance()
    field_weights: FieldWeights = FieldWeights()
    sources: dict[str, SourceSettings] = msgspec.field(default_factory=dict)
    """[sources.NAME], one for each place that `pinakes harvest` fetches records from."""
