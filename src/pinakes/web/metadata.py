"""What programs read in a record page: Highwire meta tags, schema.org in JSON-LD."""

from __future__ import annotations

import json

from markupsafe import Markup

from pinakes.records.record import Record
from pinakes.web import labels, presenters

_TYPES = {
    "Article": "ScholarlyArticle", "CaseReport": "MedicalScholarlyArticle", "Review": "ScholarlyArticle",
    "Letter": "ScholarlyArticle", "Book": "Book", "EBook": "Book", "Chapter": "Chapter", "Thesis": "Thesis",
    "Map": "Map", "Video": "Movie", "DataSet": "Dataset", "Software": "SoftwareApplication", "Journal": "Periodical",
    "Score": "SheetMusic", "Music": "MusicRecording", "Image": "ImageObject", "Photograph": "Photograph",
}  # fmt: skip


def meta_tags(record: Record) -> list[tuple[str, str]]:
    """Names and contents of the tags that citation managers and search engines read."""
    host = record.host
    found = [("citation_title", record.full_title)]
    found += [("citation_author", c.name) for c in presenters.makers(record)[:50]]
    if record.date and record.date.edtf[:4].isdigit():
        found.append(("citation_publication_date", record.date.edtf.split("/")[0].replace("-", "/")))
    if host:
        found += [
            ("citation_journal_title", host.title), ("citation_volume", host.volume), ("citation_issue", host.issue),
            ("citation_firstpage", host.first_page), ("citation_lastpage", host.last_page),
        ]  # fmt: skip
        found += [("citation_issn", i.value) for i in host.identifiers if i.scheme == "issn"]
    for scheme in ("doi", "pmid", "isbn", "issn"):
        found += [(f"citation_{scheme}", v) for v in record.values(scheme)]
    if record.publications and record.publications[0].publishers:
        found.append(("citation_publisher", record.publications[0].publishers[0]))
    if record.languages:
        found.append(("citation_language", labels.html_language(record.languages[0])))
    return [(name, value) for name, value in dict.fromkeys(found) if value]


def schema_org(record: Record, address: str) -> Markup:
    """A schema.org description as JSON for a data block; nothing in it can end the block."""
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": next(
            (_TYPES[f] for f in (*record.formats[1:2], *record.formats) if f in _TYPES), "CreativeWork"
        ),
        "@id": address,
        "name": record.full_title,
        "author": [
            {"@type": "Person" if c.kind == "person" else "Organization", "name": presenters.spoken_name(c)}
            for c in presenters.makers(record)[:50]
        ],
        "inLanguage": [labels.html_language(code) for code in record.languages],
        "datePublished": record.date.edtf if record.date else "",
        "isbn": record.values("isbn"),
        "sameAs": [f"https://doi.org/{v}" for v in record.values("doi")],
        "about": list(dict.fromkeys(s.parts[0] for s in record.subjects if s.parts))[:20],
    }
    if record.host is not None and record.host.title:
        found["isPartOf"] = {
            "@type": "Periodical" if record.host.volume else "CreativeWork",
            "name": record.host.title,
            "issn": [i.value for i in record.host.identifiers if i.scheme == "issn"],
        }
    text = json.dumps({k: v for k, v in found.items() if v}, ensure_ascii=False)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704 - nothing is left that could end the block
