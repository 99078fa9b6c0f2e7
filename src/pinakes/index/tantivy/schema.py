"""FIELDS → the engine's schema, and a prepared document → the engine's document."""

from __future__ import annotations

import binascii
from typing import Any

import msgspec
import tantivy

from pinakes.index import fields
from pinakes.index.prepared import ALL, TITLE_KEY, VERSION, Packed, Prepared

ID = fields.RECORD_ID
SEQUENCE = fields.SEQUENCE
SLOT = "slot"
"""The document's number in this generation, by which ``columns`` knows the values of its facets."""
SLOT_BIT = "slot_bit"
"""2 to the power of the slot's place in its block: sums of them tell which documents of a block are found."""
BLOCK = 52
"""Slots of a block: as many bits as a floating-point number can add up without loss."""
LAYOUT = 5
"""Counts up when the schema itself, or what ``columns`` writes, changes."""
TITLE_SHOWN = "title_shown"
"""The title as printed, kept for completion only."""
NO_VALUE = ""
"""What a record without any value of a facet has in its place, so that such records are found and counted as
quickly as others. No value is empty by itself."""
MARKED = frozenset(f.name for f in fields.FIELDS if f.facet and f.kind == "keyword")
"""Facets whose missing values are marked so; numbers can't be."""
_SORT_FIELDS = frozenset(s.field for s in fields.ALL_SORTS if s.field)


def fingerprint() -> str:
    """Changes when an index that exists can't be searched or written any more."""
    return f"{fields.fingerprint()}-{VERSION}-{LAYOUT}"


def build() -> tantivy.Schema:
    """The schema of the declared fields; text is split at blanks only, since it comes analysed."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(SEQUENCE, fast=True)
    builder.add_unsigned_field(SLOT, fast=True)
    builder.add_unsigned_field(SLOT_BIT, fast=True)
    builder.add_bytes_field(TITLE_SHOWN, stored=True)
    builder.add_text_field(ALL, tokenizer_name="blanks", index_option="freq")
    builder.add_text_field(TITLE_KEY, tokenizer_name="raw", index_option="basic")
    for field in fields.FIELDS:
        if field.name == ID:
            continue
        if field.kind == "text":
            builder.add_text_field(field.name, tokenizer_name="blanks", index_option="position")
        elif field.kind == "integer":
            builder.add_integer_field(field.name, fast=True, indexed=field.typed or field.facet)
        else:
            # Facets are counted from ``columns``: the engine needs no columns of its own for them.
            fast = field.name in _SORT_FIELDS
            builder.add_text_field(field.name, tokenizer_name="raw", index_option="basic", fast=fast)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """What an index must be told each time that it is opened."""
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    raw = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build()
    index.register_tokenizer("blanks", blanks)
    index.register_tokenizer("raw", raw)
    index.register_fast_field_tokenizer("raw", raw)


def json(packed: Packed, slot: int) -> str:
    """The engine's document as JSON, which it reads in a third of the time that a document of objects takes."""
    rest = packed.rest
    own: list[str] = [
        f'{{"{ID}":{_quoted(rest.id)},"{SEQUENCE}":{rest.sequence},"{SLOT}":{slot},"{SLOT_BIT}":{1 << slot % BLOCK}',
        *[f'"{name}":"{NO_VALUE}"' for name in MARKED if not rest.keywords.get(name)],
    ]
    if rest.title:
        shown = binascii.b2a_base64(rest.title.encode(), newline=False).decode()
        own.append(f'"{TITLE_SHOWN}":"{shown}"')
    return ",".join((*own, packed.fields[1:].decode()))


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()


def document(prepared: Prepared, schema: tantivy.Schema, slot: int) -> tantivy.Document:
    """The engine's document; with the schema, so that a wrong type is refused here and not at the commit."""
    values: dict[str, Any] = {ID: prepared.id, SEQUENCE: prepared.sequence}
    values[SLOT], values[SLOT_BIT] = slot, 1 << slot % BLOCK
    if prepared.title:
        values[TITLE_SHOWN] = prepared.title.encode()
    values.update(prepared.words)
    values.update(prepared.keywords)
    values.update(prepared.numbers)
    values.update((name, (NO_VALUE,)) for name in MARKED if not values.get(name))
    return tantivy.Document.from_dict(
        {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}, schema
    )
