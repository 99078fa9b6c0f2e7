"""Records of every shape for property tests, drawn from the model's own types."""

from __future__ import annotations

import types
import typing

import msgspec
from hypothesis import strategies as st

from pinakes.records.base import Struct
from pinakes.records.record import Record

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
