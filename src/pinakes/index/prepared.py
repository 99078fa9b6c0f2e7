"""IndexDocument → the fields and tokens that an engine holds; pure, so that other processes can do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from pinakes.errors import IndexRefused
from pinakes.index import fields, headings, keys
from pinakes.index.analysis import analyse_heading, analyse_text, stem_languages
from pinakes.index.groups import GROUPS
from pinakes.index.port import IndexDocument
from pinakes.records.base import Struct

VERSION = 7
"""Counts up when the same record gives other tokens: indexes that were made before are then outdated."""
ALL = "all_words"
"""The field of all words of a record, each as often as its field weighs."""
TITLE_KEY = "title_key"
YEAR = "year"
"""The number that stands among all words too: "einstein 1905"."""
STEMMED_FIELDS = frozenset(("title", "subject", "journal", "series", "abstract", "contents", "notes"))
_REPEATED = frozenset(("subject", "publisher", "journal", "series", "notes"))
"""Fields whose values are often the same from record to record."""
TEXT_FIELDS = tuple(f.name for f in fields.FIELDS if f.kind == "text")
_FACETS = frozenset(f.name for f in fields.FIELDS if f.facet)
_VALUED = _FACETS | frozenset(headings.LISTED) | frozenset(GROUPS.values())
_NUMBERS = frozenset(f.name for f in fields.FIELDS if f.kind == "integer")
KEY_FIELDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "identifier": keys.identifier_keys,
    "callnumber": lambda text: (keys.call_number_key(text),),
}
"""Fields whose values are compared in one form, whatever was printed."""
_LONGEST_VALUE = 8_000
"""Characters of a facet's value; an engine does not take any length."""
_LONGEST_TITLE = 300
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1


