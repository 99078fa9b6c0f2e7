"""Records of every shape for property tests, drawn from the model's own types."""

from __future__ import annotations

import types
import typing

import msgspec
from hypothesis import strategies as st

from pinakes.records.base import Struct
from pinakes.records.dates import PublicationDate, from_parts
from pinakes.records.record import (
    Abstract,
    Contributor,
    Funding,
    HostItem,
    Identifier,
    Licence,
    Link,
    Note,
    Publication,
    Record,
    Reference,
    Series,
    Subject,
)

# JSON has no lone surrogates.
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_TITLE = TEXT.filter(bool)


def records() -> st.SearchStrategy[Record]:
    """Records with any of their fields filled, each with a title."""
    return _struct(Record, title=_TITLE)


def _struct(kind: type[Struct], **given: st.SearchStrategy[typing.Any]) -> st.SearchStrategy[typing.Any]:
    hints = typing.get_type_hints(kind)
    required: dict[str, st.SearchStrategy[typing.Any]] = dict(given)
    optional: dict[str, st.SearchStrategy[typing.Any]] = {}
    for field in msgspec.structs.fields(kind):
        if field.name in given:
            continue
        target = required if field.required else optional
        target[field.name] = _values(hints[field.name])
    values: st.SearchStrategy[dict[str, typing.Any]] = st.fixed_dictionaries(required, optional=optional)
    return values.map(lambda chosen: kind(**chosen))


def _values(kind: typing.Any) -> st.SearchStrategy[typing.Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(st.deferred(lambda: _values(arguments[0])), max_size=2).map(tuple)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*map(_values, arguments))
    if isinstance(kind, type) and issubclass(kind, Struct):
        return st.deferred(lambda: _struct(kind))
    return {str: TEXT, bool: st.booleans(), int: st.integers(-9999, 9999), type(None): st.none()}[kind]


_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüéèñçßłøåžšПриветαβγ中文字"
_SIGNS = "&%$#_{}~^\\\"'`<>()*+=!?@-–/:"
_WORD = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=8),
    st.text(_LETTERS + _LETTERS.upper() + "0123456789", min_size=1, max_size=8),
    st.text(_LETTERS + _SIGNS, min_size=1, max_size=6),
)
_LINE = st.lists(_WORD, min_size=1, max_size=6).map(" ".join)
"""Words in one line, with the signs that LaTeX, XML, tables and labels have meanings for."""
_PLAIN_WORD = st.text(_LETTERS, min_size=2, max_size=9)
_PLAIN_LINE = st.lists(_PLAIN_WORD, min_size=1, max_size=4).map(" ".join)
_NUMBER = st.integers(1, 999).map(str)


def references() -> st.SearchStrategy[Record]:
    """Articles, chapters, books and theses as people cite them: sound parts, wild words.

    What a citation format must carry: people with roles and ORCIDs, dates of all precisions, host, identifiers,
    abstracts, subjects, notes, languages, series, edition, links, funding, licences, references.
    """
    return st.one_of(_works(True), _works(False))


