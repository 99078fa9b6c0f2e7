"""Entry types of BibTeX and biblatex in our codes and back."""

from __future__ import annotations

FORMATS_OF_TYPE: dict[str, tuple[str, ...]] = {
    "article": ("Article",), "suppperiodical": ("Article",), "review": ("Article",), "book": ("Book",),
    "mvbook": ("Book",), "booklet": ("Book",), "ebook": ("EBook", "Book"), "collection": ("Book",),
    "mvcollection": ("Book",), "reference": ("Reference",), "mvreference": ("Reference",), "inbook": ("Chapter",),
    "bookinbook": ("Chapter",), "suppbook": ("Chapter",), "incollection": ("Chapter",), "suppcollection": ("Chapter",),
    "inreference": ("Chapter",), "inproceedings": ("ConferencePaper",), "conference": ("ConferencePaper",),
    "proceedings": ("ConferenceProceedings",), "mvproceedings": ("ConferenceProceedings",), "manual": ("Book",),
    "mastersthesis": ("Thesis",), "phdthesis": ("Thesis",), "bachelorthesis": ("Thesis",), "thesis": ("Thesis",),
    "report": ("Report",), "techreport": ("Report",), "patent": ("Patent",), "standard": ("Standard",),
    "periodical": ("Journal",), "journal": ("Journal",), "online": ("Website",), "electronic": ("Website",),
    "www": ("Website",), "webpage": ("Website",), "dataset": ("DataSet",), "data": ("DataSet",),
    "software": ("Software",), "unpublished": ("Manuscript",), "letter": ("Manuscript",), "image": ("Image",),
    "artwork": ("Image",), "audio": ("SoundRecording",), "music": ("SoundRecording",), "movie": ("Video",),
    "video": ("Video",), "map": ("Map",), "preprint": ("Preprint",), "misc": ("Other",), "unknown": ("Other",),
    "set": ("Other",), "commentary": ("Other",), "jurisdiction": ("Other",), "legislation": ("Other",),
    "legal": ("Other",), "performance": ("Other",), "other": ("Other",),
}  # fmt: skip

TYPE_OF_FORMAT: dict[str, str] = {
    "Article": "article", "CaseReport": "article", "Review": "article", "Letter": "article", "Preprint": "misc",
    "ConferencePaper": "inproceedings", "Chapter": "incollection", "Book": "book", "EBook": "book", "Atlas": "book",
    "Reference": "book", "Series": "book", "ConferenceProceedings": "proceedings", "Thesis": "phdthesis",
    "Report": "techreport", "GovernmentDocument": "techreport", "Standard": "techreport", "Manuscript": "unpublished",
    "Journal": "misc", "Newspaper": "misc", "Serial": "misc",
}  # fmt: skip
"""Types that plain BibTeX's styles know too; all else is misc."""

BIBLATEX_TYPE_OF_FORMAT: dict[str, str] = TYPE_OF_FORMAT | {
    "Preprint": "online", "Thesis": "thesis", "Report": "report", "GovernmentDocument": "report", "Standard": "report",
    "Patent": "patent", "Reference": "reference", "Website": "online", "Database": "online", "Online": "online",
    "DataSet": "dataset", "Software": "software", "Game": "software", "Image": "image", "Photograph": "image",
    "Video": "video", "SoundRecording": "audio", "AudioBook": "audio", "Music": "music", "Journal": "periodical",
    "Newspaper": "periodical", "Serial": "periodical",
}  # fmt: skip
"""Types of biblatex; all else is misc."""

THESIS_TYPES: dict[str, str] = {
    "mastersthesis": "Master's thesis", "phdthesis": "PhD thesis", "bachelorthesis": "Bachelor's thesis",
    "mathesis": "Master's thesis", "candthesis": "Candidate thesis",
}  # fmt: skip
"""What an entry type, or biblatex's word in "type", says of the degree."""

ARTICLES = frozenset({"article", "suppperiodical", "review"})
"""Types within a periodical."""
PARTS = frozenset(
    {
        "inbook",
        "bookinbook",
        "suppbook",
        "incollection",
        "suppcollection",
        "inreference",
        "inproceedings",
        "conference",
    }
)
"""Types within a book."""
