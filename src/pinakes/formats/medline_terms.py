"""MEDLINE's words in ours: publication types, kinds of corrections, codes of languages and countries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pinakes.records.record import RelationKind

# The most telling first; what is in no row is an Article.
_FORMATS: tuple[tuple[str, frozenset[str]], ...] = (
    ("CaseReport", frozenset({"case reports", "case report", "clinical case reports"})),
    (
        "Review",
        frozenset(
            {
                "review",
                "systematic review",
                "meta-analysis",
                "scoping review",
                "review literature",
                "network meta-analysis",
            }
        ),
    ),
    ("Letter", frozenset({"letter", "editorial", "comment"})),
    ("Preprint", frozenset({"preprint"})),
    ("DataSet", frozenset({"dataset"})),
    ("Thesis", frozenset({"academic dissertation", "academic dissertations"})),
    ("Report", frozenset({"technical report"})),
    ("Video", frozenset({"video-audio media", "webcast", "webcasts"})),
)
_NOT_ARTICLES = frozenset({"Preprint", "Thesis"})

RELATIONS: dict[str, tuple[RelationKind, str]] = {
    "ErratumIn": ("erratum", "Erratum in"),
    "ErratumFor": ("corrects", "Erratum for"),
    "CorrectedandRepublishedIn": ("other-edition", "Corrected and republished in"),
    "CorrectedandRepublishedFrom": ("other-edition", "Corrected and republished from"),
    "RetractionIn": ("retraction", "Retraction in"),
    "PartialRetractionIn": ("retraction", "Partial retraction in"),
    "RetractionOf": ("retracts", "Retraction of"),
    "PartialRetractionOf": ("retracts", "Partial retraction of"),
    "RetractedandRepublishedIn": ("other-edition", "Retracted and republished in"),
    "RetractedandRepublishedFrom": ("other-edition", "Retracted and republished from"),
    "ExpressionOfConcernIn": ("related", "Expression of concern in"),
    "ExpressionOfConcernFor": ("related", "Expression of concern for"),
    "CommentIn": ("related", "Comment in"),
    "CommentOn": ("related", "Comment on"),
    "RepublishedIn": ("other-edition", "Republished in"),
    "RepublishedFrom": ("other-edition", "Republished from"),
    "ReprintIn": ("other-edition", "Reprint in"),
    "ReprintOf": ("other-edition", "Reprint of"),
    "OriginalReportIn": ("original", "Original report in"),
    "UpdateIn": ("later", "Update in"),
    "UpdateOf": ("earlier", "Update of"),
    "SummaryForPatientsIn": ("related", "Summary for patients in"),
    "AssociatedDataset": ("data", "Associated data set"),
    "AssociatedPublication": ("related", "Associated publication"),
}
"""RefType of CommentsCorrections → our kind and how the page words it. "Cites" is a reference, no relation."""

# ISO 639-2/B and MEDLINE's older codes → ISO 639-3.
_LANGUAGES = {
    "alb": "sqi", "arm": "hye", "baq": "eus", "bur": "mya", "chi": "zho", "cze": "ces", "dut": "nld", "fre": "fra",
    "geo": "kat", "ger": "deu", "gre": "ell", "ice": "isl", "mac": "mkd", "mao": "mri", "may": "msa", "per": "fas",
    "rum": "ron", "slo": "slk", "tib": "bod", "wel": "cym", "scr": "hrv", "scc": "srp", "und": "",
}  # fmt: skip

# MEDLINE names that CLDR words in another way.
_COUNTRIES = {
    "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
    "korea (south)": "KR", "korea": "KR", "south korea": "KR", "republic of korea": "KR", "korea (north)": "KP",
    "russia (federation)": "RU", "china (republic : 1949- )": "TW", "czech republic": "CZ", "turkey": "TR",
    "iran": "IR", "syria": "SY", "macedonia": "MK", "bosnia and herzegovina": "BA", "hong kong": "HK", "macau": "MO",
    "cote d'ivoire": "CI", "trinidad and tobago": "TT", "vietnam": "VN", "viet nam": "VN",
    "united states of america": "US", "usa": "US", "uk": "GB",
    "germany (west)": "DE", "germany, west": "DE", "germany, east": "DE", "moldova": "MD",
    "brunei": "BN", "laos": "LA", "palestine": "PS", "burma": "MM", "myanmar": "MM", "congo": "CG",
}  # fmt: skip


def formats(publication_types: Iterable[str]) -> tuple[str, ...]:
    """Codes of formats for the publication types of an article, the most telling first."""
    words = {p.casefold() for p in publication_types}
    found = [code for code, types in _FORMATS if not words.isdisjoint(types)]
    if words and words <= {"congress", "overall", "congresses"}:
        return ("ConferenceProceedings",)
    if _NOT_ARTICLES.isdisjoint(found):
        found.append("Article")
    return tuple(found)


@lru_cache(maxsize=512)
def language(code: str) -> str:
    """ISO 639-3 for MEDLINE's three letters; "" for an undetermined language."""
    code = code.strip().lower()
    return _LANGUAGES.get(code, code if re.fullmatch(r"[a-z]{3}", code) else "")


@lru_cache(maxsize=512)
def country(name: str) -> str:
    """ISO 3166-1 alpha-2 for a country's English name as MEDLINE prints it; "" when it is unknown."""
    key = " ".join(name.split()).casefold()
    return _COUNTRIES.get(key) or _country_names().get(key, "")


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    from babel import Locale

    territories = Locale("en").territories
    return {
        str(label).casefold(): str(code)
        for code, label in territories.items()
        if re.fullmatch(r"[A-Z]{2}", str(code))
    }
