"""DataCite's controlled lists in our codes: types of resources, of contributors, of relations (Metadata Schema 4)."""

from __future__ import annotations

import re
from typing import Any

from pinakes.formats.json_values import text
from pinakes.records.record import RelationKind

_FORMATS: dict[str, tuple[str, ...]] = {
    "Audiovisual": ("Video",), "Award": ("Other",), "Book": ("Book",), "BookChapter": ("Chapter",),
    "Collection": ("Archive",), "ComputationalNotebook": ("Software",), "ConferencePaper": ("ConferencePaper",),
    "ConferenceProceeding": ("ConferenceProceedings",), "DataPaper": ("Article",), "Dataset": ("DataSet",),
    "Dissertation": ("Thesis",), "Event": ("Other",), "Image": ("Image",), "Instrument": ("Object",),
    "InteractiveResource": ("Online",), "Journal": ("Journal",), "JournalArticle": ("Article",),
    "Model": ("DataSet",), "OutputManagementPlan": ("Report",), "PeerReview": ("Article",),
    "PhysicalObject": ("Object",), "Poster": ("Image",), "Preprint": ("Preprint",), "Presentation": ("Slide",),
    "Project": ("Other",), "Report": ("Report",), "Service": ("Online",), "Software": ("Software",),
    "Sound": ("SoundRecording",), "Standard": ("Standard",), "StudyRegistration": ("Other",),
    "Film": ("Video",), "Workflow": ("Software",),
}  # fmt: skip
# Words in the free text of resourceType, for the general type "Text", "Other" or none.
_WORDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), found)
    for pattern, found in (
        (r"thes[ie]s|dissertation|habilitation", ("Thesis",)),
        (r"preprint", ("Preprint",)),
        (r"blog", ("Website",)),
        (r"case.?report", ("CaseReport", "Article")),
        (r"review", ("Review", "Article")),
        (r"editorial|letter", ("Letter", "Article")),
        (r"(?:conference|workshop).?(?:paper|contribution|object)|proceedings? paper", ("ConferencePaper",)),
        (r"proceedings", ("ConferenceProceedings",)),
        (r"chapter|book.?section|book.?part", ("Chapter",)),
        (r"monograph|\be?-?book\b|buch", ("Book",)),
        (r"working paper|report|deliverable|discussion paper", ("Report",)),
        (r"journal issue|periodical|^journal$|zeitschrift", ("Journal",)),
        (r"article|artikel|aufsatz|journalpaper|journal paper", ("Article",)),
        (r"data ?set|datafile|data ?sheet", ("DataSet",)),
        (r"software|source code", ("Software",)),
        (r"poster|image|figure|photo|plate", ("Image",)),
        (r"presentation|slides|lecture", ("Slide",)),
        (r"manuscript|archival|korrespondenz|correspondence", ("Manuscript",)),
        (r"map\b|karte", ("Map",)),
        (r"video|film", ("Video",)),
    )
)
_CITEPROC = {
    "article-journal": ("Article",), "dataset": ("DataSet",), "thesis": ("Thesis",), "report": ("Report",),
    "chapter": ("Chapter",), "book": ("Book",), "graphic": ("Image",), "paper-conference": ("ConferencePaper",),
    "motion_picture": ("Video",), "song": ("SoundRecording",),
}  # fmt: skip

ROLES = {
    "Editor": "edt", "DataCurator": "cur", "DataManager": "dtm", "Distributor": "dst", "HostingInstitution": "his",
    "Producer": "pro", "ProjectLeader": "pdr", "Researcher": "res", "ResearchGroup": "res", "RightsHolder": "cph",
    "Sponsor": "spn", "Supervisor": "ths", "Translator": "trl", "Other": "ctb", "": "ctb",
    "ContactPerson": "Contact person", "DataCollector": "Data collector", "ProjectManager": "Project manager",
    "ProjectMember": "Project member", "RegistrationAgency": "Registration agency",
    "RegistrationAuthority": "Registration authority", "RelatedPerson": "Related person",
    "WorkPackageLeader": "Work package leader", "Funder": "fnd",
}  # fmt: skip
"""contributorType → relator code, or the term where there is none."""

_RELATIONS: dict[str, tuple[RelationKind, str]] = {
    "IsSupplementTo": ("supplement-of", "Supplement to"), "IsSupplementedBy": ("supplement", "Supplemented by"),
    "IsContinuedBy": ("later", "Continued by"), "Continues": ("earlier", "Continues"),
    "IsNewVersionOf": ("earlier", "New version of"), "IsPreviousVersionOf": ("later", "Previous version of"),
    "IsPartOf": ("host", "Part of"), "HasPart": ("part", "Has part"), "IsPublishedIn": ("host", "Published in"),
    "IsCollectedBy": ("host", "Collected by"), "Collects": ("part", "Collects"),
    "IsVariantFormOf": ("other-edition", "Variant form of"), "IsOriginalFormOf": ("other-edition", "Original form of"),
    "IsIdenticalTo": ("other-format", "Identical to"), "HasVersion": ("other-edition", "Has version"),
    "IsVersionOf": ("other-edition", "Version of"), "Reviews": ("review-of", "Reviews"),
    "IsReviewedBy": ("reviewed-in", "Reviewed by"), "Obsoletes": ("earlier", "Obsoletes"),
    "IsObsoletedBy": ("later", "Obsoleted by"), "IsTranslationOf": ("original", "Translation of"),
    "HasTranslation": ("translation", "Has translation"), "IsCitedBy": ("related", "Cited by"),
    "IsReferencedBy": ("related", "Referenced by"),
}  # fmt: skip
_DATA_OF_A_TEXT = frozenset(
    {"IsSupplementedBy", "IsDocumentedBy", "Documents", "IsSourceOf", "IsDerivedFrom"}
)
_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def formats(kinds: dict[str, Any]) -> tuple[str, ...]:
    """Codes of formats for the object ``types`` of a record."""
    general, words = text(kinds.get("resourceTypeGeneral")), text(kinds.get("resourceType"))
    words = _WORD_BEGINS.sub(" ", words)
    if found := _FORMATS.get(general):
        return found
    for pattern, codes in _WORDS:
        if pattern.search(words):
            return codes
    return _CITEPROC.get(text(kinds.get("citeproc")), ("Article",) if general == "Text" else ("Other",))


def relation_of(name: str, related: str) -> tuple[RelationKind, str]:
    """Our kind of a tie and its label; ``related`` is the general type of the other work."""
    kind, label = _RELATIONS.get(
        name, ("related", _WORD_BEGINS.sub(" ", name).capitalize().removeprefix("Is ") or "Related")
    )
    if related == "Dataset" and name in _DATA_OF_A_TEXT:
        kind = "data"
    return kind, label[:1].upper() + label[1:]