@st.composite
def _works(draw: st.DrawFn, hosted: bool) -> Record:
    code = draw(st.sampled_from(("Article", "Chapter") if hosted else ("Book", "Thesis", "Report")))
    first = draw(st.integers(1, 5000))
    authors = draw(st.lists(_people("aut"), max_size=3, unique_by=lambda c: c.name))
    others = draw(st.lists(st.one_of(_people("edt"), _people("trl")), max_size=2, unique_by=lambda c: c.name))
    host = None
    if hosted:
        issn = (Identifier(scheme="issn", value="2051-3380"),)
        isbn = (Identifier(scheme="isbn", value="9783805568265"),)
        host = HostItem(
            title=draw(_PLAIN_LINE),
            identifiers=draw(st.sampled_from(((), issn if code == "Article" else isbn))),
            volume=draw(st.one_of(st.just(""), _NUMBER)),
            issue=draw(st.one_of(st.just(""), _NUMBER)) if code == "Article" else "",
            first_page=str(first),
            last_page=str(first + draw(st.integers(1, 99))),
            article_number=draw(st.sampled_from(("", "e00052"))) if code == "Article" else "",
        )
    return Record(
        source="local",
        local_id=draw(st.from_regex(r"[a-z]{3}[0-9]{2,6}", fullmatch=True)),
        title=draw(_title()),
        contributors=(*authors, *(c for c in others if c.name not in {a.name for a in authors})),
        formats=(code,),
        publication_types=("Dissertation",) if code == "Thesis" else (),
        languages=draw(st.sampled_from(((), ("eng",), ("deu",), ("eng", "fra")))),
        date=draw(_dates()),
        publications=(Publication(places=(draw(_PLAIN_WORD).title(),), publishers=(draw(_PLAIN_LINE),)),),
        edition=draw(st.sampled_from(("", "2nd ed.", "Zweite Auflage"))) if code == "Book" else "",
        series=() if code != "Book" else draw(st.lists(_series(), max_size=1).map(tuple)),
        host=host,
        identifiers=draw(
            st.lists(st.sampled_from(_NUMBERS), max_size=3, unique_by=lambda i: i.scheme).map(tuple)
        )
        + (() if code != "Book" else (Identifier(scheme="isbn", value="9783161484100"),)),
        subjects=tuple(
            Subject(parts=(w,), scheme="keyword")
            for w in draw(st.lists(_PLAIN_LINE, max_size=3, unique=True))
        ),
        abstracts=tuple(Abstract(text=t) for t in draw(st.lists(_LINE, max_size=1))),
        notes=tuple(Note(text=t) for t in draw(st.lists(_sentence(), max_size=2, unique=True))),
        links=draw(st.lists(st.sampled_from(_LINKS), max_size=2, unique=True).map(tuple)),
        funding=draw(
            st.sampled_from(((), (Funding(funder="Lung Foundation", award="L-1"), Funding(funder="B"))))
        ),
        licences=draw(st.sampled_from(((), (Licence(url="https://creativecommons.org/licenses/by/4.0/"),)))),
        references=tuple(Reference(text=t) for t in draw(st.lists(_sentence(), max_size=2, unique=True))),
    )


_NUMBERS = (
    Identifier(scheme="doi", value="10.1002/rcr2.52"),
    Identifier(scheme="doi", value="10.1000/(sici)1-a;2<3>4"),
    Identifier(scheme="pmid", value="25473571"),
    Identifier(scheme="pmcid", value="PMC4184510"),
)
_LINKS = (
    Link(url="https://example.org/a_b?c=1&d=%20~e#f", kind="other"),
    Link(url="https://example.org/text.pdf", kind="fulltext", media_type="application/pdf"),
)


def _title() -> st.SearchStrategy[str]:
    return _LINE.map(lambda text: f"{text[:1].upper()}{text[1:]} x")


def _sentence() -> st.SearchStrategy[str]:
    return _LINE.map(lambda text: f"Text {text}")


def _series() -> st.SearchStrategy[Series]:
    return st.builds(lambda title, number: Series(title=title, number=number), _PLAIN_LINE, _NUMBER)


@st.composite
def _people(draw: st.DrawFn, role: str) -> Contributor:
    if draw(st.integers(0, 4)) == 0:
        name = f"{draw(_PLAIN_LINE)} Group"
        return Contributor(name=name, kind="organisation", roles=(role,), primary=role == "aut")
    family = draw(st.text("bcdfgklmnprstäöüéłø", min_size=4, max_size=9)).title()
    if draw(st.booleans()):
        family = f"van der {family}"
    given = draw(st.sampled_from(("Amy L.", "Jan", "Jean-Paul", "Émile", "J. R. R.")))
    suffix = draw(st.sampled_from(("", "", "Jr.")))
    number = Identifier(scheme="orcid", value="0000-0002-1825-0097")
    return Contributor(
        name=", ".join(filter(None, (family, given, suffix))),
        roles=(role,),
        primary=role == "aut",
        family=family,
        given=given,
        suffix=suffix,
        identifiers=(number,) if draw(st.integers(0, 4)) == 0 else (),
        affiliations=("Lung Unit, Sydney",) if draw(st.integers(0, 4)) == 0 else (),
    )


@st.composite
def _dates(draw: st.DrawFn) -> PublicationDate | None:
    year, month = draw(st.integers(1800, 2030)), draw(st.integers(1, 12))
    if draw(st.integers(0, 3)):
        day = draw(st.integers(0, 28))
        return from_parts(year, month, day)
    edtf = draw(
        st.sampled_from(
            (
                f"{year}",
                f"{year}~",
                f"{year}-22",
                f"{year}-03/{year}-04",
                f"{year}/{year + 3}",
                f"{year}-12/{year + 1}-01",
            )
        )
    )
    end = int(edtf.partition("/")[2][:4] or year)
    return PublicationDate(edtf=edtf, first_year=year, last_year=end if end != year else None)
