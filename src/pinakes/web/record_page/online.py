"""Ways to it on the web and what one may do with it: online access, licence, funding."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pinakes.formats.article_parts import licence as known_licence
from pinakes.records.base import gettext_noop
from pinakes.records.record import Funding, Licence, Record
from pinakes.web import full_text, labels, links
from pinakes.web.presenters import Anchor
from pinakes.web.record_page.rows import Row, row

LINKS = {
    "contents": gettext_noop("Table of contents"), "summary": gettext_noop("Summary"),
    "publisher": gettext_noop("Publisher’s page"), "cover": gettext_noop("Cover picture"),
    "findingaid": gettext_noop("Finding aid"), "data": gettext_noop("Data"), "related": gettext_noop("Related work"),
}  # fmt: skip


def rows(record: Record) -> list[Row | None]:
    """All of them; what a record does not say is None."""
    return [
        row("online-access", _("Online access"), _online(record), shown=8),
        row("licence", _("Licence"), map(_licence, record.licences)),
        row("funding", _("Funding"), map(_funding, record.funding), lines=True, shown=5),
    ]


def _online(record: Record) -> list[Anchor]:
    """The ways to the text, then other links: what one finds there, and what one may expect."""
    found = []
    for way in full_text.ways(record):
        if way.kind == "resolver":
            found.append(Anchor(text=way.where, href=way.href))
            continue
        said = labels.comma().join(filter(None, (way.where, way.expect)))
        found.append(Anchor(text=_("Full text"), href=way.href, note=f"({said})" if said else ""))
    chosen = full_text.settings()
    for link in record.links:
        if link.kind == "fulltext" or not links.is_web_address(link.url):
            continue
        name = _(LINKS[link.kind]) if link.kind in LINKS else ""
        text = link.label or name or links.site(link.url)
        words = (full_text.file_kind(link), full_text.access_words(link.access), link.note)
        said = labels.comma().join(dict.fromkeys(filter(None, (name if name != text else "", *words))))
        paid = link.access in ("subscription", "restricted")
        href = full_text.proxied(link.url, chosen) if paid else link.url
        found.append(Anchor(text=text, href=href, note=f"({said})" if said else ""))
    return found


def _licence(licence: Licence) -> Anchor:
    """Its name, made from its address where that tells it, leading to its text."""
    known = known_licence(licence.url or licence.name)
    href = licence.url or known.url
    name = licence.name or known.name or links.site(licence.url) or licence.url
    return Anchor(text=name, href=href if links.is_web_address(href) else "")


def _funding(funding: Funding) -> Anchor:
    """Who paid, leading to the funder's entry in the registry, and the number of the award."""
    doi = next((i.value for i in funding.identifiers if i.scheme == "doi" and i.valid), "")
    return Anchor(
        text=funding.funder or funding.award,
        href=f"https://doi.org/{doi}" if doi and funding.funder else "",
        note=funding.award if funding.funder else "",
    )
