"""LIDO, the basic description of objects."""

from __future__ import annotations

import io

import pytest

from pinakes.formats.base import ReadFailure, read
from pinakes.formats.lido import LIDO
from pinakes.records.record import Record
from pinakes.testing.format_suite import FormatSuite


class TestLidoSuite(FormatSuite):
    name = "lido"


def outcome(raw: str) -> list[Record | ReadFailure]:
    return list(read(LIDO.reader(), io.BytesIO(raw.encode())))  # type: ignore[misc]


def record(body: str) -> Record:
    title = "<titleWrap><titleSet><appellationValue>T</appellationValue></titleSet></titleWrap>"
    identification = f"<objectIdentificationWrap>{title}</objectIdentificationWrap>"
    description = f"<descriptiveMetadata>{identification}{body}</descriptiveMetadata>"
    (found,) = outcome(f"<lido><lidoRecID>1</lidoRecID>{description}</lido>")
    assert isinstance(found, Record), found
    return found


def event(kind: str) -> str:
    actor = "<eventActor><displayActorInRole>Rigby, Amy</displayActorInRole></eventActor>"
    date = "<eventDate><displayDate>1890</displayDate></eventDate>"
    event = f"<event><eventType><term>{kind}</term></eventType>{actor}{date}</event>"
    return f"<eventWrap><eventSet>{event}</eventSet></eventWrap>"


@pytest.mark.parametrize("kind", ["Production", "Herstellung", "creation"])
def test_making_gives_maker_and_date(kind: str) -> None:
    found = record(event(kind))
    assert found.date is not None
    assert found.date.edtf == "1890"
    assert [(c.name, c.primary, c.roles) for c in found.contributors] == [("Rigby, Amy", True, ("cre",))]


def test_another_event_gives_neither() -> None:
    found = record(event("Erwerb"))
    assert found.date is None
    assert [note.text for note in found.notes] == ["Erwerb: 1890"]
    assert [c.primary for c in found.contributors] == [False]


def test_an_object_without_a_title_is_named_by_what_it_is() -> None:
    kind = "<objectClassificationWrap><objectWorkTypeWrap><objectWorkType><term>Vase</term></objectWorkType>"
    (found,) = outcome(
        f"<lido><descriptiveMetadata>{kind}</objectWorkTypeWrap></objectClassificationWrap></descriptiveMetadata></lido>"
    )
    assert isinstance(found, Record)
    assert (found.title, found.formats) == ("Vase", ("Object",))
