"""Names: main and added entries (100, 110, 111, 700, 710, 711, 720) with roles and identifiers."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.punctuation import clean, name, title, uncontained
from pinakes.formats.marc.record import DataField
from pinakes.records import identifiers, relators
from pinakes.records.names import split_inverted
from pinakes.records.record import (
    Contributor,
    ContributorKind,
    Identifier,
    Relation,
    RelationKind,
    TitleVariant,
)

_SUFFIX = re.compile(
    r"^(?:jr|sr|jun|sen|junior|senior|filho|neto|[ivx]+|\d(?:st|nd|rd|th))\.?$", re.IGNORECASE
)
_PREFIX = re.compile(r"^\s*\(([^()]{1,24})\)\s*(.*)$", re.DOTALL)
_SCHEMES = {
    "de-588": "gnd", "de-588a": "gnd", "de-588b": "gnd", "de-588c": "gnd", "viaf": "viaf", "orcid": "orcid",
    "isni": "isni",
    "dlc": "lccn", "naf": "lccn", "lcnaf": "lccn", "uri": "uri", "dnlm": "mesh", "idref": "idref", "bnf": "bnf",
    "fr-pabn": "bnf",
    "wikidata": "wikidata", "ror": "ror", "nl-lehim": "ppn", "de-627": "k10plus", "de-576": "swb", "de-101": "dnb",
    "ocolc": "oclc", "fst": "fast", "gnd": "gnd", "scopus": "scopus", "researcherid": "researcherid", "grid": "grid",
}  # fmt: skip
_ADDRESSES: tuple[tuple[str, str], ...] = (
    ("d-nb.info/gnd/", "gnd"),
    ("viaf.org/viaf/", "viaf"),
    ("orcid.org/", "orcid"),
    ("isni.org/", "isni"),
    ("id.loc.gov/authorities/names/", "lccn"),
    ("id.loc.gov/authorities/subjects/", "lccn"),
    ("id.worldcat.org/fast/", "fast"),
    ("id.nlm.nih.gov/mesh/", "mesh"),
    ("wikidata.org/", "wikidata"),
    ("idref.fr/", "idref"),
    ("ror.org/", "ror"),
)
# 700 $i, in a word: how the work is tied to the one that is named.
_TIES: tuple[tuple[str, RelationKind], ...] = (
    ("translation of", "original"), ("übersetzung von", "original"), ("translated as", "translation"),
    ("reproduction of", "other-format"),
    ("review of", "review-of"), ("supplement to", "supplement-of"), ("continues", "earlier"),
    ("continuation of", "earlier"),
    ("sequel to", "earlier"), ("continued by", "later"), ("sequel", "later"), ("container of", "part"),
    ("contains", "part"),
    ("enthält", "part"), ("contained in", "host"), ("enthalten in", "host"),
)  # fmt: skip


@lru_cache(maxsize=32768)
def authority(value: str) -> Identifier | None:
    """The identifier in $0 or $1: "(DE-588)118540238", "http://viaf.org/viaf/24602065", "n 79021164"."""
    value = value.strip().rstrip(".;,")
    if not value:
        return None
    if value.startswith(("http://", "https://")):
        for address, scheme in _ADDRESSES:
            if address in value:
                rest = value.split(address, 1)[1].rstrip("/").rsplit("/", 1)[-1]
                return identifiers.identifier(scheme, rest)
        return Identifier(scheme="uri", value=value)
    prefixed = _PREFIX.match(value)
    if prefixed is None:
        return identifiers.identifier("lccn", value) if re.match(r"n[a-z]? ?\d{8}", value) else _local(value)
    agency = prefixed[1].strip().casefold()
    scheme = _SCHEMES.get(agency, "")
    if scheme == "uri":
        return authority(prefixed[2])
    if scheme:
        if prefixed[2].startswith("http"):
            return authority(prefixed[2])
        rest = prefixed[2].removeprefix("fst").lstrip("0") if prefixed[2].startswith("fst") else prefixed[2]
        return identifiers.identifier("fast" if prefixed[2].startswith("fst") else scheme, rest)
    return _local(value)


def _local(value: str) -> Identifier:
    return Identifier(scheme="local", value=value)


@lru_cache(maxsize=16384)
def _person(heading: str, suffix: str) -> tuple[str, str, str]:
    """Family name, given names and suffix of an inverted heading."""
    found = split_inverted(heading)
    return found.family, found.given, suffix or found.suffix


def _collect(field: DataField, codes: str) -> tuple[str, str, list[str], list[Identifier]]:
    """Heading as filed, dates, roles and identifiers; what follows $t belongs to the work."""
    heading = dates = ""
    roles: list[str] = []
    found: list[Identifier] = []
    in_work = False
    for code, raw in field.subfields:
        if code == "t":
            in_work = True
        elif code == "d" and "d" not in codes:
            if not in_work and not dates:
                dates = uncontained(clean(raw).rstrip(" .,:;"))
        elif (code == "e" and "e" not in codes) or code == "4" or (code == "j" and "e" in codes):
            for term in raw.split(",") if code != "4" and "," in raw else (raw,):
                role = relators.role(term)
                if role and role not in roles:
                    roles.append(role)
        elif code in "01":
            identifier = authority(raw)
            if identifier is not None and identifier not in found:
                found.append(identifier)
        elif not in_work and code in codes and (value := clean(raw)):
            heading = _with(heading, value, code)
    return name(heading), dates, roles, found


def _with(heading: str, value: str, code: str) -> str:
    if not heading:
        return value
    if code == "c" and heading[-1] not in ",.:;" and value[0] not in "([":
        return f"{heading}, {value}"
    return f"{heading} {value}"


def person(field: DataField, *, primary: bool, alternate: DataField | None) -> Contributor | None:
    """A contributor from 100 or 700."""
    heading, dates, roles, found = _collect(field, "abcq")
    if not heading:
        return None
    family = given = suffix = ""
    bare = ""
    for code, raw in field.subfields:
        if code == "a" and not bare:
            bare = name(clean(raw))
        elif code == "c" and _SUFFIX.match(clean(raw).strip(" ,")):
            suffix = clean(raw).strip(" ,")
        elif code == "t":
            break
    if field.ind1 != "0" and field.ind1 != "3":
        family, given, suffix = _person(bare, suffix)
    other = _collect(alternate, "abcq")[0] if alternate is not None else ""
    return Contributor(
        name=heading,
        roles=tuple(roles),
        primary=primary,
        family=family,
        given=given,
        suffix=suffix,
        dates=dates,
        identifiers=tuple(found),
        affiliations=_affiliations(field),
        alternate=other,
    )


def _affiliations(field: DataField) -> tuple[str, ...]:
    return tuple(name(clean(v)) for c, v in field.subfields if c == "u" and v.strip())


def body(field: DataField, *, primary: bool, alternate: DataField | None) -> Contributor | None:
    """A contributor from 110, 111, 710 or 711."""
    meeting = field.tag[1:] == "11" or (field.tag == "880" and field.get("6")[1:3] == "11")
    codes = "acdegnq" if meeting else "abcdgn"
    heading, dates, roles, found = _collect(field, codes)
    if not heading:
        return None
    kind: ContributorKind = "meeting" if meeting else "organisation"
    other = _collect(alternate, codes)[0] if alternate is not None else ""
    return Contributor(
        name=heading,
        kind=kind,
        roles=tuple(roles),
        primary=primary,
        dates=dates,
        identifiers=tuple(found),
        affiliations=_affiliations(field),
        alternate=other,
    )


def read_main(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """100, 110, 111: the main entry, with the title of the work when it has one."""
    make = person if field.tag == "100" else body
    found = make(field, primary=True, alternate=alternate)
    if found is not None:
        draft.contributors.append(found)
    work = _work(field)
    if work:
        draft.titles.append(TitleVariant(title=work, kind="uniform"))


def read_added(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """700, 710, 711: a contributor, or a work that is contained or related, with its maker.

    Several $a in one 700 are several people, which MARC forbids and physics does.
    """
    if field.tag == "700" and sum(c == "a" for c, _ in field.subfields) > 1:
        shared = [(c, v) for c, v in field.subfields if c in "4eu"]
        for value in field.all("a"):
            read_added(draft, DataField("700", field.ind1, field.ind2, [("a", value), *shared]), None)
        return
    make = person if field.tag == "700" else body
    found = make(field, primary=False, alternate=alternate)
    work = _work(field)
    if not work:
        if found is not None:
            draft.contributors.append(_worded(field, found))
        return
    other = _work(alternate) if alternate is not None else ""
    label = name(clean(field.get("i")))
    if field.ind2 == "2":
        draft.titles.append(TitleVariant(title=work, kind="analytic", alternate=other, label=label))
    else:
        draft.relations.append(
            Relation(
                kind=tie(label),
                title=work,
                contributor=found.name if found else "",
                label=label,
                alternate=other,
            )
        )
    if found is not None and not label and all(c.name != found.name for c in draft.contributors):
        draft.contributors.append(found)


def _worded(field: DataField, found: Contributor) -> Contributor:
    """The contributor, with $i ("Honoree:") as the role where there is no other."""
    if found.roles or not (label := field.get("i")):
        return found
    role = relators.role(clean(label))
    return msgspec.structs.replace(found, roles=(role,) if role else ())


def as_primary(found: Contributor) -> Contributor:
    """The same contributor as a main one."""
    return msgspec.structs.replace(found, primary=True)


def tie(label: str) -> RelationKind:
    """The kind of relation that the words of $i stand for."""
    folded = label.casefold()
    for words, kind in _TIES:
        if words in folded:
            return kind
    return "related"


def _work(field: DataField) -> str:
    """The title of the work in a name-title heading: $t and what follows it."""
    found = ""
    for code, raw in field.subfields:
        if code == "t" or (found and code in "fgklmnoprs"):
            value = clean(raw)
            found = f"{found} {value}" if found else value
    return title(found)


def read_uncontrolled(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """720: a name as it was found; its first indicator says whether it is a person's."""
    heading = name(clean(field.get("a")))
    if not heading:
        return
    roles = tuple(dict.fromkeys(r for v in field.all("e4") if (r := relators.role(v))))
    parsed = split_inverted(heading) if field.ind1 == "1" and "," in heading else None
    draft.contributors.append(
        Contributor(
            name=heading,
            kind="organisation" if field.ind1 == "2" else "person",
            roles=roles,
            family=parsed.family if parsed else "",
            given=parsed.given if parsed else "",
            suffix=parsed.suffix if parsed else "",
            alternate=name(clean(alternate.get("a"))) if alternate is not None else "",
        )
    )


HANDLERS: dict[str, Handler] = {
    "100": read_main,
    "110": read_main,
    "111": read_main,
    "700": read_added,
    "710": read_added,
    "711": read_added,
    "720": read_uncontrolled,
}
