"""Kind of material out of leader, 006, 007, 008, 33X, 245 $h, 655 and what other fields tell."""

from __future__ import annotations

from pinakes.formats.marc.draft import Draft

_GENRES = {
    "case reports": "CaseReport", "case report": "CaseReport", "fallbericht": "CaseReport", "preprint": "Preprint",
    "review": "Review", "systematic review": "Review", "editorial": "Letter", "letter": "Letter",
    "dataset": "DataSet", "data set": "DataSet", "forschungsdaten": "DataSet", "hochschulschrift": "Thesis",
    "academic theses": "Thesis", "dissertations, academic": "Thesis", "theses": "Thesis",
    "konferenzschrift": "ConferenceProceedings", "conference papers and proceedings": "ConferenceProceedings",
    "audiobooks": "AudioBook", "hörbuch": "AudioBook", "zeitschrift": "Journal", "zeitung": "Newspaper",
    "atlas": "Atlas", "atlases": "Atlas", "photographs": "Photograph", "video games": "Game",
    "standards": "Standard", "patents": "Patent", "globes": "Globe",
}  # fmt: skip
_TYPES = {
    "c": "Score", "d": "Score", "e": "Map", "f": "Map", "g": "Video", "i": "SoundRecording", "j": "Music",
    "k": "Image", "o": "Kit", "p": "Archive", "r": "Object", "t": "Manuscript",
}  # fmt: skip
_COMPUTER = {
    "a": "DataSet", "b": "Software", "c": "Image", "e": "Database", "f": "Software", "g": "Game", "h": "Music",
    "i": "Software", "j": "Website",
}  # fmt: skip
_SERIALS = {
    "n": "Newspaper",
    "p": "Journal",
    "m": "Series",
    "d": "Database",
    "w": "Website",
    "l": "Reference",
}
_CONTENTS = {"d": "Reference", "e": "Reference", "m": "Thesis", "t": "Report", "u": "Standard", "j": "Patent"}
_ARTICLE_ONLY = frozenset({"CaseReport", "Review", "Letter"})
_ONLINE_TITLES = (
    "electronic resource",
    "elektronische ressource",
    "ressource électronique",
    "recurso electrónico",
)


def formats(draft: Draft) -> tuple[str, ...]:
    """Codes of formats.toml, the most telling first."""
    if draft.collected_formats:
        return tuple(dict.fromkeys(draft.collected_formats))
    found: list[str] = []
    online = _is_online(draft)
    _special(draft, found)
    _plain(draft, found, online=online)
    _carriers(draft, found)
    if online and not {"EBook", "Article", "Chapter", "Website", "Database", "Thesis"} & set(found):
        found.append("Online")
    part = draft.level in ("a", "b")
    if part and "ConferenceProceedings" in found:
        found = ["ConferencePaper" if f == "ConferenceProceedings" else f for f in found]
    return tuple(dict.fromkeys(found)) or ("Other",)


def _fixed(draft: Draft, position: int) -> str:
    return draft.fixed[position : position + 1]


def _form(draft: Draft) -> str:
    """Form of item: o online, q direct electronic, s electronic, a–c microform, f Braille, r print."""
    return _fixed(draft, 29 if draft.type in "efgkor" and draft.type else 23)


def _is_online(draft: Draft) -> bool:
    if _form(draft) in ("o", "s") or "online resource" in draft.carriers or "cr" in draft.carriers:
        return True
    if any(w in draft.material for w in _ONLINE_TITLES):
        return True
    return any(v[:2] == "cr" for t, v in draft.marc.control if t == "007")


