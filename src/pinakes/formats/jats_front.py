"""Front matter of JATS: titles, journal, numbers, subjects, rights, funding, notes."""

from __future__ import annotations

import re

from lxml import etree

from pinakes.formats import article_parts as parts
from pinakes.formats.final_dots import without_final_dot
from pinakes.formats.inline_markup import text_of
from pinakes.formats.jats_text import HREF, LANGUAGE, child, child_text, inline
from pinakes.formats.page_ranges import last_page, pages
from pinakes.records import identifiers, languages
from pinakes.records.record import (
    Funding,
    HostItem,
    Identifier,
    Licence,
    Link,
    Note,
    Publication,
    Subject,
    TitleVariant,
)

_NUMBERS = {
    "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "doi": "doi", "pii": "pii", "publisher-id": "publisher-number",
    "manuscript": "mid", "arxiv": "arxiv", "sici": "sici", "handle": "handle", "art-access-id": "publisher-number",
}  # fmt: skip
_MEDIA = {
    "ppub": "print",
    "print": "print",
    "epub": "electronic",
    "electronic": "electronic",
    "linking": "linking",
}
_SCHEMES = {"mesh": "mesh", "lcsh": "lcsh", "jel": "jel", "msc": "msc", "pacs": "pacs"}
_NO_KEYWORDS = ("abbreviation", "abbr", "research-organism")
_FUNDER_DOI = re.compile(r"\s*(?:https?://(?:dx\.)?doi\.org/)?(10\.13039/\d+)")
_FREE = re.compile(r"creativecommons\.org|open.?access|\bcc.by", re.IGNORECASE)


def titles(meta: etree._Element, article: etree._Element) -> tuple[str, str, tuple[TitleVariant, ...]]:
    """Title, subtitle, and translated and short titles."""
    group = child(meta, "title-group")
    if group is None:
        group = meta
    main = child(group, "article-title")
    title = without_final_dot(inline(main)) if main is not None else ""
    under = child(group, "subtitle")
    subtitle = without_final_dot(inline(under)) if under is not None else ""
    if subtitle and title.endswith(":"):
        title = title.rstrip(" :")
    found: list[TitleVariant] = []
    for other in (
        *group.findall("trans-title-group"),
        *([group] if group.find("trans-title") is not None else []),
    ):
        for one in other.findall("trans-title"):
            language = languages.code(one.get(LANGUAGE) or other.get(LANGUAGE) or "")
            second = child_text(other, "trans-subtitle")
            words = ": ".join(filter(None, (without_final_dot(inline(one)), without_final_dot(second))))
            found.append(TitleVariant(title=words, kind="translated", language=language))
    for part in article.findall("sub-article"):
        if part.get("article-type") == "translation":
            for one in part.iterfind("front-stub/title-group/article-title"):
                language = languages.code(part.get(LANGUAGE, ""))
                found.append(
                    TitleVariant(title=without_final_dot(inline(one)), kind="translated", language=language)
                )
    found += (
        TitleVariant(title=without_final_dot(inline(one)))
        for one in group.findall("alt-title")
        if "run" not in (kind := one.get("alt-title-type", "")) and kind != "short"
    )
    return title, subtitle, tuple(dict.fromkeys(v for v in found if v.title and v.title != title))


def title_of_reviewed(meta: etree._Element) -> str:
    """A review without a title of its own is called by what it reviews."""
    product = child(meta, "product")
    source = child(product, "source")
    return without_final_dot(inline(source)) if source is not None else ""


def numbers(meta: etree._Element) -> tuple[Identifier, ...]:
    """Identifiers of the article."""
    found = parts.Numbers()
    by_kind = {
        (one.get("pub-id-type") or "").lower(): text_of(one) for one in reversed(meta.findall("article-id"))
    }
    for kind in ("pmid", "pmcid", "pmc", "doi"):
        scheme = _NUMBERS[kind]
        if not found.first(scheme):
            found.add(scheme, by_kind.get(kind, ""))
    for kind, text in reversed(by_kind.items()):
        if kind in _NUMBERS and kind not in ("pmid", "pmcid", "pmc", "doi"):
            found.add(_NUMBERS[kind], text)
    return found.all


