"""Elements of PubMed XML, each into its part of the record."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from pinakes.formats import issue_dates, medline_terms
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.inline_markup import text_of
from pinakes.formats.page_ranges import Pages, last_page, pages
from pinakes.formats.pubmed_draft import Draft
from pinakes.records import identifiers
from pinakes.records.dates import PublicationDate
from pinakes.records.record import (
    Abstract,
    Contributor,
    Funding,
    Identifier,
    Reference,
    Relation,
    Section,
    Subject,
)

_PLACEHOLDERS = ("not available", "in process citation")
_CAS = re.compile(r"\d{2,7}-\d\d-\d")
_UNII = re.compile(r"[A-Z0-9]{10}")
_DOI_IN_TEXT = re.compile(r"doi:\s*(10\.\S+)")
_REFERENCE_SCHEMES = {"pubmed": "pmid", "pmc": "pmcid"}
_UNNAMED_CATEGORIES = frozenset({"", "UNASSIGNED", "UNLABELLED"})


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name."""
    for element in parent:
        if element.tag == name:
            return element
    return None


def child_text(parent: etree._Element, name: str) -> str:
    """Text of the first child of this name, or ""."""
    found = child(parent, name)
    return text_of(found) if found is not None else ""


def iso_day(element: etree._Element) -> str:
    """ "2014-06-02" out of Year, Month (number or English abbreviation) and Day; "" without a year."""
    parts = [(part.text or "").strip() for part in element]
    if len(parts) == 3 and all(p.isdecimal() for p in parts) and len(parts[0]) == 4:
        return f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}"
    found = issue_dates.date_of(
        child_text(element, "Year"), child_text(element, "Month"), child_text(element, "Day")
    )
    return found.edtf if found else ""


def is_placeholder(title: str) -> bool:
    """Whether NLM had no English title to print."""
    return title.casefold() in _PLACEHOLDERS


def article_title(printed: str) -> tuple[str, bool]:
    """The title without the brackets that mark a translation, and whether they were there."""
    title = without_final_dot(printed)
    if title.startswith("[") and title.endswith("]") and _one_bracket(title):
        return without_final_dot(title[1:-1].strip()), True
    return title, False


def _one_bracket(text: str) -> bool:
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if depth == 0:
            return position == len(text) - 1
    return False


def pmid(element: etree._Element, draft: Draft) -> None:
    """The first PMID is the record's; later ones belong to corrections."""
    if not draft.local_id:
        draft.local_id = text_of(element)


def journal(element: etree._Element, draft: Draft) -> None:
    """ISSNs, title, volume, issue and date of the issue."""
    for part in element:
        name = part.tag
        if name == "ISSN":
            draft.host_identifier("issn", text_of(part), part.get("IssnType", "").lower())
        elif name == "Title":
            draft.host_title = without_final_dot(text_of(part))
        elif name == "ISOAbbreviation":
            draft.host_abbreviation = text_of(part)
        elif name == "JournalIssue":
            for entry in part:
                tag = entry.tag
                if tag == "Volume":
                    draft.volume = text_of(entry)
                elif tag == "Issue":
                    draft.issue = text_of(entry)
                elif tag == "PubDate":
                    draft.date = publication_date(entry)


def publication_date(element: etree._Element) -> PublicationDate | None:
    """The date of an issue or book, from numbers, names of months, a season or MedlineDate."""
    values = {part.tag: text_of(part) for part in element}
    if printed := values.get("MedlineDate"):
        return issue_dates.issue_date(printed)
    month = values.get("Month") or values.get("Season", "")
    return issue_dates.date_of(values.get("Year", ""), month, values.get("Day", ""))


def article_date(element: etree._Element, draft: Draft) -> None:
    """When the article came out on the web: its date when the issue has none, else a note."""
    day = iso_day(element)
    if not day:
        return
    if draft.date is None:
        draft.date = issue_dates.issue_date(day)
    elif day != draft.date.edtf:
        draft.note(f"Published online {day}", "dates")


def pagination(element: etree._Element, draft: Draft) -> None:
    """MedlinePgn, else StartPage and EndPage."""
    values = {part.tag: text_of(part) for part in element}
    if printed := values.get("MedlinePgn"):
        draft.pages = pages(printed)
    elif first := values.get("StartPage", ""):
        last = values.get("EndPage", "")
        draft.pages = Pages(first=first, last=last_page(first, last)) if last else pages(first)


def abstract(element: etree._Element, draft: Draft) -> None:
    """The abstract; its labelled parts become sections."""
    if found := _abstract(element, draft):
        draft.abstracts.append(found)


