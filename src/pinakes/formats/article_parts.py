"""What the services of articles and data say alike: people, days, licences, links, numbers of works."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import structs

from pinakes.formats import identifier_links, written_names
from pinakes.records import dates, identifiers, names
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Access,
    Contributor,
    Identifier,
    Licence,
    Link,
    Note,
    Relation,
    RelationKind,
)

_DAY = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:[T ].*)?")
_CREATIVE_COMMONS = re.compile(
    r"^(?:cc[ _-]?|https?://creativecommons\.org/(?:licenses|publicdomain)/)"
    r"(by(?:-nc)?(?:-nd|-sa)?|zero|0|cc0|mark|pd)\b(?:[-/ ](\d\.\d))?",
    re.IGNORECASE,
)
_WEB = re.compile(r"(?:https?|ftp)://[^\s<>\"]+\Z", re.IGNORECASE)
_OF_PMC = re.compile(
    r"https?://(?:www\.ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(?:PMC)?(\d+)/?",
    re.IGNORECASE,
)
# "Заяц Николай Алексеевич": three words of which the last is a patronymic begin with the family name.
_PATRONYMIC = re.compile(r"^\s*\S+ \S+ \S+(?:вич|вна|ична)\s*$", re.IGNORECASE)
_SURROUNDINGS = " \t\n,;.*†‡§¶"

# update-to, updated-by: how Crossref names what an update does → (the notice's tie, the updated work's tie).
UPDATES: dict[str, tuple[RelationKind, RelationKind]] = {
    "retraction": ("retracts", "retraction"), "partial_retraction": ("retracts", "retraction"),
    "removal": ("retracts", "retraction"), "withdrawal": ("retracts", "retraction"),
    "correction": ("corrects", "erratum"), "corrigendum": ("corrects", "erratum"), "erratum": ("corrects", "erratum"),
    "expression_of_concern": ("related", "related"), "concern": ("related", "related"),
    "new_version": ("earlier", "later"), "new_edition": ("earlier", "later"),
    "addendum": ("supplement-of", "supplement"),
    "clarification": ("corrects", "erratum"),
}  # fmt: skip


@lru_cache(maxsize=16_384)
def day(text: str) -> PublicationDate | None:
    """A date out of "2014-06-02", "2014-06", "2014", with or without a time; None when it is none of them."""
    match = _DAY.fullmatch(text.strip())
    if not match or not 1000 <= int(match[1]) <= 2100:
        return None
    return dates.from_parts(int(match[1]), int(match[2] or 0), int(match[3] or 0))


def person(
    family: str,
    given: str,
    role: str,
    *,
    suffix: str = "",
    orcid: str = "",
    affiliations: Iterable[str] = (),
) -> Contributor | None:
    """A person by the parts of the name; None when there is none."""
    found = written_names.person(family.strip(" ,;"), given.strip(" ,;"), suffix.strip(" ,;"), role)
    return with_details(found, orcid=orcid, affiliations=affiliations) if found else None


def body(name: str, role: str, *, affiliations: Iterable[str] = ()) -> Contributor | None:
    """An organisation or a group."""
    found = written_names.contributor(name, role, literal=True)
    return with_details(found, affiliations=affiliations) if found else None


def full_name(
    name: str, role: str, *, orcid: str = "", affiliations: Iterable[str] = ()
) -> Contributor | None:
    """Whoever has this whole name: an organisation by its words, else a person in the order of speech or inverted."""
    if _PATRONYMIC.search(name) and "," not in name:
        family, _, given = name.strip().partition(" ")
        found = written_names.person(family, given, "", role)
    else:
        found = written_names.contributor(name, role)
    return with_details(found, orcid=orcid, affiliations=affiliations) if found else None


def spoken_name(name: str, role: str) -> Contributor | None:
    """A person by a name in the order of speech, whatever words are in it."""
    parsed = names.split_direct(name)
    return written_names.person(parsed.family, parsed.given, parsed.suffix, role)


def with_details(
    one: Contributor, *, orcid: str = "", affiliations: Iterable[str] = (), others: Iterable[Identifier] = ()
) -> Contributor:
    """The contributor with an ORCID, affiliations and further identifiers; each once."""
    found = dict.fromkeys(others)
    if orcid and (number := identifiers.identifier("orcid", orcid)):
        found = {number: None, **found}
    places = dict.fromkeys(place for a in affiliations if (place := a.strip(_SURROUNDINGS)))
    if not found and not places:
        return one
    return structs.replace(
        one, identifiers=(*one.identifiers, *found), affiliations=tuple(places) or one.affiliations
    )


def with_role(one: Contributor, role: str) -> Contributor:
    """The contributor in one more role."""
    return structs.replace(one, roles=tuple(dict.fromkeys((*one.roles, role))))


class Numbers:
    """Identifiers in order, each once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Identifier] = {}

    def add(self, scheme: str, text: str, note: str = "") -> None:
        """Take what was printed; nothing when it is empty."""
        if text and (one := _identifier(scheme, text, note)):
            self._found.setdefault((one.scheme, one.value), one)

    @property
    def all(self) -> tuple[Identifier, ...]:
        return tuple(self._found.values())

    def first(self, *schemes: str) -> str:
        """The first valid value of the first of the schemes that has one, or ""."""
        for scheme in schemes:
            for one in self._found.values():
                if one.scheme == scheme and one.valid:
                    return one.value
        return ""


