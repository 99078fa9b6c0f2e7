"""What decides between records that fit about as well."""

from __future__ import annotations

import random

from pinakes.index import ranking
from pinakes.records.dates import from_text
from pinakes.records.record import Link, Record


def record(local_id: str, year: str = "", *links: Link) -> Record:
    return Record(
        source="t", local_id=local_id, title="x", date=from_text(year) if year else None, links=links
    )


def test_newer_goes_before_older_and_of_the_same_year_what_can_be_read() -> None:
    free = Link(url="https://example.org/", kind="fulltext", access="open")
    behind_a_wall = Link(url="https://example.org/", kind="fulltext", access="subscription")
    order = [
        record("a", "2020"),
        record("b", "2014", free),
        record("c", "2014", behind_a_wall),
        record("d", "2014"),
        record("e"),
    ]
    assert sorted(order, key=ranking.prior, reverse=True) == order


def test_two_records_have_different_priors_whatever_is_known_of_them() -> None:
    assert len({ranking.prior(record(str(n))) for n in range(50)}) == 50


def test_scores_that_differ_count_more_than_priors() -> None:
    assert ranking.settled([(9.0, 1, "a"), (5.0, 7, "b"), (1.0, 9, "c")]) == [
        (9.0, "a"),
        (5.0, "b"),
        (1.0, "c"),
    ]
    assert [hit for _, hit in ranking.settled([(5.001, 1, "a"), (5.0, 2, "b")])] == ["b", "a"]


def test_pages_are_cut_from_whole_blocks_so_that_every_hit_is_on_one() -> None:
    chance = random.Random(1)
    hits = [
        (float(s), chance.randrange(99), n)
        for n, s in enumerate(sorted(chance.choices(range(1, 40), k=950), reverse=True))
    ]
    whole = ranking.settled(hits)
    for offset in range(0, 950, 70):
        begin, size = ranking.window(offset, 70)
        assert (
            ranking.settled(hits[begin : begin + size])[offset - begin :][:70] == whole[offset : offset + 70]
        )