def host(head: etree._Element | None, meta: etree._Element) -> HostItem | None:
    """The journal, with the place of the article in it."""
    journal = child(head, "journal-meta")
    if journal is None:
        return None
    holder = child(journal, "journal-title-group") if child(journal, "journal-title") is None else journal
    title = without_final_dot(child_text(holder, "journal-title"))
    if subtitle := child_text(holder, "journal-subtitle"):
        title = f"{title}: {subtitle}"
    short = child_text(holder, "abbrev-journal-title")
    by_kind = {
        (one.get("journal-id-type") or "").lower(): text_of(one) for one in journal.findall("journal-id")
    }
    short = by_kind.get("nlm-ta") or by_kind.get("iso-abbrev") or short
    found = parts.Numbers()
    for one in journal.findall("issn"):
        found.add(
            "issn", text_of(one), _MEDIA.get(one.get("pub-type") or one.get("publication-format") or "", "")
        )
    found.add("issn", child_text(journal, "issn-l"), "linking")
    for one in (*journal.findall("isbn"), *meta.findall("isbn")):
        found.add("isbn", text_of(one))
    found.add("nlm", by_kind.get("nlm-journal-id", ""))
    title = title or short or by_kind.get("publisher-id", "")
    if not title:
        return None
    issue = child_text(meta, "issue")
    supplement = child_text(meta, "supplement")
    if supplement and supplement.casefold() not in issue.casefold():
        issue = f"{issue} {supplement}".strip()
    first, last = child_text(meta, "fpage"), child_text(meta, "lpage")
    article = child_text(meta, "elocation-id")
    printed = child_text(meta, "page-range")
    if first and not last and not article:
        where = pages(printed or first)
        first, last, article = where.first, where.last, where.article_number
    return HostItem(
        title=title,
        abbreviation=short if short != title else "",
        identifiers=found.all,
        volume=child_text(meta, "volume"),
        issue=issue,
        first_page=first,
        last_page=last_page(first, last) if last and last != first else "",
        article_number=article if article != first else "",
        statement=printed if re.search(r"[,;]", printed) else "",
    )


def publications(head: etree._Element | None) -> tuple[Publication, ...]:
    """The publisher of the journal."""
    publisher = child(child(head, "journal-meta"), "publisher")
    name, place = child_text(publisher, "publisher-name"), child_text(publisher, "publisher-loc")
    return (
        (Publication(publishers=(name,) if name else (), places=(place,) if place else ()),)
        if name or place
        else ()
    )


def subjects(meta: etree._Element) -> tuple[Subject, ...]:
    """Keywords with scheme and language; subjects of the journal's groups other than headings."""
    found: list[Subject] = []
    for group in meta.findall("kwd-group"):
        kind = (group.get("kwd-group-type") or group.get("vocab") or "author").lower()
        if kind.startswith(_NO_KEYWORDS):
            continue
        scheme = _SCHEMES.get(
            kind, "keyword" if "author" in kind or "keyword" in kind or kind in ("kwd", "other") else kind
        )
        language = languages.code(group.get(LANGUAGE, ""))
        words: tuple[str, ...]
        for one in group:
            if one.tag == "kwd":
                words = (inline(one).rstrip(" .;,"),)
            elif one.tag in ("compound-kwd", "nested-kwd"):
                words = tuple(
                    filter(None, (inline(part).strip(" .;,") for part in one if part.tag != "code"))
                )
            else:
                continue
            if words and words[0]:
                found.append(Subject(parts=words, scheme=scheme, language=language))
    groups = meta.findall("article-categories/subj-group")
    for group in groups:
        kind = (group.get("subj-group-type") or "heading").lower()
        if (
            kind != "heading"
            and len(groups) > 1
            and not kind.startswith(("display", "article-type", "toc", "category"))
        ):
            found += _nested(group, (), "plos" if kind.startswith("discipline") else kind)
    return tuple(dict.fromkeys(found))


def _nested(group: etree._Element, above: tuple[str, ...], scheme: str) -> list[Subject]:
    """A hierarchy of subjects as headings of parts, the deepest of each branch."""
    found: list[Subject] = []
    for one in group.findall("subject"):
        if words := text_of(one):
            inner = [
                s for part in group.findall("subj-group") for s in _nested(part, (*above, words), scheme)
            ]
            found += inner or [Subject(parts=(*above, words), scheme=scheme)]
    return found


