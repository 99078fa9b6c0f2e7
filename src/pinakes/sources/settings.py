"""[sources.NAME] of pinakes.toml: where records are fetched from, one struct for each kind."""

from __future__ import annotations

from pinakes.records.base import Struct


class _Source(Struct, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every source has; ``kind`` says which one it is."""

    label: str = ""
    """What people call it."""
    format: str = ""
    """Name of the records' format; empty: known by their content."""
    enabled: bool = True
    """Whether a harvest of all sources takes it along."""


class _Server(_Source, kw_only=True):
    """A source that is asked over HTTP."""

    contact: str = ""
    """An e-mail address that the server's owner may write to."""
    rate: float = 0.0
    """Requests a second at most; 0 takes what the service asks of its users."""
    allow_private_redirects: bool = False
    """Whether the server may redirect to an address within one's own network."""


class FolderSource(_Source, kw_only=True, tag="folder"):
    """Files in folders; what has neither a new time nor a new size is passed over."""

    paths: tuple[str, ...]
    """Files and folders, relative to the catalogue's folder."""


class HttpFileSource(_Server, kw_only=True, tag="http"):
    """Files at addresses; what the server says is unchanged is not fetched again."""

    urls: tuple[str, ...]
    """Addresses of files, packed or not."""


class OaiPmhSource(_Server, kw_only=True, tag="oai-pmh"):
    """An OAI-PMH 2.0 repository."""

    url: str
    """The base URL, without a question mark."""
    prefix: str = "oai_dc"
    """The metadataPrefix; `pinakes sources NAME` shows those that the server has."""
    sets: tuple[str, ...] = ()
    """setSpecs; empty: everything."""
    since: str = ""
    """Only what has changed from this day on (YYYY-MM-DD), at the first harvest."""
    until: str = ""
    """Only what has changed up to this day."""
    id_pattern: str = ""
    """A regular expression; its first group (or all it finds) becomes the local id. Empty: the OAI identifier."""


class SruSource(_Server, kw_only=True, tag="sru"):
    """A server that answers SRU."""

    url: str
    """The base URL."""
    query: str
    """In CQL."""
    schema: str = "marcxml"
    """The recordSchema."""
    version: str = "1.1"
    """1.1, 1.2 or 2.0."""


class PubMedSource(_Server, kw_only=True, tag="pubmed"):
    """A search in PubMed, by NCBI's E-utilities."""

    query: str
    """As one types it in PubMed."""
    api_key: str = ""
    """Allows ten requests a second instead of three."""
    url: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"


class CrossrefSource(_Server, kw_only=True, tag="crossref"):
    """Works from Crossref's REST API."""

    query: str = ""
    """Words, anywhere in the description."""
    filter: str = ""
    """As Crossref writes it: "issn:2051-3380,from-pub-date:2014"."""
    url: str = "https://api.crossref.org"


class OpenAlexSource(_Server, kw_only=True, tag="openalex"):
    """Works from OpenAlex."""

    filter: str
    """As OpenAlex writes it: "authorships.institutions.ror:…"."""
    search: str = ""
    api_key: str = ""
    url: str = "https://api.openalex.org"


class EuropePmcSource(_Server, kw_only=True, tag="europepmc"):
    """A search in Europe PMC."""

    query: str
    """As one types it in Europe PMC."""
    url: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"


class DataCiteSource(_Server, kw_only=True, tag="datacite"):
    """DOIs from DataCite's REST API."""

    query: str = ""
    client: str = ""
    """client-id of a repository."""
    url: str = "https://api.datacite.org"


class DoajSource(_Server, kw_only=True, tag="doaj"):
    """A search for articles in the Directory of Open Access Journals."""

    query: str
    url: str = "https://doaj.org/api"


SourceSettings = (
    OaiPmhSource
    | FolderSource
    | HttpFileSource
    | SruSource
    | PubMedSource
    | CrossrefSource
    | OpenAlexSource
    | EuropePmcSource
    | DataCiteSource
    | DoajSource
)