class Prepared(Struct, array_like=True):
    """A document ready for an engine, or the reason why it can't be."""

    id: str
    sequence: int = 0
    words: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Tokens by text field: blank-separated, one string for each value, then one for the other forms."""
    keywords: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    numbers: dict[str, tuple[int, ...]] = msgspec.field(default_factory=dict)
    refused: str = ""
    title: str = ""
    """As printed, for completion."""


def prepare_one(document: IndexDocument) -> Prepared:
    """The tokens and keys of a document. Raises IndexRefused."""
    try:
        return _prepare(document)
    except UnicodeEncodeError:
        raise IndexRefused(
            _printable(document.id), "it holds half of a surrogate pair, which is no text"
        ) from None
    except (TypeError, AttributeError) as error:
        raise IndexRefused(_printable(document.id), f"a value has the wrong type ({error})") from None


def _prepare(document: IndexDocument) -> Prepared:
    document.id.encode()
    if not document.id or len(document.id) > _LONGEST_VALUE:
        raise IndexRefused(_printable(document.id[:80]), f"its id must have 1 to {_LONGEST_VALUE} characters")
    languages = stem_languages(code for code in document.values.get("language", ()) if isinstance(code, str))
    words: dict[str, tuple[str, ...]] = {}
    keywords: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, tuple[int, ...]] = {}
    everything: list[str] = []
    for name, values in document.values.items():
        field = fields.field(name)
        if field.kind == "text":
            exact, other = _text(name, values, languages if name in STEMMED_FIELDS else None)
            words[name] = (*exact, other) if other else exact
            everything += (*exact, other) * field.weight
        elif field.kind == "integer":
            numbers[name] = _numbers(document.id, name, values)
            if name == YEAR:
                everything.append("".join(f" {number}" for number in numbers[name]))
        elif name in KEY_FIELDS:
            found = (key for value in values for key in KEY_FIELDS[name](str(value)) if key)
            keywords[name] = tuple(dict.fromkeys(found))
        else:
            keywords[name] = tuple([_string(v).replace("\0", "")[:_LONGEST_VALUE] for v in values if v])
    words[ALL] = ("".join(everything),)
    titles = document.values.get("title", ())
    exact_titles = zip(titles, words.get("title", ()), strict=False)
    keywords[TITLE_KEY] = tuple(
        dict.fromkeys([key for t, exact in exact_titles for key in keys.title_keys(str(t), exact.split())])
    )
    return Prepared(
        id=document.id,
        sequence=document.sequence,
        words=words,
        keywords=keywords,
        numbers=numbers,
        title=str(titles[0])[:_LONGEST_TITLE] if titles else "",
    )


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    if not value.isascii():
        value.encode()
    return value


def _text(
    name: str, values: Iterable[object], languages: tuple[str, ...] | None
) -> tuple[tuple[str, ...], str]:
    """The words of each value, and all other tokens; without stems when ``languages`` is None."""
    exact: list[str] = []
    others: list[str] = []
    analyse = analyse_heading if name in _REPEATED else analyse_text
    for value in values:
        found, other, stems = analyse(_string(value), languages)
        exact.append(found)
        others += (other, stems)
    return tuple(exact), "".join(others)


def _numbers(record_id: str, name: str, values: Iterable[object]) -> tuple[int, ...]:
    found: list[int] = []
    for value in values:
        if not isinstance(value, int) or not _LOWEST <= value <= _HIGHEST:
            raise IndexRefused(
                _printable(record_id), f"{name} is {str(value)[:40]!r}, which is no 64-bit number"
            )
        found.append(value)
    return tuple(found)


def _printable(text: object) -> str:
    return str(text).encode("utf-8", "replace").decode()


class Packed(Struct, array_like=True):
    """A prepared document as another process sends it: an engine that reads JSON need not take it apart."""

    rest: Prepared
    """Id, number, refusal, title and the values of facets; without words."""
    fields: bytes = b"{}"
    """All fields and their values, a JSON object of arrays."""


def prepare(documents: Iterable[IndexDocument]) -> bytes:
    """Documents ready for ``IndexWriter.put_prepared``; a refused one carries its reason. Never raises."""
    found: list[Packed] = []
    for document in documents:
        try:
            found.append(_packed(prepare_one(document)))
        except IndexRefused as error:
            found.append(Packed(rest=Prepared(id=error.record_id, refused=error.reason)))
    return msgspec.msgpack.encode(found)


def _packed(document: Prepared) -> Packed:
    keywords, numbers = document.keywords, document.numbers
    rest = Prepared(
        id=document.id,
        keywords={name: values for name, values in keywords.items() if name in _VALUED},
        numbers={name: values for name, values in numbers.items() if name in _FACETS},
        title=document.title,
    )
    return Packed(rest=rest, fields=_JSON.encode({**document.words, **keywords, **numbers}))


def packed(batch: bytes, sequences: Mapping[str, int] | None = None) -> Iterator[Packed]:
    """The documents of a batch; with ``sequences`` those that are in it, with their numbers."""
    for document in _BATCH.decode(batch):
        if sequences is not None:
            number = sequences.get(document.rest.id)
            if number is None:
                continue
            # It was made just now: nobody has seen it without its number.
            msgspec.structs.force_setattr(document.rest, "sequence", number)
        yield document


def unpack(batch: bytes, sequences: Mapping[str, int] | None = None) -> Iterator[Prepared]:
    """The same, taken apart."""
    for document in packed(batch, sequences):
        yield whole(document)


def whole(document: Packed) -> Prepared:
    """The prepared document that was packed."""
    words: dict[str, tuple[str, ...]] = {}
    keywords: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, tuple[int, ...]] = {}
    for name, values in msgspec.json.decode(document.fields, type=dict[str, list[str | int]]).items():
        if name in _NUMBERS:
            numbers[name] = tuple(int(v) for v in values)
        else:
            kind = words if name == ALL or name in TEXT_FIELDS else keywords
            kind[name] = tuple(str(v) for v in values)
    return msgspec.structs.replace(document.rest, words=words, keywords=keywords, numbers=numbers)


_JSON = msgspec.json.Encoder()
_BATCH = msgspec.msgpack.Decoder(list[Packed])
