"""Tags of the MEDLINE text form (.nbib), each into its part of the draft.

Source: NLM, "MEDLINE/PubMed data element (field) descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pinakes.formats import issue_dates, medline_terms, written_names
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.mesh_headings import mesh_subjects
from pinakes.formats.page_ranges import pages
from pinakes.formats.pubmed_draft import Draft
from pinakes.formats.pubmed_fields import article_title
from pinakes.records import identifiers, names
from pinakes.records.record import (
    Abstract,
    Contributor,
    Funding,
    Identifier,
    Publication,
    Relation,
    Section,
    Series,
    Subject,
    TitleVariant,
)

_BRACKETED = re.compile(r"(.*?)\s*\[([^\]]+)\]\s*$")
_QUALIFIED = re.compile(r"(.*?)\s*\(([^()]*)\)\s*$")
_LABEL = re.compile(r"(?:^|(?<=[.?!)] ))([A-Z][A-Z0-9 ,/&()'-]{2,60}):\s+")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SUFFIX = re.compile(r"(.+?),?\s+(Jr|Sr|2nd|3rd|4th|5th|II|III|IV)\.?$")
_PMID = re.compile(r"\bPMID:\s*(\d+)")
_DOI = re.compile(r"\bdoi:\s*(10\.\S+)")
_ISSN_NOTES = {"print": "print", "electronic": "electronic", "linking": "linking"}
_MAX_OF_ONE_PERSON = 200
_RELATIONS = {
    "CIN": "CommentIn", "CON": "CommentOn", "EIN": "ErratumIn", "EFR": "ErratumFor", "RIN": "RetractionIn",
    "ROF": "RetractionOf", "PRIN": "PartialRetractionIn", "PROF": "PartialRetractionOf", "RPI": "RepublishedIn",
    "RPF": "RepublishedFrom", "CRI": "CorrectedandRepublishedIn", "CRF": "CorrectedandRepublishedFrom",
    "RRI": "RetractedandRepublishedIn", "RRF": "RetractedandRepublishedFrom", "UIN": "UpdateIn", "UOF": "UpdateOf",
    "SPIN": "SummaryForPatientsIn", "ORI": "OriginalReportIn", "ECI": "ExpressionOfConcernIn",
    "ECF": "ExpressionOfConcernFor", "DRIN": "AssociatedDataset", "DDIN": "AssociatedPublication",
}  # fmt: skip

Handler = Callable[[Draft, str], None]


def _title(draft: Draft, text: str) -> None:
    draft.title, draft.title_translated = article_title(text)


def _book_title(draft: Draft, text: str) -> None:
    # The book is the record unless a chapter (CTI or TI) has a title of its own.
    draft.host_title = without_final_dot(text)


def _original_title(draft: Draft, text: str) -> None:
    if title := article_title(text)[0]:
        draft.titles.append(TitleVariant(title=title, kind="parallel", language=draft.language))


def _full_name(draft: Draft, text: str) -> None:
    _person(draft, text, "aut")


def _person(draft: Draft, text: str, role: str) -> None:
    family, comma, given = (part.strip() for part in text.partition(","))
    if not comma:
        parsed = names.parse(text)
        found = written_names.person(parsed.family, parsed.given, parsed.suffix, role)
    else:
        ending = _SUFFIX.fullmatch(given)
        found = written_names.person(
            family, ending[1] if ending else given, ending[2] if ending else "", role
        )
    if found:
        draft.contributors.append(found)


def _body(draft: Draft, text: str) -> None:
    if name := without_final_dot(text):
        draft.contributors.append(Contributor(name=name, kind="organisation", roles=("aut",), primary=True))


def _affiliation(draft: Draft, text: str) -> None:
    last = draft.contributors[-1] if draft.contributors else None
    if last is not None and len(last.affiliations) < _MAX_OF_ONE_PERSON:
        draft.contributors[-1] = written_names.with_affiliations(last, (*last.affiliations, text))
    else:
        draft.other_text.append(text)


def _author_identifier(draft: Draft, text: str) -> None:
    scheme, colon, value = text.partition(":")
    found = identifiers.identifier(scheme.strip().lower(), value) if colon else None
    if found and draft.contributors and len(draft.contributors[-1].identifiers) < _MAX_OF_ONE_PERSON:
        draft.contributors[-1] = written_names.with_identifier(draft.contributors[-1], found)


def _abstract(draft: Draft, text: str) -> None:
    draft.abstracts.append(labelled(text))


def labelled(text: str, language: str = "") -> Abstract:
    """The abstract, in sections when it begins with a label in capitals ("BACKGROUND: …")."""
    pieces = _LABEL.split(text)
    if len(pieces) < 3 or pieces[0].strip():
        return Abstract(text=text, language=language)
    sections = tuple(
        Section(label=label, text=body.strip())
        for label, body in zip(pieces[1::2], pieces[2::2], strict=True)
    )
    return Abstract(text=" ".join(s.text for s in sections), sections=sections, language=language)


def _other_abstract(draft: Draft, text: str) -> None:
    draft.abstracts.append(labelled(re.sub(r"^Publisher:\s*", "", text)))


def _other_abstract_language(draft: Draft, text: str) -> None:
    if draft.abstracts:
        last = draft.abstracts[-1]
        draft.abstracts[-1] = Abstract(
            text=last.text, sections=last.sections, language=medline_terms.language(text)
        )


def _issn(draft: Draft, text: str) -> None:
    qualified = _QUALIFIED.match(text)
    number, note = (qualified[1], qualified[2]) if qualified else (text, "")
    draft.host_identifier("issn", number, _ISSN_NOTES.get(note.lower(), note))


def _isbn(draft: Draft, text: str) -> None:
    qualified = _QUALIFIED.match(text)
    draft.add_identifier(identifiers.identifier("isbn", qualified[1] if qualified else text))


def _article_id(draft: Draft, text: str) -> None:
    if match := _BRACKETED.match(text):
        draft.article_id(match[2].strip().lower(), match[1])


def _issue_date(draft: Draft, text: str) -> None:
    draft.date = issue_dates.issue_date(text)


def _online_date(draft: Draft, text: str) -> None:
    if not (match := _DAY.fullmatch(text)):
        return
    day = "-".join(match.groups())
    if draft.date is None:
        draft.date = issue_dates.issue_date(day)
    elif day != draft.date.edtf:
        draft.note(f"Published online {day}", "dates")


def _substance(draft: Draft, text: str) -> None:
    qualified = _QUALIFIED.match(text)
    number, name = (qualified[1], qualified[2]) if qualified else ("", text)
    if re.fullmatch(r"\d{2,7}-\d\d-\d", number):
        found: tuple[Identifier, ...] = (Identifier(scheme="cas", value=number),)
    elif re.fullmatch(r"[A-Z0-9]{10}", number):
        found = (Identifier(scheme="unii", value=number),)
    elif number.startswith("EC "):
        found = (Identifier(scheme="ec", value=number[3:]),)
    else:
        found = ()
    draft.subjects.append(Subject(parts=(name,), scheme="mesh", identifiers=found))


def _mesh(draft: Draft, text: str) -> None:
    draft.subjects += mesh_subjects(text)


def _keyword(draft: Draft, text: str) -> None:
    word = text.lstrip("*").strip().rstrip(".;,")
    if word:
        draft.subjects.append(Subject(parts=(word,), scheme="keyword", major=text.startswith("*")))


def _person_as_subject(draft: Draft, text: str) -> None:
    draft.subjects.append(Subject(parts=(text,), kind="person"))


def _grant(draft: Draft, text: str) -> None:
    award, _, rest = text.partition("/")
    funder = rest.rsplit("/", 1)[0] if rest.count("/") else rest
    if rest:
        draft.funding.append(
            Funding(award=award.strip(), funder=" / ".join(p for p in funder.split("/") if p))
        )
    else:
        draft.funding.append(Funding(funder=text))


def _data_bank(draft: Draft, text: str) -> None:
    bank, slash, number = text.partition("/")
    if slash:
        draft.relations.append(
            Relation(
                kind="data", label=bank, title=f"{bank} {number}",
                identifiers=(Identifier(scheme=bank.casefold(), value=number),),
            )
        )  # fmt: skip


def _relation(tag: str) -> Handler:
    kind, label = medline_terms.RELATIONS[_RELATIONS[tag]]

    def add(draft: Draft, text: str) -> None:
        found = [("pmid", m[1]) for m in _PMID.finditer(text)] + [("doi", m[1]) for m in _DOI.finditer(text)]
        numbers = tuple(i for scheme, value in found if (i := identifiers.identifier(scheme, value)))
        source = _PMID.sub("", text).strip()
        draft.relations.append(Relation(kind=kind, label=label, title=source, identifiers=numbers))

    return add


def _publisher(draft: Draft, text: str) -> None:
    draft.host_publisher = text


def _collection(draft: Draft, text: str) -> None:
    draft.series.append(Series(title=without_final_dot(text)))


def _pmid(draft: Draft, text: str) -> None:
    if not draft.local_id:
        draft.local_id = text.split()[0] if text else ""


def _revised(draft: Draft, text: str) -> None:
    if match := _DAY.fullmatch(text):
        draft.record_changed = "-".join(match.groups())


def _language(draft: Draft, text: str) -> None:
    if code := medline_terms.language(text):
        draft.languages.append(code)


def _pages(draft: Draft, text: str) -> None:
    draft.pages = pages(text)


def _publication(draft: Draft) -> None:
    if draft.host_publisher and not draft.publications:
        draft.publications.append(Publication(publishers=(draft.host_publisher,)))


def finish(draft: Draft) -> None:
    """What can be said only at the end: a book without a chapter is the record itself."""
    if not draft.title and draft.host_title:
        draft.title, draft.host_title = draft.host_title, ""
        draft.formats = ("Book",)
        _publication(draft)
    if any(n.startswith("Book") for n in draft.publication_types) and draft.host_title and not draft.formats:
        draft.formats = ("Chapter",)


def _set(name: str) -> Handler:
    def put(draft: Draft, text: str) -> None:
        if not getattr(draft, name):
            setattr(draft, name, text)

    return put


HANDLERS: dict[str, Handler] = {
    "PMID": _pmid, "LR": _revised, "IS": _issn, "VI": _set("volume"), "IP": _set("issue"), "DP": _issue_date,
    "TI": _title, "CTI": _title, "BTI": _book_title, "TT": _original_title, "PG": _pages, "LID": _article_id,
    "AID": _article_id, "AB": _abstract, "OAB": _other_abstract, "OABL": _other_abstract_language,
    "CI": lambda d, t: d.note(t, "use"), "FAU": _full_name, "AU": _full_name, "CN": _body, "AD": _affiliation,
    "IRAD": _affiliation, "AUID": _author_identifier, "FED": lambda d, t: _person(d, t, "edt"),
    "ED": lambda d, t: _person(d, t, "edt"), "FIR": lambda d, t: _person(d, t, "ctb"),
    "IR": lambda d, t: _person(d, t, "ctb"), "LA": _language, "PT": lambda d, t: d.publication_types.append(t),
    "DEP": _online_date, "PL": _set("country"), "TA": _set("host_abbreviation"),
    "JT": lambda d, t: setattr(d, "host_title", without_final_dot(t)),
    "JID": lambda d, t: d.host_identifier("nlm", t), "RN": _substance, "NM": _substance, "MH": _mesh, "OT": _keyword,
    "PMC": lambda d, t: d.article_id("pmc", t), "MID": lambda d, t: d.article_id("mid", t), "GR": _grant,
    "COIS": lambda d, t: d.note(t, "general"), "GN": lambda d, t: d.note(t, "general"), "SI": _data_bank,
    "PS": _person_as_subject, "FPS": _person_as_subject, "ISBN": _isbn, "PB": _publisher, "CRF": _relation("CRF"),
    "EN": _set("edition"), "CTDT": _issue_date, "CDAT": _issue_date, "PUBM": lambda d, t: None, "CP": _collection,
    "GS": lambda d, t: d.other_text.append(t), **{tag: _relation(tag) for tag in _RELATIONS},
}  # fmt: skip

SHORT_NAMES = {"AU": "FAU", "ED": "FED", "IR": "FIR", "PS": "FPS"}
"""Tags of short names, each after the tag of the full name where the record has one."""
