"""Names in citations: order, initials, particles, "et al." (CSL 1.0.2, "Names")."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pinakes.discovery.citation.locale import Locale
from pinakes.discovery.citation.output import Piece, Pieces

_LOWER = re.compile(r"((?:[a-zà-öø-ÿ’'][\w’'-]*\s+)+)(\S.*)")
_HAN = re.compile(r"[⺀-鿿가-힯豈-﫿]")


def listed(
    people: list[dict[str, Any]],
    options: dict[str, str],
    parts: dict[str, dict[str, str]],
    locale: Locale,
    decorate: Any,
    et_al: dict[str, str],
    demote: str,
) -> Pieces:
    """A list of names with "and", or cut with "et al."."""
    form = options.get("form", "long")
    least, keep = int(options.get("et-al-min", 0) or 0), int(options.get("et-al-use-first", 1) or 1)
    total = len(people)
    cut = bool(least) and total >= least and keep < total
    if form == "count":
        return [Piece(str(min(total, keep) if cut else total))]
    order = options.get("name-as-sort-order", "")
    shown = people[:keep] if cut else people
    written = [
        decorate(
            _font(options),
            one(
                p, options, parts, decorate, demote, inverted=order == "all" or (order == "first" and i == 0)
            ),
        )
        for i, p in enumerate(shown)
    ]
    delimiter = options.get("delimiter", ", ")
    inverted_last = order == "all" or (order == "first" and len(shown) == 1)
    if cut:
        out = _with(written, delimiter)
        if options.get("et-al-use-last") == "true" and total >= keep + 2:
            last = one(people[-1], options, parts, decorate, demote, inverted=order == "all")
            return [*out, Piece(delimiter), Piece("… "), *last]
        before = _precedes(
            options.get("delimiter-precedes-et-al", "contextual"), len(shown) > 1, inverted_last
        )
        term = locale.term(et_al.get("term", "et-al")) or ""
        if not term:
            return out
        gap = delimiter if before else " "
        said: Pieces = decorate({k: v for k, v in et_al.items() if k != "term"}, [Piece(term)])
        whole: Pieces = decorate(_font(options), [*out, Piece(gap), *said])
        return whole
    joint = options.get("and")
    if not joint or total == 1:
        return _with(written, delimiter)
    word = (
        (locale.term("and") or "and")
        if joint == "text"
        else (locale.term("and", "symbol") if joint == "symbol" else joint) or "&"
    )
    inverted_before = order == "all" or (order == "first" and total == 2)
    before = _precedes(options.get("delimiter-precedes-last", "contextual"), total > 2, inverted_before)
    if "literal" in people[-1]:
        # A body at the end is a list of its own, whatever the style says of people.
        before = total > 2
    start = _with(written[:-1], delimiter)
    gap = delimiter.rstrip() + " " if before else " "
    return [*start, Piece(gap), Piece(f"{word} "), *written[-1]]


def _font(options: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in options.items() if k.startswith("font")}


def _with(parts: list[Pieces], delimiter: str) -> Pieces:
    out: Pieces = []
    for part in parts:
        if out:
            out.append(Piece(delimiter))
        out += part
    return out


def _precedes(rule: str, several: bool, inverted: bool) -> bool:
    if rule == "after-inverted-name":
        return inverted
    return rule == "always" or (rule == "contextual" and several)


def split(person: dict[str, Any]) -> tuple[str, str, str, str, str]:
    """Given name, dropping particle, non-dropping particle, family name, suffix."""
    family, given = str(person.get("family", "")), str(person.get("given", ""))
    dropping, kept = str(person.get("dropping-particle", "")), str(person.get("non-dropping-particle", ""))
    if not kept and (found := _LOWER.fullmatch(family)):
        kept, family = found[1].strip(), found[2]
    if not dropping and (trailing := re.fullmatch(r"(\S.*?)((?:\s+[a-zà-öø-ÿ][\w’'-]*)+)", given)):
        given, dropping = trailing[1], trailing[2].strip()
    return given, dropping, kept, family, str(person.get("suffix", ""))


def one(
    person: dict[str, Any],
    options: dict[str, str],
    parts: dict[str, dict[str, str]],
    decorate: Any,
    demote: str,
    *,
    inverted: bool,
) -> Pieces:
    """One name as it is printed."""
    if "literal" in person or not person.get("family"):
        text = str(person.get("literal") or person.get("given") or "").replace("'", "’")
        return decorate(parts.get("family", {}), [Piece(text)]) if text else []
    given, dropping, kept, family, suffix = (t.replace("'", "’") for t in split(person))

    def as_given(text: str) -> Pieces:
        return decorate(parts.get("given", {}), [Piece(text)]) if text else []

    def as_family(text: str) -> Pieces:
        return decorate(parts.get("family", {}), [Piece(text)]) if text else []

    if _HAN.search(family + given):
        return as_family(family) if options.get("form") == "short" else [*as_family(family), *as_given(given)]
    if options.get("form") == "short":
        return as_family(_glued(kept, family))
    given = initials(given, options)
    if not inverted:
        return _spaced(
            as_given(given),
            as_given(dropping),
            as_family(_glued(kept, family)),
            [Piece(suffix)] if suffix else [],
        )
    separator = options.get("sort-separator", ", ")
    if demote == "display-and-sort":
        head = as_family(family)
        behind = _spaced(as_given(given), as_given(dropping), as_family(kept))
    else:
        head = as_family(_glued(kept, family))
        behind = _spaced(as_given(given), as_given(dropping))
    found = [head, behind, [Piece(suffix)] if suffix else []]
    return _with([f for f in found if f], separator)


def _glued(particle: str, family: str) -> str:
    if not particle:
        return family
    return particle + family if particle[-1] in "’-" else f"{particle} {family}"


def _spaced(*parts: Pieces) -> Pieces:
    out: Pieces = []
    for part in parts:
        if part:
            if out and out[-1].text[-1:] not in "’-":
                out.append(Piece(" "))
            out += part
    return out


def initials(given: str, options: dict[str, str]) -> str:
    """Given names as initials, if the style wants them."""
    mark = options.get("initialize-with")
    if mark is None or not given:
        return given
    whole = options.get("initialize", "true") == "true"
    hyphens = whole and options.get("initialize-with-hyphen", "true") == "true"
    dotted = re.sub(r"\.(?=[^\W\d_])", ". ", given)
    out = ""
    for word in dotted.split():
        begun = False
        for at, part in enumerate(word.split("-")):
            first = part[:1]
            dot = part.endswith(".")
            if at and not (first.isupper() and hyphens):
                if first.isupper() and not hyphens:
                    pass
                elif not whole and not dot:
                    out = f"{out.rstrip()}-{part} "
                    continue
                else:
                    continue
            joint = "-" if at and hyphens else ""
            if first.isupper() and (dot or len(part) == 1):
                out = (out.rstrip() if joint else out) + joint + part.rstrip(".") + mark
            elif first.isupper() and whole:
                head = first
                if len(part) > 1 and unicodedata.combining(part[1]):
                    head = part[:2]
                out = (out.rstrip() if joint else out) + joint + head + mark
            elif whole or not at:
                out = out.rstrip() + (" " if out else "") + part + " "
            else:
                out = f"{out.rstrip()}-{part} "
            begun = True
        del begun
    return re.sub(r" {2,}", " ", out).strip()
