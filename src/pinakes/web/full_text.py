"""The ways to the text of a work, in the order that the library prefers: free copy, link, DOI, link resolver."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

from pinakes import conf
from pinakes.records.base import Struct
from pinakes.records.record import Link, Record
from pinakes.web import links, openurl

REFERRER = "info:sid/pinakes"
_PARTS = frozenset({"Article", "Chapter", "ConferencePaper", "Letter", "Review", "CaseReport", "Preprint"})


class Way(Struct):
    """One way to the text."""

    kind: str
    """open, link, doi or resolver"""
    href: str
    expect: str
    """What the reader may expect: "PDF, free to read"."""
    where: str
    """Who offers it: the link's label, else the host of the address."""
    is_open: bool = False
    licensed: bool = False
    """Whether the library pays for it."""


def settings() -> conf.FullTextSettings:
    """What the library prefers."""
    return conf.current_settings().fulltext


def ways(record: Record, preferred: conf.FullTextSettings | None = None) -> tuple[Way, ...]:
    """All ways, the preferred first; each address once."""
    chosen = preferred or settings()
    texts = [k for k in record.links if k.kind == "fulltext" and links.is_web_address(k.url)]
    offered = {
        "open": [_by_link(k, chosen) for k in texts if k.access == "open"],
        "link": [_by_link(k, chosen) for k in texts if k.access != "open"],
        "doi": _by_doi(record, texts, chosen),
        "resolver": _by_resolver(record, chosen),
    }
    found = [way for kind in dict.fromkeys(chosen.order) for way in offered[kind]]
    return tuple({way.href: way for way in reversed(found)}.values())[::-1]


def _by_link(link: Link, chosen: conf.FullTextSettings) -> Way:
    is_open, licensed = link.access == "open", link.access == "subscription"
    return Way(
        kind="open" if is_open else "link",
        href=link.url if is_open else proxied(link.url, chosen),
        expect=", ".join(filter(None, (file_kind(link), access_words(link.access)))),
        where=named(link),
        is_open=is_open,
        licensed=licensed,
    )


def _by_doi(record: Record, texts: list[Link], chosen: conf.FullTextSettings) -> list[Way]:
    dois = record.values("doi")
    if not dois or not (record.host is not None or _PARTS.intersection(record.formats)):
        return []
    if any(dois[0] in link.url.casefold() for link in texts):
        return []
    is_open = bool(record.open_access)
    address = f"https://doi.org/{quote(dois[0], safe='/:.;()-_<>')}"
    return [
        Way(
            kind="doi",
            href=address if is_open else proxied(address, chosen),
            expect=_("free to read") if is_open else "",
            where=links.site(address),
            is_open=is_open,
        )
    ]


def _by_resolver(record: Record, chosen: conf.FullTextSettings) -> list[Way]:
    # What stands on the library's shelves needs no resolver.
    if not chosen.resolver or record.holdings:
        return []
    address = openurl.address(chosen.resolver, record, referrer=REFERRER)
    name = chosen.resolver_name or _("Find or order it through the library")
    return [Way(kind="resolver", href=address, expect="", where=name)]


def proxied(url: str, chosen: conf.FullTextSettings) -> str:
    """The address through the library's proxy, where it has one for this host."""
    if not chosen.proxy or url.startswith((chosen.proxy, "ftp://")):
        return url
    host = _host(url)
    if chosen.proxy_hosts and not any(host == h or host.endswith(f".{h}") for h in chosen.proxy_hosts):
        return url
    return chosen.proxy + (quote(url, safe="") if chosen.proxy.endswith("qurl=") else url)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def named(link: Link) -> str:
    """Who offers it."""
    label = link.label if link.label.casefold() not in ("full text", "volltext", "pdf", "html") else ""
    return label or link.note or links.site(link.url)


def file_kind(link: Link) -> str:
    """ "PDF", "EPUB", "XML", or nothing for a page."""
    path = link.url.split("?")[0].split("#")[0].lower()
    for ending, kind in (("pdf", "PDF"), ("epub", "EPUB"), ("xml", "XML"), ("zip", "ZIP"), ("csv", "CSV")):
        if link.media_type.lower().endswith((ending, f"{ending}+zip")) or path.endswith(f".{ending}"):
            return kind
    return "PDF" if link.label.strip().casefold() == "pdf" else ""


def access_words(access: str) -> str:
    """What a reader has to do for it; nothing where it is not known."""
    words = {
        "open": _("free to read"),
        "subscription": _("through our subscription"),
        "restricted": _("with restricted access"),
    }
    return words.get(access, "")
