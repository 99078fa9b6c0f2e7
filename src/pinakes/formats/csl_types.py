"""CSL's types of items in our codes and back (CSL 1.0.2, appendix III)."""

from __future__ import annotations

FORMATS_OF_TYPE: dict[str, tuple[str, ...]] = {
    "article": ("Preprint",), "article-journal": ("Article",), "article-magazine": ("Article",),
    "article-newspaper": ("Article",), "bill": ("Other",), "book": ("Book",), "broadcast": ("Video",),
    "chapter": ("Chapter",), "classic": ("Book",), "collection": ("Archive",), "dataset": ("DataSet",),
    "document": ("Other",), "entry": ("Chapter",), "entry-dictionary": ("Chapter",),
    "entry-encyclopedia": ("Chapter",), "event": ("Other",), "figure": ("Image",), "graphic": ("Image",),
    "hearing": ("Other",), "interview": ("Other",), "legal_case": ("Other",), "legislation": ("Other",),
    "manuscript": ("Manuscript",), "map": ("Map",), "motion_picture": ("Video",), "musical_score": ("Score",),
    "pamphlet": ("Book",), "paper-conference": ("ConferencePaper",), "patent": ("Patent",),
    "performance": ("Other",), "periodical": ("Journal",), "personal_communication": ("Other",),
    "post": ("Website",), "post-weblog": ("Website",), "regulation": ("Other",), "report": ("Report",),
    "review": ("Article",), "review-book": ("Article",), "software": ("Software",), "song": ("SoundRecording",),
    "speech": ("Other",), "standard": ("Standard",), "thesis": ("Thesis",), "treaty": ("Other",),
    "webpage": ("Website",),
    # Crossref's own words, which its CSL-JSON sometimes keeps
    "journal-article": ("Article",), "book-chapter": ("Chapter",), "proceedings-article": ("ConferencePaper",),
    "posted-content": ("Preprint",), "dissertation": ("Thesis",), "monograph": ("Book",), "journal": ("Journal",),
    "proceedings": ("ConferenceProceedings",), "edited-book": ("Book",), "reference-entry": ("Chapter",),
}  # fmt: skip

TYPE_OF_FORMAT: dict[str, str] = {
    "Article": "article-journal", "CaseReport": "article-journal", "Review": "article-journal",
    "Letter": "article-journal", "Preprint": "article", "ConferencePaper": "paper-conference",
    "Chapter": "chapter", "Book": "book", "EBook": "book", "AudioBook": "book", "Atlas": "book",
    "Reference": "book", "Series": "book", "ConferenceProceedings": "book", "Journal": "periodical",
    "Newspaper": "periodical", "Serial": "periodical", "Thesis": "thesis", "Report": "report",
    "GovernmentDocument": "report", "Standard": "standard", "Patent": "patent", "Manuscript": "manuscript",
    "Archive": "collection", "Map": "map", "Globe": "map", "Score": "musical_score", "SoundRecording": "song",
    "Music": "song", "Video": "motion_picture", "Image": "graphic", "Photograph": "graphic", "Slide": "graphic",
    "Object": "graphic", "DataSet": "dataset", "Software": "software", "Game": "software", "Website": "webpage",
    "Database": "webpage", "Online": "webpage",
}  # fmt: skip

ARTICLES = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "journal-article", "review", "review-book"}
)
"""Types whose container is a periodical: ISSN and not ISBN."""

ROLES: dict[str, str] = {
    "author": "aut", "editor": "edt", "translator": "trl", "collection-editor": "pbd", "container-author": "bkp",
    "composer": "cmp", "director": "drt", "illustrator": "ill", "interviewer": "ivr", "recipient": "rcp",
    "compiler": "com", "contributor": "ctb", "curator": "cur", "editorial-director": "edd", "chair": "mod",
    "guest": "spk", "host": "hst", "narrator": "nrt", "organizer": "orm", "original-author": "aui",
    "performer": "prf", "producer": "pro", "reviewed-author": "rev", "script-writer": "aus", "series-creator": "cre",
    "executive-producer": "pro",
}  # fmt: skip
"""Name variables and the relator codes that they stand for."""
