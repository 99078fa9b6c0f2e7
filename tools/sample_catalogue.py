"""Builds the sample catalogue: tools/sample/*.toml, typed from facts, to src/pinakes/data/sample.jsonl.

    python tools/sample_catalogue.py            writes the shipped files
    python tools/sample_catalogue.py --check    exit status 1 when one of them is not up to date

A source file holds ``[[record]]`` tables with the keys of ``Entry``. The small notations in their
strings are read by ``sample_notation.py``, which explains them. ``journals.toml`` holds what all
articles of a journal share. Facts are typed; summaries are in our own words, never copied.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
import sample_notation as notation

from pinakes.formats import registry
from pinakes.records.record import HostItem, Licence, Link, Record, Relation, Subject

FORMS = (("pinakes", "sample.jsonl"), ("marc", "sample.mrc"))
"""Format and file."""
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "sample"
DATA = ROOT / "src" / "pinakes" / "data"

INVERSE = {
    "translation": "original", "original": "translation", "other-edition": "other-edition",
    "earlier": "later", "later": "earlier", "review-of": "reviewed-in", "part": "host",
    "supplement": "supplement-of", "supplement-of": "supplement", "other-format": "other-format", "related": "related",
    "cites": "", "host": "part", "data": "related", "retracts": "retraction",
}  # fmt: skip
"""A tie between two records of the sample is typed once and written on both."""


class Journal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What articles of one journal share."""

    issn: str = ""
    eissn: str = ""
    abbr: str = ""
    peer: bool = True
    open: bool = False


class Entry(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"with_": "with", "in_": "in", "from_": "from"},
):
    """One record as it is typed. A list is a list of notations (see sample_notation.py)."""

    id: str
    """Local id in the source "sample", or "source:local-id"."""
    title: str
    format: str
    """One or more codes of vocabularies/formats.toml."""
    subtitle: str = ""
    original: str = ""
    """Title and subtitle in the original script."""
    title_lang: str = ""
    nonfiling: int = 0
    resp: str = ""
    also: list[str] = []
    by: list[str] = []
    """Main makers."""
    with_: list[str] = []
    """The others, with their roles."""
    lang: str = ""
    from_: str = ""
    """Languages that it was translated from."""
    date: str = ""
    pub: list[str] = []
    country: str = ""
    edition: str = ""
    physical: list[str] = []
    version: str = ""
    series: list[str] = []
    in_: str = ""
    in_pub: str = ""
    in_ids: list[str] = []
    ids: list[str] = []
    mesh: list[str] = []
    lcsh: list[str] = []
    gnd: list[str] = []
    keywords: list[str] = []
    genre: list[str] = []
    lcc: str = ""
    ddc: str = ""
    abs: list[str] = []
    contents: list[str] = []
    notes: list[str] = []
    links: list[str] = []
    rel: list[str] = []
    shelf: list[str] = []
    coverage: list[str] = []
    refs: list[str] = []
    funding: list[str] = []
    licence: str = ""
    collections: list[str] = []
    coords: list[str] = []
    types: list[str] = []
    oa: bool | None = None
    peer: bool | None = None

    @property
    def full_id(self) -> str:
        """``source:local-id``."""
        return self.id if ":" in self.id else f"sample:{self.id}"


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of records, which are one collection."""

    record: list[Entry]
    collection: str = ""


def entries() -> list[Entry]:
    """Everything typed, in the order of the files' names."""
    found: list[Entry] = []
    for path in sorted(SOURCES.glob("[0-9]*.toml")):
        try:
            source = msgspec.toml.decode(path.read_bytes(), type=Source)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise SystemExit(f"{path.name}: {error}") from error
        shared = [source.collection] if source.collection else []
        found += [msgspec.structs.replace(e, collections=[*shared, *e.collections]) for e in source.record]
    return found


def journals() -> dict[str, Journal]:
    """The journals by title."""
    return msgspec.toml.decode((SOURCES / "journals.toml").read_bytes(), type=dict[str, Journal])


def records() -> list[Record]:
    """The sample catalogue."""
    typed = entries()
    known = {e.full_id: e for e in typed}
    shared = journals()
    hosts = {e.title: e.full_id for e in typed if e.format.split()[0] in {"Journal", "Newspaper"}}
    made = [_checked(e, shared, hosts) for e in typed]
    ties: dict[str, list[Relation]] = {}
    for entry in typed:
        for text in entry.rel:
            _tie(entry, text, known, ties)
    return [msgspec.structs.replace(r, relations=tuple(ties.get(r.id, ()))) for r in made]


def _tie(entry: Entry, text: str, known: dict[str, Entry], ties: dict[str, list[Relation]]) -> None:
    kind, _, target = text.partition(": ")
    if not target.startswith("="):
        ties.setdefault(entry.full_id, []).append(notation.relation(text))
        return
    name = target[1:] if ":" in target else f"sample:{target[1:]}"
    if name not in known:
        raise SystemExit(f"{entry.id}: the relation {text!r} names no record of the sample.")
    ties.setdefault(entry.full_id, []).append(_tie_to(kind, known[name]))
    if inverse := INVERSE[kind]:
        ties.setdefault(name, []).append(_tie_to(inverse, entry))


