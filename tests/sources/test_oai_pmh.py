"""Harvesting OAI-PMH: a server written by others, and servers that do it badly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree

from pinakes.errors import SourceError
from pinakes.sources.base import Checkpoint, RawRecord, SourceFailure
from pinakes.sources.http import HttpClient
from pinakes.sources.oai_pmh import HarvestState, OaiPmh
from pinakes.sources.settings import OaiPmhSource
from pinakes.testing.loopback import Loopback, loopback

Ask = Callable[[dict[str, str]], bytes]
MARCXML = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
    '<controlfield tag="001">{0}</controlfield><datafield tag="245" ind1="0" ind2="0">'
    '<subfield code="a">Work {0}</subfield></datafield></record>'
)


def entry(
    n: int, *, date: str = "2026-01-01", sets: Sequence[str] = (), deleted: bool = False, body: str = ""
) -> str:
    specs = "".join(f"<setSpec>{s}</setSpec>" for s in sets)
    status = ' status="deleted"' if deleted else ""
    metadata = "" if deleted else f"<metadata>{body or MARCXML.format(n)}</metadata>"
    return (
        f"<record><header{status}><identifier>oai:x:{n}</identifier><datestamp>{date}</datestamp>{specs}</header>"
        f"{metadata}</record>"
    )


def answer(inside: str, *, date: str = "2026-11-01T00:00:00Z") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>{date}</responseDate><request>x</request>{inside}</OAI-PMH>"
    ).encode()


def listed(entries: Sequence[str], *, token: str | None = None, size: int = 0) -> bytes:
    attribute = f' completeListSize="{size}"' if size else ""
    said = "" if token is None else f"<resumptionToken{attribute}>{token}</resumptionToken>"
    return answer(f"<ListRecords>{''.join(entries)}{said}</ListRecords>")


def error(code: str, text: str = "no") -> bytes:
    return answer(f'<error code="{code}">{text}</error>')


def identified(granularity: str = "YYYY-MM-DDThh:mm:ssZ") -> bytes:
    return answer(
        "<Identify><repositoryName>R</repositoryName><baseURL>x</baseURL><protocolVersion>2.0</protocolVersion>"
        "<earliestDatestamp>2000-01-01</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
        f"<granularity>{granularity}</granularity></Identify>"
    )


def server_of(records: Ask, *, granularity: str = "YYYY-MM-DDThh:mm:ssZ") -> Any:
    """A server whose answers to ListRecords the test makes."""

    def say(path: str, p: dict[str, str]) -> bytes:
        return identified(granularity) if p["verb"] == "Identify" else records(p)

    return loopback(say)


def harvester(server: Loopback, *, state: bytes = b"", full: bool = False, **settings: Any) -> OaiPmh:
    client = HttpClient(pause=lambda seconds: None)
    found = OaiPmhSource(url=server.url + "/oai", prefix="marcxml", **settings)
    return OaiPmh(found, state=state, full=full, client=client)


def ids(pieces: Sequence[object]) -> list[str]:
    return [p.local_id for p in pieces if isinstance(p, RawRecord)]


def last_state(pieces: Sequence[object]) -> bytes:
    return [p for p in pieces if isinstance(p, Checkpoint)][-1].state


def lists(server: Loopback) -> list[dict[str, str]]:
    return [p for p in server.parameters() if p["verb"] == "ListRecords"]


def test_records_come_with_their_ids_sets_and_bytes_that_a_reader_can_read_alone() -> None:
    with server_of(lambda p: listed([entry(1, sets=["a", "a:b"]), entry(2, deleted=True)])) as server:
        first, second, _ = harvester(server).read()
    assert isinstance(first, RawRecord)
    assert (first.format, first.local_id, first.collections) == ("marcxml", "oai:x:1", ("a", "a:b"))
    assert etree.fromstring(first.data).tag == "{http://www.loc.gov/MARC21/slim}record"
    assert isinstance(second, RawRecord)
    assert (second.local_id, second.withdrawn, second.data) == ("oai:x:2", True, b"")


def test_the_local_id_may_be_a_part_of_the_identifier() -> None:
    with server_of(lambda p: listed([entry(17)])) as server:
        assert ids(list(harvester(server, id_pattern=r"oai:x:(\d+)").read())) == ["17"]
        assert ids(list(harvester(server, id_pattern=r"nothing").read())) == ["oai:x:17"]


def test_tokens_are_followed_to_the_end_and_the_size_is_known() -> None:
    def say(p: dict[str, str]) -> bytes:
        n = int(p.get("resumptionToken", "0 &").split()[0])
        return listed([entry(2 * n), entry(2 * n + 1)], token=f"{n + 1} &amp;" if n < 2 else "", size=6)

    with server_of(say) as server:
        source = harvester(server)
        assert ids(list(source.read())) == [f"oai:x:{n}" for n in range(6)]
        assert (source.read_bytes, source.total_bytes) == (6, 6)
        assert lists(server)[1] == {"verb": "ListRecords", "resumptionToken": "1 &"}


def test_the_next_harvest_begins_when_the_last_one_began_by_the_servers_clock() -> None:
    with server_of(lambda p: listed([entry(1)])) as server:
        state = last_state(list(harvester(server).read()))
        list(harvester(server, state=state).read())
        assert "from" not in lists(server)[0]
        assert lists(server)[1]["from"] == "2026-11-01T00:00:00Z"


def test_days_are_asked_of_a_server_that_knows_only_days() -> None:
    with server_of(lambda p: listed([entry(1)]), granularity="YYYY-MM-DD") as server:
        state = last_state(list(harvester(server).read()))
        list(harvester(server, state=state, until="2026-12-31").read())
        assert (lists(server)[1]["from"], lists(server)[1]["until"]) == ("2026-11-01", "2026-12-31")


def test_a_server_that_says_seconds_and_means_days_is_asked_for_days() -> None:
    def say(p: dict[str, str]) -> bytes:
        return error("badArgument") if "T" in p.get("from", "") else listed([entry(1)])

    with server_of(say) as server:
        assert ids(list(harvester(server, since="2026-05-01").read())) == ["oai:x:1"]
        assert [p["from"] for p in lists(server)] == ["2026-05-01T00:00:00Z", "2026-05-01"]


def test_no_records_match_is_a_harvest_with_nothing_new() -> None:
    with server_of(lambda p: error("noRecordsMatch")) as server:
        pieces = list(harvester(server).read())
    assert len(pieces) == 1
    assert msgspec.json.decode(last_state(pieces), type=HarvestState).lists[""].done == "2026-11-01T00:00:00Z"


def test_each_set_has_its_own_list_and_its_own_state() -> None:
    with server_of(lambda p: listed([entry(len(p["set"]), sets=[p["set"]])])) as server:
        pieces = list(harvester(server, sets=("a", "bb")).read())
    assert ids(pieces) == ["oai:x:1", "oai:x:2"]
    assert set(msgspec.json.decode(last_state(pieces), type=HarvestState).lists) == {"a", "bb"}


def test_an_interrupted_harvest_goes_on_with_its_token_and_keeps_its_beginning() -> None:
    def say(p: dict[str, str]) -> bytes:
        if p.get("resumptionToken") == "t":
            return answer(f"<ListRecords>{entry(2)}</ListRecords>", date="2026-11-09T00:00:00Z")
        return listed([entry(1)], token="t")

    with server_of(say) as server:
        pieces = harvester(server).read()
        next(pieces)
        state = next(pieces)
        assert isinstance(state, Checkpoint)
        rest = list(harvester(server, state=state.state).read())
    assert ids(rest) == ["oai:x:2"]
    assert msgspec.json.decode(last_state(rest), type=HarvestState).lists[""].done == "2026-11-01T00:00:00Z"


def test_a_list_whose_token_has_expired_begins_again_at_its_last_datestamp() -> None:
    asked: list[dict[str, str]] = []

    def say(p: dict[str, str]) -> bytes:
        asked.append(p)
        if "resumptionToken" in p:
            return error("badResumptionToken")
        if "from" in p:
            return listed([entry(2, date="2026-03-02"), entry(3, date="2026-03-03")])
        return listed([entry(1, date="2026-03-01"), entry(2, date="2026-03-02")], token="t")

    with server_of(say, granularity="YYYY-MM-DD") as server:
        assert ids(list(harvester(server).read())) == ["oai:x:1", "oai:x:2", "oai:x:2", "oai:x:3"]
    assert [p.get("from") for p in asked] == [None, None, "2026-03-02"]


def test_a_list_without_order_begins_again_at_its_beginning_and_not_for_ever() -> None:
    def say(p: dict[str, str]) -> bytes:
        if "resumptionToken" in p:
            return error("badResumptionToken")
        return listed([entry(1, date="2026-03-02"), entry(2, date="2026-03-01")], token="t")

    with server_of(say) as server:
        with pytest.raises(SourceError, match="forgets its resumptionTokens"):
            list(harvester(server).read())
        assert len(lists(server)) < 12


@pytest.mark.parametrize("period", [1, 2])
def test_a_list_that_has_no_end_is_noticed(period: int) -> None:
    calls = iter(range(10_000))
    with (
        server_of(lambda p: listed([entry(next(calls) % period)], token="again")) as server,
        pytest.raises(SourceError, match="no end"),
    ):
        list(harvester(server).read())


def test_answers_without_records_are_not_awaited_for_ever() -> None:
    with (
        server_of(lambda p: listed([], token="more")) as server,
        pytest.raises(SourceError, match="without a record"),
    ):
        list(harvester(server).read())


def test_one_record_that_is_no_xml_is_refused_and_its_neighbours_are_kept() -> None:
    bad = entry(2, body="<record><title>R & D</titel>")
    body = listed([entry(1), bad, entry(3)], token="t &amp; u").replace(b"Work 3", b"Work\x0b 3")
    with server_of(lambda p: body if "resumptionToken" not in p else listed([entry(4)])) as server:
        pieces = list(harvester(server).read())
        assert lists(server)[1]["resumptionToken"] == "t & u"
    assert ids(pieces) == ["oai:x:1", "oai:x:3", "oai:x:4"]
    (failure,) = (p for p in pieces if isinstance(p, SourceFailure))
    assert failure.local_id == "oai:x:2"
    assert "Malformed XML" in failure.reason
    assert b"R & D" in failure.raw


def test_an_answer_that_breaks_off_stops_the_harvest_without_a_false_end() -> None:
    body = listed([entry(1), entry(2)], token="t")[:-60]
    with (
        server_of(lambda p: body) as server,
        pytest.raises(SourceError, match="breaks off"),
    ):
        list(harvester(server).read())


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE OAI-PMH [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )
    body = (
        listed([entry(1)])
        .replace(b'<?xml version="1.0" encoding="UTF-8"?>', bomb)
        .replace(b"Work 1", b"&b;&c;")
    )
    with server_of(lambda p: body) as server:
        pieces = list(harvester(server).read())
    assert not any(b"root:" in p.data or b"aaaa" in p.data for p in pieces if isinstance(p, RawRecord))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "page for people"),
        (b"<rss/>", "<rss>"),
        (b"Internal error", "no XML: Internal error"),
        (b"", "no XML"),
        (error("badArgument", "what?"), "badArgument: what?"),
    ],
)
def test_what_is_no_list_is_said_in_a_sentence(body: bytes, said: str) -> None:
    with server_of(lambda p: body) as server, pytest.raises(SourceError, match=re.escape(said)):
        list(harvester(server).read())


def test_a_prefix_that_the_server_does_not_have_names_those_it_has() -> None:
    def say(path: str, p: dict[str, str]) -> bytes:
        if p["verb"] == "ListMetadataFormats":
            return answer(
                "<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix></metadataFormat></ListMetadataFormats>"
            )
        return identified() if p["verb"] == "Identify" else error("cannotDisseminateFormat")

    with loopback(say) as server, pytest.raises(SourceError, match="It has: oai_dc"):
        list(harvester(server).read())


def test_a_full_harvest_says_at_its_end_that_it_gave_everything() -> None:
    with server_of(lambda p: listed([entry(1)])) as server:
        state = last_state(list(harvester(server).read()))
        pieces = list(harvester(server, state=state, full=True).read())
        assert "from" not in lists(server)[1]
        assert [p.whole for p in pieces if isinstance(p, Checkpoint)] == [True]
        part = list(harvester(server, full=True, until="2026-06-01").read())
        assert [p.whole for p in part if isinstance(p, Checkpoint)] == [False]


def test_sets_are_listed_over_several_answers() -> None:
    def say(path: str, p: dict[str, str]) -> bytes:
        token = p.get("resumptionToken", "")
        following = "" if token else "<resumptionToken>2</resumptionToken>"
        return answer(
            f"<ListSets><set><setSpec>s{token}</setSpec><setName>Set</setName></set>{following}</ListSets>"
        )

    with loopback(say) as server:
        assert harvester(server).sets() == (("s", "Set"), ("s2", "Set"))


def repository() -> Any:
    """The OAI-PMH server of the package oai_repo, over 250 records (it has no deletions)."""
    oai_repo = pytest.importorskip("oai_repo", reason="needs the package oai-repo (requirements/dev.txt)")

    class Data(oai_repo.DataInterface):  # type: ignore[misc, name-defined]
        limit = 40

        def get_identify(self) -> Any:
            return oai_repo.Identify(
                base_url="http://localhost/oai", repository_name="Another's", admin_email=["a@example.org"],
                deleted_record="no", granularity="YYYY-MM-DDThh:mm:ssZ",
                earliest_datestamp="2020-01-01T00:00:00Z",
            )  # fmt: skip

        def is_valid_identifier(self, identifier: str) -> bool:
            return identifier.startswith("oai:other:")

        def get_metadata_formats(self, identifier: str | None = None) -> Any:
            return [
                oai_repo.MetadataFormat(
                    "marcxml",
                    "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd",
                    "http://www.loc.gov/MARC21/slim",
                )
            ]

        def get_record_header(self, identifier: str) -> Any:
            n = int(identifier.rpartition(":")[2])
            return oai_repo.RecordHeader(
                identifier=identifier, datestamp=f"2026-01-{1 + n % 28:02}T00:00:00Z",
                setspecs=["even" if n % 2 == 0 else "odd"],
            )  # fmt: skip

        def get_record_metadata(self, identifier: str, metadataprefix: str) -> Any:
            return etree.fromstring(MARCXML.format(identifier.rpartition(":")[2]))

        def get_record_abouts(self, identifier: str) -> Any:
            return []

        def list_set_specs(self, identifier: str | None = None, cursor: int = 0) -> Any:
            return ["even", "odd"], 2, None

        def get_set(self, setspec: str) -> Any:
            return oai_repo.Set(spec=setspec, name=setspec.title(), description=[])

        def list_identifiers(
            self, metadataprefix: str, filter_from: Any = None, filter_until: Any = None, filter_set: Any = None,
            cursor: int = 0,
        ) -> Any:  # fmt: skip
            found = []
            for n in range(250):
                date = datetime(2026, 1, 1 + n % 28, tzinfo=UTC)
                wanted = (not filter_from or date >= filter_from) and (
                    not filter_until or date <= filter_until
                )
                if wanted and filter_set in (None, "even" if n % 2 == 0 else "odd"):
                    found.append(f"oai:other:{n}")
            return found[cursor : cursor + self.limit], len(found), None

    return oai_repo.OAIRepository(Data())


def test_a_server_written_by_others_is_harvested_whole_by_set_and_by_date() -> None:
    served = repository()

    def say(path: str, p: dict[str, str]) -> bytes:
        return bytes(served.process(dict(p)))

    with loopback(say) as server:
        pieces = list(harvester(server).read())
        assert sorted(ids(pieces)) == sorted(f"oai:other:{n}" for n in range(250))
        odd = list(harvester(server, sets=("odd",)).read())
        assert len(ids(odd)) == 125
        late = list(harvester(server, since="2026-01-20").read())
        assert {int(i.rpartition(":")[2]) % 28 for i in ids(late)} == set(range(19, 28))
        assert dict(harvester(server).describe())["name"] == "Another's"


def test_the_folder_of_the_catalogue_means_nothing_to_a_server() -> None:
    with server_of(lambda p: listed([entry(1)])) as server:
        settings = OaiPmhSource(url=server.url, prefix="marcxml")
        assert ids(list(OaiPmh(settings, folder=Path("/nowhere")).read())) == ["oai:x:1"]
