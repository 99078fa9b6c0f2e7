"""Crossref's types of works in our codes (https://api.crossref.org/v1/types)."""

from __future__ import annotations

FORMATS_OF_TYPE: dict[str, tuple[str, ...]] = {
    "journal-article": ("Article",), "book-chapter": ("Chapter",), "book-section": ("Chapter",),
    "book-part": ("Chapter",), "book-track": ("Chapter",), "reference-entry": ("Chapter",),
    "proceedings-article": ("ConferencePaper",), "posted-content": ("Preprint",), "dissertation": ("Thesis",),
    "monograph": ("Book",), "book": ("Book",), "edited-book": ("Book",), "reference-book": ("Reference",),
    "book-set": ("Book",), "book-series": ("Series",), "journal": ("Journal",), "journal-issue": ("Journal",),
    "journal-volume": ("Journal",), "proceedings": ("ConferenceProceedings",), "proceedings-series": ("Series",),
    "report": ("Report",), "report-component": ("Report",), "report-series": ("Series",), "standard": ("Standard",),
    "standard-series": ("Series",), "dataset": ("DataSet",), "database": ("Database",), "peer-review": ("Article",),
    "component": ("Other",), "grant": ("Other",), "other": ("Other",),
    # The same as CSL calls it, in answers of content negotiation.
    "article-journal": ("Article",), "chapter": ("Chapter",), "paper-conference": ("ConferencePaper",),
    "article": ("Preprint",), "thesis": ("Thesis",), "entry": ("Chapter",), "periodical": ("Journal",),
}  # fmt: skip
HOSTED = frozenset(
    {
        "journal-article", "book-chapter", "book-section", "book-part", "book-track", "reference-entry",
        "proceedings-article", "report-component", "peer-review", "component", "other", "posted-content", "dataset",
        "article-journal", "chapter", "paper-conference", "entry",
    }
)  # fmt: skip
"""Types whose container is what holds them; a book's container is its series."""
SERIALS = frozenset({"journal", "book-series", "proceedings-series", "report-series", "standard-series"})
"""Types whose ISSN is their own."""
_POSTED = {
    "preprint": "Preprint",
    "working_paper": "Report",
    "letter": "Letter",
    "dissertation": "Thesis",
    "report": "Report",
}


def of_posted(subtype: str) -> tuple[str, ...]:
    """Formats of posted content by its subtype."""
    return (_POSTED.get(subtype, "Preprint"),)