@lru_cache(maxsize=8192)
def _identifier(scheme: str, text: str, note: str) -> Identifier | None:
    return identifiers.identifier(scheme, text, note=note)


@lru_cache(maxsize=4096)
def licence(text: str) -> Licence:
    """A licence by its address or its name; Creative Commons' get both ("CC BY 4.0")."""
    url = text if _WEB.match(text) else ""
    match = _CREATIVE_COMMONS.match(text.replace("cc by", "cc-by").replace("CC BY", "CC-BY"))
    if not match:
        return Licence(url=url) if url else Licence(name=text)
    code, version = match[1].lower(), match[2] or ""
    if code in ("zero", "0", "cc0"):
        return Licence(name="CC0 1.0", url=url or "https://creativecommons.org/publicdomain/zero/1.0/")
    if code in ("mark", "pd"):
        return Licence(name="Public domain", url=url)
    name = f"CC {code.upper()} {version}".strip()
    return Licence(
        name=name, url=url or (f"https://creativecommons.org/licenses/{code}/{version}/" if version else "")
    )


def is_web_address(text: str) -> bool:
    """Whether it is an address that a page may link to."""
    return bool(_WEB.match(text))


class Ways:
    """Links in order, each address once; the DOI's and PubMed Central's first."""

    def __init__(self, numbers: Iterable[Identifier]) -> None:
        self._found: dict[str, Link] = {link.url: link for link in identifier_links.links(numbers)}
        self._dois = {link.url for link in self._found.values() if link.label == "DOI"}

    def add(self, url: str, link: Link) -> None:
        """Take a link, unless it is the DOI's own address again or no address; a later one can say more."""
        if not is_web_address(url):
            return
        if pmc := _OF_PMC.fullmatch(url):
            url = f"https://pmc.ncbi.nlm.nih.gov/articles/PMC{pmc[1]}/"
            link = structs.replace(link, url=url)
        if doi := identifier_links.doi_of_address(url):
            url = "https://doi.org/" + identifier_links.doi_path(doi)
            link = structs.replace(link, url=url, label=link.label or "DOI")
            if url in self._dois and link.access == "unknown":
                return
        known = self._found.get(url)
        if known is None:
            self._found[url] = link
        elif known.access == "unknown" and link.access != "unknown":
            self._found[url] = structs.replace(known, access=link.access)

    def fulltext(
        self, url: str, *, access: Access = "unknown", media_type: str = "", label: str = "", note: str = ""
    ) -> None:
        """A way to the text itself."""
        if not media_type and re.search(r"\.pdf(?:$|\?)", url, re.IGNORECASE):
            media_type = "application/pdf"
        self.add(
            url, Link(url=url, kind="fulltext", access=access, media_type=media_type, label=label, note=note)
        )

    @property
    def all(self) -> tuple[Link, ...]:
        return tuple(self._found.values())


def relation(
    kind: RelationKind, label: str, *, scheme: str = "", number: str = "", title: str = "", date: str = ""
) -> Relation | None:
    """A tie to another work, by its number or title; None without both."""
    found = _identifier(scheme, number, "") if scheme and number else None
    if found is None and not title:
        return None
    return Relation(kind=kind, label=label, title=title, identifiers=(found,) if found else (), date=date)


def online_day(main: PublicationDate | None, other: PublicationDate | None) -> tuple[Note, ...]:
    """A note of the day of publication on the web where that is not the record's date."""
    if other is None or main is None or main.edtf.startswith(other.edtf):
        return ()
    return (Note(text=f"Published online {other.edtf}", kind="dates"),)
