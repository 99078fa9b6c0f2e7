"""Terms, date forms and options of a CSL locale, with a style's own laid over them (CSL 1.0.2, "Locale Files")."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from pinakes.discovery.citation.output import Quotes
from pinakes.errors import CitationError

NS = "{http://purl.org/net/xbiblio/csl}"
_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
PRIMARY = {
    "en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT", "zh": "zh-CN", "ja": "ja-JP",
    "sv": "sv-SE",
    "cs": "cs-CZ", "da": "da-DK", "el": "el-GR", "he": "he-IL", "ko": "ko-KR", "nb": "nb-NO", "sl": "sl-SI",
    "uk": "uk-UA",
    "vi": "vi-VN", "et": "et-EE", "fa": "fa-IR", "hi": "hi-IN", "ca": "ca-AD", "sr": "sr-Cyrl-RS", "cy": "cy-GB",
}  # fmt: skip


@cache
def folder() -> Path:
    """Where the locale files lie."""
    spec = find_spec("citeproc")
    if spec is None or not spec.submodule_search_locations:
        raise CitationError(
            "The package citeproc-py, which holds the languages of citations, is not installed."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "data" / "locales"


@cache
def names() -> tuple[str, ...]:
    """All locales, as de-DE."""
    return tuple(sorted(f.stem.removeprefix("locales-") for f in folder().glob("locales-*.xml")))


def nearest(wanted: str) -> str:
    """The locale for a language tag (de, pt-br, zh-hant); en-US when there is none."""
    known = {n.lower(): n for n in names()}
    tag = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}.get(wanted.lower(), wanted.lower()).replace("_", "-")
    language = tag.partition("-")[0]
    for name in (
        known.get(tag),
        PRIMARY.get(language),
        known.get(language),
        known.get(f"{language}-{language}"),
    ):
        if name:
            return name
    return next((n for n in names() if n.startswith(language + "-")), "en-US")


class Locale:
    """What a style says in one language."""

    def __init__(self, name: str, style: Any = None) -> None:
        self.name = name
        self.language = name.partition("-")[0]
        self._terms: dict[tuple[str, str, str], tuple[str, str, str]] = {}
        self.dates: dict[str, Any] = {}
        self.options: dict[str, str] = {}
        layers = [_file("en-US")] if name != "en-US" else []
        primary = PRIMARY.get(self.language)
        if primary and primary not in (name, "en-US"):
            layers.append(_file(primary))
        layers.append(_file(name))
        if style is not None:
            own = style.findall(f"{NS}locale")
            lang = "{http://www.w3.org/XML/1998/namespace}lang"
            for wanted in (None, self.language, name):
                layers += [x for x in own if x.get(lang) == wanted]
        for layer in layers:
            self._add(layer)

    def _add(self, layer: Any) -> None:
        for options in layer.findall(f"{NS}style-options"):
            self.options.update(options.attrib)
        for date in layer.findall(f"{NS}date"):
            self.dates[date.get("form")] = date
        found = layer.findall(f"{NS}terms/{NS}term")
        if any(t.get("name", "").startswith("ordinal") for t in found):
            self._terms = {k: v for k, v in self._terms.items() if not k[0].startswith("ordinal")}
        for term in found:
            single, multiple = term.find(f"{NS}single"), term.find(f"{NS}multiple")
            one = (single.text if single is not None else term.text) or ""
            more = (multiple.text if multiple is not None else one) or ""
            key = (term.get("name"), term.get("form", "long"), term.get("gender-form", ""))
            extra = term.get("gender", "") or term.get("match", "")
            self._terms[key] = (one, more, extra)

    def term(self, name: str, form: str = "long", plural: bool = False, gender: str = "") -> str | None:
        """A term, in the nearest form that there is; None when the locale hasn't it."""
        wanted = form
        while True:
            if found := self._terms.get((name, wanted, gender)) or self._terms.get((name, wanted, "")):
                return found[1 if plural else 0]
            if wanted not in _FALLBACK:
                return None
            wanted = _FALLBACK[wanted]

    def gender(self, name: str) -> str:
        """Grammatical gender of a noun."""
        return self._terms.get((name, "long", ""), ("", "", ""))[2]

    def ordinal(self, number: int, gender: str = "", long: bool = False) -> str:
        """A number as ordinal."""
        if long and number <= 10 and (word := self.term(f"long-ordinal-{number:02d}", gender=gender)):
            return word
        for width, name in ((2, f"ordinal-{number % 100:02d}"), (1, f"ordinal-{number % 10:02d}")):
            found = self._terms.get((name, "long", gender)) or self._terms.get((name, "long", ""))
            if not found:
                continue
            match = found[2] or ("last-two-digits" if int(name[-2:]) >= 10 else "last-digit")
            if match == "whole-number" and number != int(name[-2:]):
                continue
            if width == 2 and match == "last-digit" and number % 100 >= 10:
                continue
            if width == 1 and match == "last-two-digits" and number % 100 >= 10:
                continue
            return f"{number}{found[0]}"
        return f"{number}{self.term('ordinal', gender=gender) or ''}"

    @property
    def quotes(self) -> Quotes:
        """Its quotation marks."""
        get = self.term
        return Quotes(
            get("open-quote") or "“",
            get("close-quote") or "”",
            get("open-inner-quote") or "‘",
            get("close-inner-quote") or "’"
        )  # fmt: skip


@cache
def _file(name: str) -> Any:
    path = folder() / f"locales-{name}.xml"
    if not path.is_file():
        raise CitationError(f"There is no language {name!r} for citations; there are {', '.join(names())}.")
    return etree.parse(path).getroot()
