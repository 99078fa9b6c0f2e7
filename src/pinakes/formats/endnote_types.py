"""EndNote's reference types: names, numbers in its XML, our codes and back."""

from __future__ import annotations

# Name → (number in ref-type, our codes).
TYPES: dict[str, tuple[int, tuple[str, ...]]] = {
    "Journal Article": (17, ("Article",)), "Electronic Article": (43, ("Article",)),
    "Magazine Article": (19, ("Article",)), "Newspaper Article": (23, ("Article",)), "Book": (6, ("Book",)),
    "Edited Book": (28, ("Book",)), "Electronic Book": (44, ("EBook", "Book")), "Book Section": (5, ("Chapter",)),
    "Electronic Book Section": (60, ("Chapter",)), "Encyclopedia": (53, ("Chapter",)),
    "Dictionary": (52, ("Chapter",)), "Classical Work": (49, ("Book",)), "Ancient Text": (51, ("Manuscript",)),
    "Conference Paper": (47, ("ConferencePaper",)), "Conference Proceedings": (10, ("ConferenceProceedings",)),
    "Thesis": (32, ("Thesis",)), "Report": (27, ("Report",)), "Government Document": (46, ("GovernmentDocument",)),
    "Standard": (58, ("Standard",)), "Patent": (25, ("Patent",)), "Manuscript": (36, ("Manuscript",)),
    "Unpublished Work": (34, ("Manuscript",)), "Map": (20, ("Map",)), "Music": (61, ("Score",)),
    "Podcast": (62, ("SoundRecording",)), "Audiovisual Material": (3, ("Video",)),
    "Film or Broadcast": (21, ("Video",)), "Artwork": (2, ("Image",)), "Figure": (37, ("Image",)),
    "Chart or Table": (38, ("Image",)), "Dataset": (59, ("DataSet",)), "Computer Program": (9, ("Software",)),
    "Web Page": (12, ("Website",)), "Blog": (56, ("Website",)), "Online Database": (45, ("Database",)),
    "Online Multimedia": (48, ("Video",)), "Aggregated Database": (55, ("Database",)), "Serial": (57, ("Journal",)),
    "Catalog": (8, ("Other",)), "Pamphlet": (24, ("Book",)), "Personal Communication": (26, ("Other",)),
    "Bill": (4, ("Other",)), "Case": (7, ("Other",)), "Equation": (39, ("Other",)), "Grant": (54, ("Other",)),
    "Hearing": (14, ("Other",)), "Interview": (64, ("Other",)), "Legal Rule or Regulation": (50, ("Other",)),
    "Statute": (31, ("Other",)), "Generic": (13, ("Other",)),
}  # fmt: skip
"""Types of EndNote's reference table; laws, cases, hearings and what else there is are Other."""

NAME_OF_NUMBER = {str(number): name for name, (number, _) in TYPES.items()}

TYPE_OF_FORMAT: dict[str, str] = {
    "Article": "Journal Article", "CaseReport": "Journal Article", "Review": "Journal Article",
    "Letter": "Journal Article", "Preprint": "Unpublished Work", "ConferencePaper": "Conference Paper",
    "Chapter": "Book Section", "EBook": "Electronic Book", "Book": "Book", "Atlas": "Book", "AudioBook": "Book",
    "Reference": "Book", "Journal": "Serial", "Newspaper": "Serial", "Serial": "Serial", "Series": "Book",
    "ConferenceProceedings": "Conference Proceedings", "Thesis": "Thesis", "Report": "Report",
    "GovernmentDocument": "Government Document", "Standard": "Standard", "Patent": "Patent",
    "Manuscript": "Manuscript", "Archive": "Manuscript", "Map": "Map", "Globe": "Map", "Score": "Music",
    "SoundRecording": "Podcast", "Music": "Music", "Video": "Film or Broadcast", "Image": "Artwork",
    "Photograph": "Artwork", "Object": "Artwork", "Slide": "Artwork", "DataSet": "Dataset",
    "Software": "Computer Program", "Game": "Computer Program", "Website": "Web Page", "Database": "Online Database",
    "Online": "Web Page", "Kit": "Generic", "Other": "Generic",
}  # fmt: skip

ARTICLES = frozenset({"Journal Article", "Electronic Article", "Magazine Article", "Newspaper Article"})
"""The secondary title is a periodical."""
PARTS = frozenset(
    {
        "Book Section",
        "Electronic Book Section",
        "Encyclopedia",
        "Dictionary",
        "Conference Paper",
        "Conference Proceedings",
    }
)
"""The secondary title is a book, proceedings or a conference."""
MAKERS = {
    "Patent": "inv", "Map": "ctg", "Music": "cmp", "Computer Program": "prg", "Film or Broadcast": "drt",
    "Artwork": "art", "Edited Book": "edt",
}  # fmt: skip
"""Who stands in the field for authors, where it isn't authors."""
