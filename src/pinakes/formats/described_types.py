"""Kinds of material as repositories and libraries name them in XML: DCMI, COAR, eu-repo, MODS and plain words."""

from __future__ import annotations

import re
from functools import lru_cache

from pinakes.records.labels import format_code

# Words, folded, without "info:eu-repo/semantics/", "doc-type:" and the like → codes of formats.toml.
_WORDS: dict[str, tuple[str, ...]] = {
    "article": ("Article",), "journalarticle": ("Article",), "researcharticle": ("Article",), "text": (),
    "contributiontoperiodical": ("Article",), "articleinperiodical": ("Article",), "datapaper": ("Article",),
    "peerreviewedarticle": ("Article",), "newspaperarticle": ("Article",), "casereport": ("CaseReport",),
    "review": ("Review",), "reviewarticle": ("Review",), "bookreview": ("Article",), "editorial": ("Letter",),
    "letter": ("Letter",), "lettertotheeditor": ("Letter",), "annotation": ("Letter",),
    "book": ("Book",), "monograph": ("Book",), "ebook": ("EBook",), "bookpart": ("Chapter",),
    "bookchapter": ("Chapter",),
    "chapter": ("Chapter",), "booksection": ("Chapter",), "partofbook": ("Chapter",),
    "conferenceobject": ("ConferencePaper",), "conferencepaper": ("ConferencePaper",),
    "lecture": ("ConferencePaper",),
    "conferenceposter": ("ConferencePaper",), "conferenceproceedings": ("ConferenceProceedings",),
    "conferencepublication": ("ConferenceProceedings",), "proceedings": ("ConferenceProceedings",),
    "doctoralthesis": ("Thesis",), "masterthesis": ("Thesis",), "masterstthesis": ("Thesis",),
    "bachelorthesis": ("Thesis",),
    "thesis": ("Thesis",), "dissertation": ("Thesis",), "studythesis": ("Thesis",), "theses": ("Thesis",),
    "habilitation": ("Thesis",), "phdthesis": ("Thesis",), "mastersthesis": ("Thesis",),
    "electronicthesisordissertation": ("Thesis",),
    "preprint": ("Preprint",), "workingpaper": ("Report",), "report": ("Report",), "technicalreport": ("Report",),
    "researchreport": ("Report",), "patent": ("Patent",), "standard": ("Standard",),
    "periodical": ("Journal",), "journal": ("Journal",), "periodicalpart": ("Serial",), "newspaper": ("Newspaper",),
    "serial": ("Serial",), "series": ("Series",), "dataset": ("DataSet",), "researchdata": ("DataSet",),
    "software": ("Software",), "softwaremultimedia": ("Software",), "computerprogram": ("Software",),
    "interactiveresource": ("Website",), "website": ("Website",), "webpage": ("Website",), "database": ("Database",),
    "image": ("Image",), "stillimage": ("Image",), "photograph": ("Photograph",), "photo": ("Photograph",),
    "slide": ("Slide",), "movingimage": ("Video",), "video": ("Video",), "film": ("Video",),
    "sound": ("SoundRecording",),
    "soundrecording": ("SoundRecording",), "soundrecordingmusical": ("Music",),
    "soundrecordingnonmusical": ("SoundRecording",), "audio": ("SoundRecording",), "music": ("Music",),
    "musicalnotation": ("Score",), "notatedmusic": ("Score",), "sheetmusic": ("Score",), "score": ("Score",),
    "cartographic": ("Map",), "cartographicmaterial": ("Map",), "map": ("Map",), "manuscript": ("Manuscript",),
    "threedimensionalobject": ("Object",), "physicalobject": ("Object",), "artifact": ("Object",),
    "model": ("Object",),
    "multimedia": ("Kit",), "mixedmaterial": ("Kit",), "kit": ("Kit",), "game": ("Game",), "collection": ("Archive",),
    "archivalmaterial": ("Archive",), "other": (), "courseandteachingmaterial": (), "event": (), "service": (),
}  # fmt: skip
# COAR resource types, the last part of their address.
_COAR = {
    "c_6501": "Article", "c_2df8fbb1": "Article", "c_dcae04bc": "Review", "c_efa0": "Review", "c_ba08": "Article",
    "c_b239": "Letter", "c_545b": "Letter", "c_2f33": "Book", "c_3248": "Chapter", "c_db06": "Thesis",
    "c_bdcc": "Thesis",
    "c_7a1f": "Thesis", "c_46ec": "Thesis", "c_5794": "ConferencePaper", "c_c94f": "ConferencePaper",
    "c_6670": "ConferencePaper", "c_f744": "ConferenceProceedings", "c_816b": "Preprint", "c_8042": "Report",
    "c_93fc": "Report", "c_18gh": "Report", "c_18ws": "Report", "c_ddb1": "DataSet", "c_5ce6": "Software",
    "c_c513": "Image",
    "c_ecc8": "Image", "c_18cc": "SoundRecording", "c_8a7e": "Video", "c_12ce": "Video", "c_12cd": "Map",
    "c_12cc": "Map",
    "c_18cw": "Score", "c_0640": "Journal", "c_2659": "Serial", "c_998f": "Newspaper", "c_15cd": "Patent",
    "c_0040": "Manuscript", "c_7ad9": "Website", "c_beb9": "Article",
}  # fmt: skip
_PREFIX = re.compile(
    r"^(?:info:eu-repo/semantics/|doc-?type:|pub-?type:|driver:|https?://purl\.org/dc/dcmitype/|dcmitype:)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def codes(text: str) -> tuple[str, ...]:
    """Codes of formats.toml for a type as a source words it; () when it tells none."""
    if "coar" in text and (match := re.search(r"(c_[0-9a-z]+)/?$", text)):
        return (_COAR[match[1]],) if match[1] in _COAR else ()
    word = _PREFIX.sub("", text.strip())
    key = re.sub(r"[^a-z]", "", word.casefold())
    if key in _WORDS:
        return _WORDS[key]
    if key.endswith(("thesis", "dissertation")):
        return ("Thesis",)
    found = format_code(word)
    return (found,) if found else ()
