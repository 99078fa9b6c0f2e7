"""Numbers of a work: each once, leading to its registry, to be copied."""

from __future__ import annotations

from urllib.parse import quote

import msgspec
from django.utils.translation import gettext as _

from pinakes.records.record import Identifier, Record
from pinakes.web import labels, links
from pinakes.web.presenters import Anchor
from pinakes.web.record_page.rows import Row, kept, row

RESOLVERS = {
    "doi": "https://doi.org/{}", "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/", "arxiv": "https://arxiv.org/abs/{}",
    "handle": "https://hdl.handle.net/{}", "orcid": "https://orcid.org/{}", "gnd": "https://d-nb.info/gnd/{}",
    "viaf": "https://viaf.org/viaf/{}", "isni": "https://isni.org/isni/{}",
    "oclc": "https://search.worldcat.org/title/{}", "urn": "https://nbn-resolving.org/{}",
}  # fmt: skip
_FIRST = {scheme: n for n, scheme in enumerate(("doi", "isbn", "issn", "pmid", "pmcid"))}


def section(record: Record, permanent: str) -> tuple[Row, ...]:
    """DOI first; each number once, those of the journal with the record's; wrong ones say so."""
    host = record.host.identifiers if record.host else ()
    groups: dict[str, dict[str, Anchor]] = {}
    for i in (*record.identifiers, *host):
        if i.value:
            found = groups.setdefault(i.scheme, {})
            if i.valid and i.scheme == "isbn" and _is_short(i):
                # Both forms of it: shops ask for the long one, old lists have the short one.
                found.setdefault(i.value, anchor(msgspec.structs.replace(i, printed="", note="")))
                found.setdefault(i.printed, anchor(i))
            else:
                found.setdefault(i.value, anchor(i))
    rows = [
        row(scheme, _("Local number") if scheme == "local" else labels.scheme_name(scheme), values.values())
        for scheme, values in sorted(groups.items(), key=lambda g: _FIRST.get(g[0], 9))
    ]
    link = Anchor(text=permanent, href=permanent, copy=permanent)
    return kept((*rows, row("permanent-link", _("Permanent link"), [link]) if permanent else None))


def _is_short(isbn: Identifier) -> bool:
    return sum(c.isalnum() for c in isbn.printed) == 10


def anchor(identifier: Identifier) -> Anchor:
    """As printed; a wrong one says that it is wrong and leads nowhere."""
    shown = identifier.printed if identifier.scheme == "isbn" and identifier.printed else identifier.value
    plain = Anchor(text=shown, note=identifier.note, copy=shown)
    if not identifier.valid:
        note = ", ".join(filter(None, (_("wrong number, as printed"), identifier.note)))
        return msgspec.structs.replace(plain, note=note, copy="")
    pattern = RESOLVERS.get(identifier.scheme)
    if pattern:
        return msgspec.structs.replace(plain, href=pattern.format(quote(identifier.value, safe="/:.;()-_")))
    if identifier.scheme in ("isbn", "issn", "ismn"):
        return msgspec.structs.replace(plain, href=links.words("identifier", identifier.value))
    if identifier.scheme in ("uri", "url") and links.is_web_address(identifier.value):
        return msgspec.structs.replace(plain, href=identifier.value)
    return plain
