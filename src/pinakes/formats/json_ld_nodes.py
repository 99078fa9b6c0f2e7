"""Nodes of JSON-LD: names without prefixes, works among them, references put in place."""

from __future__ import annotations

from typing import Any

from pinakes.formats.json_values import text, texts

FORMATS: dict[str, tuple[str, ...]] = {
    "MedicalScholarlyArticle": ("Article",), "ScholarlyArticle": ("Article",), "TechArticle": ("Article",),
    "NewsArticle": ("Article",), "Article": ("Article",), "Report": ("Report",), "Thesis": ("Thesis",),
    "Chapter": ("Chapter",), "Audiobook": ("AudioBook",), "Book": ("Book",), "Dataset": ("DataSet",),
    "DataCatalog": ("Database",), "SoftwareSourceCode": ("Software",), "SoftwareApplication": ("Software",),
    "MobileApplication": ("Software",), "WebApplication": ("Software",), "VideoGame": ("Game",),
    "Game": ("Game",), "Periodical": ("Journal",), "Newspaper": ("Newspaper",),
    "PublicationIssue": ("Journal",), "PublicationVolume": ("Journal",), "BookSeries": ("Series",),
    "CreativeWorkSeries": ("Series",), "ComicSeries": ("Series",), "Movie": ("Video",),
    "VideoObject": ("Video",), "TVSeries": ("Video",), "TVEpisode": ("Video",), "Episode": ("Video",),
    "AudioObject": ("SoundRecording",), "PodcastEpisode": ("SoundRecording",), "MusicRecording": ("Music",),
    "MusicAlbum": ("Music",), "MusicRelease": ("Music",), "MusicComposition": ("Score",),
    "SheetMusic": ("Score",), "ImageObject": ("Image",), "Photograph": ("Photograph",), "Painting": ("Image",),
    "Drawing": ("Image",), "Poster": ("Image",), "VisualArtwork": ("Image",), "Sculpture": ("Object",),
    "Map": ("Map",), "Atlas": ("Atlas",), "Manuscript": ("Manuscript",), "ArchiveComponent": ("Archive",),
    "Collection": ("Archive",), "Legislation": ("GovernmentDocument",),
    "PresentationDigitalDocument": ("Slide",), "DigitalDocument": ("Online",),
    "TextDigitalDocument": ("Online",), "SpreadsheetDigitalDocument": ("DataSet",),
    "LearningResource": ("Online",), "BlogPosting": ("Website",), "Review": ("Article",),
    "MedicalStudy": ("Article",), "Conversation": ("Other",), "HowTo": ("Other",), "Play": ("Book",),
    "ShortStory": ("Book",), "ExhibitionEvent": ("Other",), "CreativeWork": ("Other",),
}  # fmt: skip
"""schema.org's kinds of works that are records, the most telling first."""
_PREFIXES = ("http://schema.org/", "https://schema.org/", "schema:", "bibo:", "https://bib.schema.org/")
_DEPTH = 6
_NODES = 20_000
_NODES_OF_EACH = 20
_FURTHER_IN = frozenset(
    {"author", "creator", "isPartOf", "affiliation", "publisher", "funder", "geo", "itemListElement"}
)
_DEEPEST = 40
_LITERAL = frozenset(
    {"@context", "@id", "@type", "url", "sameAs", "identifier", "name", "headline", "description"}
)
_HOLDERS = frozenset(
    {"PublicationIssue", "PublicationVolume", "Periodical", "BookSeries", "CreativeWorkSeries"}
)
# In a page these belong to the page and are no works of the catalogue.
_OF_A_PAGE = frozenset({"ImageObject", "WebPage", "WebSite", "BreadcrumbList", "CreativeWork", "Review"})


def _bare(name: str) -> str:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def plain_names(value: Any, depth: int = 0) -> Any:
    """The value with keys and types without prefixes; what is deeper than any real record is left away."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {_bare(key): plain_names(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain_names(inner, depth + 1) for inner in value]
    return value


def kinds(node: dict[str, Any]) -> list[str]:
    """The types of a node, those of works first."""
    found = [_bare(t) for t in texts(node.get("@type")) or texts(node.get("type"))]
    return sorted(found, key=lambda t: (t not in FORMATS, t == "CreativeWork"))


def words(value: Any) -> str:
    """Text, of a value with language or of a list the first."""
    if isinstance(value, dict):
        return text(value.get("@value")) or text(value.get("name"))
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return next((found for v in value if (found := words(v))), "")
    return text(value)


def works(top: dict[str, Any]) -> list[dict[str, Any]]:
    """The works of a graph or of an object, with the nodes that they name by "@id" put in place."""
    top = plain_names(top)
    graph = top.get("@graph")
    nodes = [n for n in graph if isinstance(n, dict)] if isinstance(graph, list) else [top]
    by_id = {text(n.get("@id")): n for n in nodes if len(n) > 1 and text(n.get("@id"))}
    found = _works_among(nodes)
    named = {part for n in found for key in ("isPartOf", "hasPart") for part in _ids(n.get(key))}
    # Issue and volume of an article that stand in the same graph are no records of their own.
    kept = [n for n in found if not (text(n.get("@id")) in named and kinds(n)[0] in _HOLDERS)]
    return [_Resolving(by_id).node(n) for n in kept]


def _works_among(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nodes that are works; in a page without pictures, comments and the page itself; else what the page is about."""
    firsts = [next(iter(kinds(n)), "") for n in nodes]
    is_page = len(nodes) > 1 and any(f not in FORMATS or f in _OF_A_PAGE for f in firsts)
    found = [
        n for n, f in zip(nodes, firsts, strict=True) if f in FORMATS and not (is_page and f in _OF_A_PAGE)
    ]
    if found or len(nodes) != 1:
        return found
    inner = nodes[0].get("mainEntity") or nodes[0].get("mainEntityOfPage") or nodes[0].get("about")
    about = [n for n in (inner if isinstance(inner, list) else [inner]) if isinstance(n, dict)]
    return [n for n in about if next(iter(kinds(n)), "") in FORMATS]


def _ids(value: Any) -> list[str]:
    return [
        text(v.get("@id") if isinstance(v, dict) else v)
        for v in (value if isinstance(value, list) else [value])
    ]


class _Resolving:
    """Puts nodes where they are named, within bounds: names that name one another would multiply without end."""

    def __init__(self, by_id: dict[str, dict[str, Any]]) -> None:
        self._by_id = by_id
        self._left = _NODES + _NODES_OF_EACH * len(by_id)

    def node(self, value: dict[str, Any]) -> dict[str, Any]:
        """A work with what it names; further in only what a work's people, hosts and publishers need."""
        return {k: self._value(k, v, 1, frozenset({text(value.get("@id"))})) for k, v in value.items()}

    def _value(self, key: str, value: Any, depth: int, above: frozenset[str]) -> Any:
        if key in _LITERAL:
            return value
        if isinstance(value, list):
            return [self._value(key, v, depth, above) for v in value]
        number = (
            text(value.get("@id")) if isinstance(value, dict) else value if isinstance(value, str) else ""
        )
        named = number in self._by_id and number not in above and (isinstance(value, str) or len(value) == 1)
        if named and self._left > 0 and (depth == 1 or key in _FURTHER_IN):
            self._left -= 1
            value = self._by_id[number]
        if not isinstance(value, dict) or depth > _DEPTH:
            return value
        inner = above | {number} if number else above
        return {k: self._value(k, v, depth + 1, inner) for k, v in value.items()}
