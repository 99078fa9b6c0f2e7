"""Asking the library system for the state of copies: for which records, by which number, and what it said."""

from __future__ import annotations

from collections.abc import Iterable

from pinakes import conf
from pinakes.records.base import Struct
from pinakes.records.record import Record
from pinakes.sources.availability import Remembering, WorkState


class Live(Struct):
    """What was said of one record; ``silent`` when there was no answer."""

    work: WorkState = WorkState()
    silent: bool = False


def source() -> Remembering | None:
    """Who is asked; None when the library names nobody."""
    home = conf.current_folder()
    return conf.build_availability(home) if home is not None else None


def is_on() -> bool:
    """Whether anybody is asked at all."""
    return source() is not None


def wanted(record: Record) -> bool:
    """Whether the system is asked for this record: it has holdings, or is of a source that is named."""
    if not is_on():
        return False
    named = conf.current_settings().availability.sources
    return record.source in named if named else bool(record.holdings)


def ask(records: Iterable[Record], *, again: bool = False) -> dict[str, Live]:
    """By the record's id, one question for all of them; those that are not wanted are absent."""
    asked = {_number(r): r for r in records if wanted(r)}
    system = source()
    if system is None or not asked:
        return {}
    answers = system.ask(list(asked), again=again)
    return {
        record.id: Live(silent=True) if number in answers.silent else Live(work=answers.works[number])
        for number, record in asked.items()
    }


def _number(record: Record) -> str:
    pattern = conf.current_settings().availability.id
    return pattern.replace("{local_id}", record.local_id).replace("{id}", record.id)