def _tie_to(kind: str, entry: Entry) -> Relation:
    makers = [notation.contributor(t, primary=True) for t in entry.by[:1]]
    found = [notation.identifier_of(t) for t in entry.ids]
    return msgspec.convert(
        {
            "kind": kind,
            "title": entry.title,
            "contributor": makers[0].name if makers else "",
            "record": entry.full_id,
            "date": entry.date.rpartition("| ")[2]
            if kind in {"other-edition", "translation", "original"}
            else "",
            "identifiers": [msgspec.to_builtins(i) for i in found if i.scheme in {"doi", "isbn", "issn"}],
        },
        Relation,
    )


def _checked(e: Entry, shared: dict[str, Journal], hosts: dict[str, str]) -> Record:
    try:
        return _record(e, shared, hosts)
    except (ValueError, KeyError) as error:
        raise SystemExit(f"{e.id}: {error}") from error


def _record(e: Entry, shared: dict[str, Journal], hosts: dict[str, str]) -> Record:
    formats = tuple(e.format.split())
    source, _, local = e.full_id.partition(":")
    host, journal = _host(e, shared, hosts)
    open_access = e.oa if e.oa is not None else (True if journal.open else None)
    return Record(
        source=source,
        local_id=local,
        title=e.title,
        subtitle=e.subtitle,
        title_alternate=e.original,
        title_language=e.title_lang,
        nonfiling=e.nonfiling,
        responsibility=e.resp,
        titles=tuple(map(notation.title_variant, e.also)),
        contributors=(
            *(notation.contributor(t, primary=True) for t in e.by),
            *(notation.contributor(t) for t in e.with_),
        ),
        formats=formats,
        publication_types=tuple(e.types),
        languages=tuple(e.lang.split()),
        original_languages=tuple(e.from_.split()),
        date=notation.date(e.date),
        publications=tuple(map(notation.publication, e.pub)),
        country=e.country,
        edition=e.edition,
        physical=tuple(e.physical),
        version=e.version,
        series=tuple(map(notation.series, e.series)),
        host=host,
        identifiers=tuple(map(notation.identifier_of, e.ids)),
        subjects=_subjects(e),
        classifications=notation.classifications(e.lcc or notation.shelf_lcc(e.shelf), e.ddc),
        abstracts=tuple(notation.abstract(t, formats[0]) for t in e.abs),
        contents=tuple(map(notation.contents_entry, e.contents)),
        notes=tuple(map(notation.note, e.notes)),
        links=(*_links(e, open_access), *map(notation.link, e.links)),
        holdings=notation.holdings(e.shelf, tuple(e.coverage), e.full_id),
        references=tuple(map(notation.reference, e.refs)),
        funding=tuple(map(notation.funding, e.funding)),
        licences=(Licence(name=e.licence, url=notation.LICENCES[e.licence]),) if e.licence else (),
        collections=tuple(e.collections),
        coordinates=tuple(e.coords),
        open_access=open_access,
        peer_reviewed=e.peer if e.peer is not None else (True if journal.issn and journal.peer else None),
    )


def _subjects(e: Entry) -> tuple[Subject, ...]:
    lists = (("mesh", e.mesh), ("lcsh", e.lcsh), ("gnd", e.gnd), ("lcgft", e.genre), ("keyword", e.keywords))
    return tuple(notation.subject(text, scheme) for scheme, texts in lists for text in texts)


def _host(e: Entry, shared: dict[str, Journal], hosts: dict[str, str]) -> tuple[HostItem | None, Journal]:
    if not e.in_:
        return None, Journal()
    title = e.in_.split(" | ")[0]
    journal = shared.get(title, Journal())
    issns = [f"issn {n}" for n in dict.fromkeys((journal.issn, journal.eissn)) if n]
    place, _, publisher = e.in_pub.partition(": ")
    host = notation.host(e.in_, [*issns, *e.in_ids])
    return (
        msgspec.structs.replace(
            host, abbreviation=journal.abbr, place=place, publisher=publisher, record=hosts.get(title, "")
        ),
        journal,
    )


def _links(e: Entry, open_access: bool | None) -> Iterable[Link]:
    """Ways to the full text that follow from the identifiers."""
    for text in e.ids:
        found = notation.identifier_of(text)
        if found.scheme == "doi":
            access = "open" if open_access else "unknown"
            kind = "data" if e.format.split()[0] in {"DataSet", "Software"} else "fulltext"
            yield notation.made_link(f"https://doi.org/{found.value}", kind, "Publisher", access)
        elif found.scheme == "pmcid":
            yield notation.made_link(
                f"https://pmc.ncbi.nlm.nih.gov/articles/{found.value}/", "fulltext", "PubMed Central", "open"
            )
        elif found.scheme == "arxiv":
            yield notation.made_link(f"https://arxiv.org/abs/{found.value}", "fulltext", "arXiv", "open")


def forms() -> dict[str, bytes]:
    """File name → what it has to hold."""
    made = records()
    written = {}
    for name, file in FORMS:
        exporter = registry.get(name).exporter
        assert exporter is not None
        out = io.BytesIO()
        exporter().write(made, out)
        written[file] = out.getvalue()
    return written


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` say which are not up to date."""
    old = 0
    for name, content in forms().items():
        path = DATA / name
        if path.exists() and path.read_bytes() == content:
            continue
        old = 1
        if "--check" in arguments:
            sys.stderr.write(f"{path} is not up to date. Run: python tools/sample_catalogue.py\n")
        else:
            path.write_bytes(content)
            sys.stdout.write(f"{path.name}: {len(content):,} bytes\n")
    return old if "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