def _special(draft: Draft, found: list[str]) -> None:
    """What a work is beyond its carrier: thesis, proceedings, report, standard."""
    tags = draft.tags
    language_material = draft.type in ("a", "t", "m", "")
    for genre in draft.genres:
        code = _GENRES.get(genre.rstrip("."))
        if code and (code not in _ARTICLE_ONLY or draft.level in ("a", "b") or code == "CaseReport"):
            found.append(code)
    if "502" in tags:
        found.append("Thesis")
    if draft.type == "a" and draft.level in ("m", "a", "b", "c", "d", " "):
        nature = draft.fixed[24:28]
        found.extend(_CONTENTS[c] for c in nature if c in _CONTENTS)
        if _fixed(draft, 29) == "1":
            found.append("ConferenceProceedings")
        if draft.level in ("a", "b") and "n" in nature:
            found.append("Review")
    if language_material and ("111" in tags or "711" in tags):
        found.append("ConferenceProceedings")
    if "086" in tags or (draft.type == "a" and _fixed(draft, 28) in ("f", "i")):
        found.append("GovernmentDocument")


def _plain(draft: Draft, found: list[str], *, online: bool) -> None:
    """The kind that leader and 008 name."""
    kind, level = draft.type, draft.level
    if kind in ("a", "t", " ", "", "n", "b"):
        _language_material(draft, found, online=online)
    elif kind == "m":
        found.append("EBook" if _fixed(draft, 26) == "d" else _COMPUTER.get(_fixed(draft, 26), "Software"))
    elif kind in ("e", "f"):
        found.append({"e": "Atlas", "d": "Globe"}.get(_fixed(draft, 25), "Map"))
    elif kind == "g":
        found.append("Slide" if _fixed(draft, 33) in ("s", "f", "t") else "Video")
    elif kind == "k":
        photographs = any(v[:2] in ("kh", "kg") for t, v in draft.marc.control if t == "007")
        found.append("Photograph" if photographs else "Image")
    elif kind == "r":
        found.append("Game" if _fixed(draft, 33) == "g" else "Object")
    elif kind in _TYPES:
        found.append(_TYPES[kind])
    if kind == "d" or kind == "f":
        found.append("Manuscript")
    if kind not in ("a", "") and level in ("a", "b") and draft.host is not None and kind == "m":
        found.append("Article")


def _language_material(draft: Draft, found: list[str], *, online: bool) -> None:
    level = draft.level
    if draft.type == "t" and "Thesis" not in found and level not in ("a", "b"):
        found.append("Archive" if level in ("c", "d") else "Manuscript")
    elif level in ("a", "b"):
        host = draft.host
        serial = host is not None and bool(
            host.volume or host.issue or any(i.scheme == "issn" for i in host.identifiers)
        )
        book = (
            host is not None
            and not serial
            and (any(i.scheme == "isbn" for i in host.identifiers) or bool(host.publisher))
        )
        found.append(
            "Chapter"
            if level == "a" and (book or (host is not None and not serial and not host.first_page))
            else "Article"
        )
    elif level in ("s", "i"):
        found.append(_SERIALS.get(_fixed(draft, 21), "Serial"))
    elif level in ("c", "d"):
        found.append("Archive")
    elif not draft.fixed and draft.host is not None and draft.host.volume and "020" not in draft.tags:
        found.append("Article")  # no 008 and a made-up leader, as physics' own MARCXML has it
    elif level == "m" or draft.type in ("a", "t"):
        found.append("EBook" if online or _form(draft) == "q" else "Book")
    elif draft.host is not None:
        found.append("Article")
    elif "300" in draft.tags or "020" in draft.tags:
        found.append("Book")


def _carriers(draft: Draft, found: list[str]) -> None:
    """Microform, Braille and moving images, whatever the leader says."""
    sevens = {v[:1] for t, v in draft.marc.control if t == "007"}
    form = _form(draft)
    if form in ("a", "b", "c") or "h" in sevens or any(c.startswith("micro") for c in draft.carriers):
        found.append("Microform")
    if form == "f" or any(v[:2] == "fb" for t, v in draft.marc.control if t == "007"):
        found.append("Braille")
    if draft.type in ("a", "g", "") and (
        "tdi" in draft.content_types or "two-dimensional moving image" in draft.content_types
    ):
        found.append("Video")
    if draft.type == "i" and "AudioBook" in found:
        found[:] = ["AudioBook", *(f for f in found if f not in ("AudioBook", "SoundRecording"))]
