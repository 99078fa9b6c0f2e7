"""Kinds of material as tables name them: our codes, the types of Zotero, CSL, BibTeX and RIS, words of people."""

from __future__ import annotations

from functools import cache

from pinakes.formats import bibtex_types, csl_types, ris_types
from pinakes.formats.endnote_types import TYPES as ENDNOTE_TYPES
from pinakes.formats.table_columns import folded
from pinakes.records.vocabularies import load

_WORDS: dict[str, str] = {
    "Article": "journalarticle zeitschriftenaufsatz aufsatz artikel zeitschriftenartikel magazinearticle"
    " newspaperarticle originalarticle paper beitrag articledejournal articledeperiodique",
    "Chapter": "booksection bookchapter buchkapitel kapitel sammelwerksbeitrag buchbeitrag inbook encyclopediaarticle"
    " dictionaryentry chapitre",
    "Book": "buch bucher monographie monograph livre libro druckwerk", "EBook": "ebook elektronischesbuch onlinebuch",
    "ConferencePaper": "conferencepaper konferenzbeitrag tagungsbeitrag proceedingspaper",
    "ConferenceProceedings": "tagungsband konferenzband proceedings",
    "Thesis": "dissertation hochschulschrift these masterarbeit abschlussarbeit doktorarbeit habilitation diplomarbeit",
    "Report": "bericht forschungsbericht rapport graueliteratur", "Journal": "zeitschrift periodikum revue",
    "Map": "karte landkarte carte", "Score": "noten musikalie partitur", "Music": "musik tontrager cd schallplatte",
    "SoundRecording": "audiorecording podcast tonaufnahme hordokument", "AudioBook": "horbuch",
    "Video": "videorecording film dvd tvbroadcast", "Image": "artwork bild abbildung grafik",
    "Photograph": "foto fotografie",
    "DataSet": "datensatz forschungsdaten", "Software": "computerprogram programm",
    "Website": "webpage webseite blogpost forumpost internetseite",
    "Patent": "patentschrift", "Manuscript": "handschrift manuskript letter brief", "Standard": "norm",
    "Preprint": "vorabdruck", "Review": "reviewarticle ubersichtsarbeit ubersichtsartikel literaturereview",
    "CaseReport": "casereport casereports fallbericht kasuistik caseseries", "Letter": "editorial leserbrief kommentar",
    "Object": "objekt gegenstand", "Archive": "archivalie nachlass", "Other": "sonstiges document",
}  # fmt: skip


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table in (ris_types.FORMATS_OF_TYPE, bibtex_types.FORMATS_OF_TYPE, csl_types.FORMATS_OF_TYPE):
        found |= {folded(name): codes for name, codes in table.items()}
    found |= {folded(name): codes for name, (_, codes) in ENDNOTE_TYPES.items()}
    found |= {word: (code,) for code, words in _WORDS.items() for word in words.split()}
    for code, label in load("formats").items():
        found[folded(code)] = found[folded(label)] = (code,)
    return found


def codes(text: str) -> tuple[str, ...]:
    """Our codes for a kind of material, () when it is not known."""
    return _codes().get(folded(text), ())
