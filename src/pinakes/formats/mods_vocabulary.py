"""Words of MODS for kinds of material, notes, titles and relations, both ways."""

from __future__ import annotations

from pinakes.records.record import NoteKind, RelationKind, TitleKind

TYPES_OF_RESOURCE = {
    "Score": "notated music", "Map": "cartographic", "Atlas": "cartographic", "Globe": "cartographic",
    "SoundRecording": "sound recording", "Music": "sound recording-musical",
    "AudioBook": "sound recording-nonmusical",
    "Video": "moving image", "Image": "still image", "Photograph": "still image", "Slide": "still image",
    "Object": "three dimensional object", "Software": "software, multimedia", "DataSet": "software, multimedia",
    "Database": "software, multimedia", "Game": "software, multimedia", "Kit": "mixed material",
    "Archive": "mixed material",
}  # fmt: skip
"""Format code → typeOfResource; everything else is "text"."""
NOTES: dict[NoteKind, str] = {
    "bibliography": "bibliography", "thesis": "thesis", "access": "access", "awards": "awards",
    "credits": "creation/production credits", "performers": "performers", "cast": "performers",
    "system": "system details", "reproduction": "reproduction", "original-version": "original version",
    "language": "language", "scale": "mathematical data", "event": "venue", "dates": "date/sequential designation",
    "finding-aid": "finding aid", "numbering": "numeration", "provenance": "ownership", "binding": "binding",
    "citation": "preferred citation", "funding": "funding", "publications": "publications",
    "exhibitions": "exhibitions", "acquisition": "acquisition", "arrangement": "organization",
    "biography": "biographical/historical", "with": "with", "use": "restriction", "audience": "audience",
    "frequency": "frequency", "duration": "duration", "place": "place", "local": "local",
}  # fmt: skip
"""Kind of note → type; a plain note has none."""
NOTE_KINDS: dict[str, NoteKind] = {
    **{word: kind for kind, word in reversed(NOTES.items())}, "citation/reference": "citation",
    "biographical": "biography", "historical": "biography", "action": "local", "bibliographic history": "citation",
    "source characteristics": "original-version", "source note": "original-version", "exhibition": "exhibitions",
    "version identification": "general",
}  # fmt: skip
TITLE_TYPES: dict[TitleKind, str] = {
    "uniform": "uniform", "parallel": "translated", "translated": "translated", "abbreviated": "abbreviated",
}  # fmt: skip
"""Kind of title → type; others are "alternative", with the kind in otherType."""
TIES: dict[RelationKind, str] = {
    "earlier": "preceding", "later": "succeeding", "original": "original", "host": "host", "part": "constituent",
    "series": "series", "other-edition": "otherVersion", "translation": "otherVersion", "other-format": "otherFormat",
    "cites": "references", "reviewed-in": "isReferencedBy", "review-of": "reviewOf",
}  # fmt: skip
"""Kind of relation → type; others have otherType alone."""
TIE_KINDS: dict[str, RelationKind] = {
    "preceding": "earlier", "succeeding": "later", "original": "original", "host": "host", "constituent": "part",
    "series": "series", "otherVersion": "other-edition", "otherFormat": "other-format", "references": "cites",
    "isReferencedBy": "related", "reviewOf": "review-of",
}  # fmt: skip
GENRE_KINDS = {
    "topic": "topic", "geographic": "place", "temporal": "period", "genre": "genre", "occupation": "topic",
}  # fmt: skip
"""Element within <subject> → kind."""