def licences(meta: etree._Element) -> tuple[tuple[Licence, ...], bool]:
    """What one may do with the article, and whether it is open access."""
    found: list[Licence] = []
    open_ = False
    for one in (*meta.findall("permissions/license"), *meta.findall("license")):
        said = f"{one.get('license-type', '')} {one.get(HREF, '')} "
        addresses = [one.get(HREF, "")] + [text_of(ref) for ref in one.iter("license_ref")]
        addresses += [link.get(HREF, "") for link in one.iter("ext-link", "uri")]
        address = next((a for a in addresses if "creativecommons.org" in a), "") or next(
            filter(None, addresses[:2]), ""
        )
        if _FREE.search(said + address + text_of(one)[:2000]):
            open_ = True
        if parts.is_web_address(address):
            found.append(parts.licence(address))
        elif (words := text_of(one)) and (known := _worded(words)):
            found.append(known)
        elif words:
            found.append(Licence(name=words if len(words) <= 120 else words[:119].rsplit(" ", 1)[0] + " …"))
    if meta.find("permissions/free_to_read") is not None:
        open_ = True
    return tuple(dict.fromkeys(found)), open_


def _worded(text: str) -> Licence | None:
    """ "Creative Commons Attribution Non-Commercial License" without an address."""
    match = re.search(
        r"Creative Commons Attribution((?:[ -]*(?:Non-?Commercial|No-?Deriv\w*|Share-?Alike))*)",
        text,
        re.IGNORECASE,
    )
    if not match:
        return None
    said = match[1].lower()
    return Licence(
        name="CC BY"
        + ("-NC" if "comm" in said else "")
        + ("-ND" if "deriv" in said else "")
        + ("-SA" if "share" in said else "")
    )


def links(meta: etree._Element, found: tuple[Identifier, ...], *, open_: bool) -> tuple[Link, ...]:
    """Ways to the text: DOI, PubMed Central, addresses of its own."""
    ways = parts.Ways(found)
    for one in meta.findall("self-uri"):
        address = one.get(HREF) or text_of(one)
        media = one.get("content-type") or ""
        pdf = "pdf" in media.lower() or address.lower().endswith(".pdf")
        ways.fulltext(
            address,
            access="open" if open_ else "unknown",
            media_type="application/pdf" if pdf else media if "/" in media else "",
        )
    return ways.all


def funding(meta: etree._Element) -> tuple[Funding, ...]:
    """Who paid, one entry for each award."""
    found: list[Funding] = []
    for group in meta.findall("funding-group/award-group"):
        awards = [text_of(one) for one in group.findall("award-id")]
        for source in group.findall("funding-source") or [group]:
            name, number = _funder(source) if source is not group else ("", None)
            identifiers_ = (number,) if number else ()
            found += (Funding(funder=name, award=award, identifiers=identifiers_) for award in awards or [""])
    sponsors = [text_of(one) for one in (*meta.findall("contract-sponsor"), *meta.findall("grant-sponsor"))]
    contracts = [text_of(one) for one in (*meta.findall("contract-num"), *meta.findall("grant-num"))]
    for place in range(max(len(sponsors), len(contracts))):
        name = sponsors[place] if place < len(sponsors) else ""
        found.append(Funding(funder=name, award=contracts[place] if place < len(contracts) else ""))
    return tuple(dict.fromkeys(f for f in found if f.funder or f.award))


def _funder(source: etree._Element) -> tuple[str, Identifier | None]:
    number = source.find(".//institution-id")
    name = (
        child_text(source, "institution")
        or child_text(child(source, "institution-wrap"), "institution")
        or text_of(source)
    )
    if number is None:
        inside = _FUNDER_DOI.search(name)
        return _FUNDER_DOI.sub("", name).strip(), Identifier(
            scheme="funder", value=inside[1]
        ) if inside else None
    text = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", text_of(number))
    return name.replace(text_of(number), "").strip(), identifiers.identifier(
        "funder" if text.startswith("10.") else "local", text
    )


def notes(meta: etree._Element) -> tuple[Note, ...]:
    """Conference, conflicts of interest, who paid in words, copyright."""
    found: list[Note] = []
    for conference in meta.findall("conference"):
        parts_ = (child_text(conference, n) for n in ("conf-name", "conf-date", "conf-loc"))
        if text := ", ".join(filter(None, parts_)) or text_of(conference):
            found.append(Note(text=text, kind="event"))
    found += (
        Note(text=t, kind="funding")
        for one in meta.findall("funding-group/funding-statement")
        if (t := text_of(one))
    )
    for one in meta.findall("author-notes/fn"):
        if one.get("fn-type") in ("conflict", "coi-statement") and (text := inline_note(one)):
            found.append(Note(text=text))
    if text := child_text(child(meta, "permissions"), "copyright-statement"):
        found.append(Note(text=text, kind="use"))
    return tuple(dict.fromkeys(found))


def inline_note(note: etree._Element) -> str:
    """A footnote without its mark."""
    return " ".join(filter(None, (text_of(p) for p in note if p.tag != "label")))