def other_abstract(element: etree._Element, draft: Draft) -> None:
    """An abstract in another language, in plain language, or by another owner."""
    if found := _abstract(element, draft):
        kind = element.get("Type", "")
        plain = kind.lower().startswith("plain")
        draft.abstracts.append(
            Abstract(
                text=found.text,
                sections=found.sections,
                language=medline_terms.language(element.get("Language", "")),
                label="" if plain or kind == "Publisher" else kind,
                kind="plain-language" if plain else "abstract",
            )
        )


def _abstract(element: etree._Element, draft: Draft) -> Abstract | None:
    sections = []
    for part in element:
        text = text_of(part)
        if part.tag == "CopyrightInformation":
            draft.note(text, "use")
        elif text:
            label = part.get("Label") or part.get("NlmCategory") or ""
            sections.append(Section(label="" if label.upper() in _UNNAMED_CATEGORIES else label, text=text))
    if not sections:
        return None
    labelled = any(s.label for s in sections)
    return Abstract(text=" ".join(s.text for s in sections), sections=tuple(sections) if labelled else ())


def authors(element: etree._Element, draft: Draft) -> None:
    """Authors (or editors of a book); entries that NLM marked as invalid are left out."""
    role = "edt" if element.get("Type") == "editors" else "aut"
    for author in element:
        if author.get("ValidYN") != "N" and (found := contributor(author, role)):
            draft.contributors.append(found)


def investigators(element: etree._Element, draft: Draft) -> None:
    """Members of a group that signed as one (CollectiveName)."""
    for person in element:
        if person.get("ValidYN") != "N" and (found := contributor(person, "ctb")):
            draft.contributors.append(found)


def contributor(element: etree._Element, role: str) -> Contributor | None:
    """A person or, by CollectiveName, a group."""
    values: dict[str, str] = {}
    names: list[Identifier] = []
    affiliations: list[str] = []
    for part in element:
        tag = part.tag
        if tag == "AffiliationInfo":
            affiliations += (text for a in part if a.tag == "Affiliation" and (text := text_of(a)))
        elif tag == "Affiliation":
            affiliations.append(text_of(part))
        elif tag == "Identifier":
            if found := identifiers.identifier(part.get("Source", "").lower(), text_of(part)):
                names.append(found)
        else:
            values[tag] = text_of(part)
    collective = without_final_dot(values.get("CollectiveName", ""))
    if collective:
        return Contributor(
            name=collective, kind="organisation", roles=(role,), primary=role == "aut",
            identifiers=tuple(names), affiliations=tuple(affiliations),
        )  # fmt: skip
    family, suffix = values.get("LastName", ""), values.get("Suffix", "")
    given = values.get("ForeName") or values.get("Initials", "")
    name = ", ".join(filter(None, (family, given, suffix)))
    if not name:
        return None
    return Contributor(
        name=name, roles=(role,), primary=role == "aut", family=family, given=given, suffix=suffix,
        identifiers=tuple(names), affiliations=tuple(affiliations),
    )  # fmt: skip


def language(element: etree._Element, draft: Draft) -> None:
    """One language of the text, as ISO 639-3."""
    if code := medline_terms.language(text_of(element)):
        draft.languages.append(code)


def publication_types(element: etree._Element, draft: Draft) -> None:
    """Publication types as NLM words them."""
    draft.publication_types += (text for part in element if (text := text_of(part)))


def mesh(element: etree._Element, draft: Draft) -> None:
    """One subject for each pair of descriptor and qualifier, as PubMed shows them."""
    for heading in element:
        if len(heading) == 0:
            continue
        descriptor, *qualifiers = heading
        name, number = text_of(descriptor), descriptor.get("UI", "")
        major = descriptor.get("MajorTopicYN") == "Y"
        kind = "place" if descriptor.get("Type") == "Geographic" else "topic"
        pairs = [(q, text_of(q)) for q in qualifiers]
        if not pairs:
            draft.subjects.append(_mesh((name,), kind, number, major=major))
        for qualifier, text in pairs:
            both = number + qualifier.get("UI", "") if number else ""
            major_pair = major or qualifier.get("MajorTopicYN") == "Y"
            draft.subjects.append(_mesh((name, text), kind, number, both, major=major_pair))


@lru_cache(maxsize=65_536)
def _mesh(parts: tuple[str, ...], kind: str, *numbers: str, major: bool = False) -> Subject:
    # dict.fromkeys: a qualifier without a number leaves the pair's equal to the descriptor's.
    found = tuple(Identifier(scheme="mesh", value=n) for n in dict.fromkeys(numbers) if n)
    return Subject(
        parts=parts,
        kind="place" if kind == "place" else "topic",
        scheme="mesh",
        major=major,
        identifiers=found,
    )


def chemicals(element: etree._Element, draft: Draft) -> None:
    """Substances; those that are headings too are not repeated (headings come later: see ``Draft``)."""
    for chemical in element:
        substance = child(chemical, "NameOfSubstance")
        if substance is None or not (name := text_of(substance)):
            continue
        found = [Identifier(scheme="mesh", value=number)] if (number := substance.get("UI", "")) else []
        registry = child_text(chemical, "RegistryNumber")
        if _CAS.fullmatch(registry):
            found.append(Identifier(scheme="cas", value=registry))
        elif _UNII.fullmatch(registry):
            found.append(Identifier(scheme="unii", value=registry))
        elif registry.startswith("EC "):
            found.append(Identifier(scheme="ec", value=registry[3:]))
        draft.subjects.append(Subject(parts=(name,), scheme="mesh", identifiers=tuple(found)))


def supplementary_mesh(element: etree._Element, draft: Draft) -> None:
    """Supplementary concepts: rare diseases, protocols, organisms."""
    for part in element:
        if name := text_of(part):
            draft.subjects.append(_mesh((name,), "topic", part.get("UI", "")))


def gene_symbols(element: etree._Element, draft: Draft) -> None:
    """Gene symbols (1991–1995) are searched, not shown."""
    draft.other_text += (text for part in element if (text := text_of(part)))


def keywords(element: etree._Element, draft: Draft) -> None:
    """Keywords of the authors or of another owner."""
    for part in element:
        if text := text_of(part).rstrip(" .;,"):
            draft.subjects.append(
                Subject(parts=(text,), scheme="keyword", major=part.get("MajorTopicYN") == "Y")
            )


def persons_as_subjects(element: etree._Element, draft: Draft) -> None:
    """People whom the article is about."""
    for part in element:
        if found := contributor(part, ""):
            draft.subjects.append(Subject(parts=(found.name,), kind="person"))


def data_banks(element: etree._Element, draft: Draft) -> None:
    """Accession numbers (ClinicalTrials.gov, GenBank) as ties to data."""
    for bank in element:
        name = child_text(bank, "DataBankName")
        numbers = child(bank, "AccessionNumberList")
        for number in numbers if numbers is not None else ():
            if text := text_of(number):
                draft.relations.append(
                    Relation(
                        kind="data", label=name, title=f"{name} {text}".strip(),
                        identifiers=(Identifier(scheme=name.casefold() or "local", value=text),),
                    )
                )  # fmt: skip


def grants(element: etree._Element, draft: Draft) -> None:
    """Who paid."""
    for grant in element:
        funder, award = child_text(grant, "Agency"), child_text(grant, "GrantID")
        if funder or award:
            draft.funding.append(Funding(funder=funder, award=award))


def corrections(element: etree._Element, draft: Draft) -> None:
    """Ties to errata, retractions, comments; works cited in the old way are references."""
    for part in element:
        source = child_text(part, "RefSource")
        found = identifiers.identifier("pmid", child_text(part, "PMID"))
        names: tuple[Identifier, ...] = (found,) if found else ()
        if part.get("RefType") == "Cites":
            draft.references.append(Reference(text=source, identifiers=names))
            continue
        kind, label = medline_terms.RELATIONS.get(
            part.get("RefType", ""), ("related", part.get("RefType", ""))
        )
        if doi := _DOI_IN_TEXT.search(source):
            names += tuple(filter(None, (identifiers.identifier("doi", doi[1]),)))
        if source or names:
            draft.relations.append(Relation(kind=kind, label=label, title=source, identifiers=names))


def references(element: etree._Element, draft: Draft) -> None:
    """The list of references, with those of its inner lists."""
    for part in element:
        tag = part.tag
        if tag == "ReferenceList":
            references(part, draft)
        elif tag == "Reference":
            draft.references.append(_reference(part))


def _reference(element: etree._Element) -> Reference:
    text = ""
    found: list[Identifier] = []
    for part in element:
        if part.tag == "Citation":
            text = text_of(part)
        elif part.tag == "ArticleIdList":
            for entry in part:
                kind = entry.get("IdType", "local")
                if identifier := identifiers.identifier(_REFERENCE_SCHEMES.get(kind, kind), text_of(entry)):
                    found.append(identifier)
    return Reference(text=text, identifiers=tuple(found))
