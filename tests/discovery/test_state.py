"""SearchState: an address means a search, and a search makes its address again."""

from __future__ import annotations

import string

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from pinakes.discovery.catalogue import read
from pinakes.discovery.state import DEEPEST, MAX_FILTERS, Constraint, SearchState
from pinakes.index import fields
from pinakes.index.port import FacetRequest, Filter
from pinakes.query.tree import And, Words


def state(address: str) -> SearchState:
    return SearchState.from_query(QueryDict(address))


def test_an_empty_address_lists_everything_in_order_of_relevance() -> None:
    assert state("") == SearchState()


def test_values_of_one_facet_are_alternatives_and_facets_narrow_each_other() -> None:
    found = state("filter=format:Article&filter=format:Book&filter=language:deu").filters()
    assert found == (
        Filter(field="format", values=("Article", "Book")),
        Filter(field="language", values=("deu",)),
    )


def test_a_minus_excludes_a_value() -> None:
    assert state("filter=-language:jpn").filters() == (
        Filter(field="language", values=("jpn",), exclude=True),
    )


def test_a_value_may_hold_colons_and_anything_else() -> None:
    assert state("filter=subject:a:b+%26+c").constraints == (Constraint(facet="subject", value="a:b & c"),)


def test_years_from_the_form_become_one_limit_in_place_of_the_old() -> None:
    found = state("filter=year:1990..2005&year_from=2001&year_to=")
    assert found.constraints == (Constraint(facet="year", value="2001.."),)
    assert found.filters() == (Filter(field="year", low=2001),)


def test_what_cannot_be_used_is_said_and_does_no_harm() -> None:
    found = state("sort=best&page=-3&size=7&filter=colour:red&year_from=MMXX&field=smell")
    assert found.filters() == ()
    assert (found.sort, found.page, found.size, found.field) == ("relevance", 1, 20, "all")
    assert {i.partition("=")[0] for i in found.ignored} == {"sort", "page", "size", "filter", "year", "field"}


def test_adding_a_limit_leads_to_the_first_page_and_removing_it_leads_back() -> None:
    before = state("q=x&page=4&sort=newest")
    after = before.add("format", "Book")
    assert (after.page, after.sort) == (1, "newest")
    assert after.remove("format", "Book") == before.with_()


def test_excluding_a_value_that_was_wanted_replaces_the_limit() -> None:
    found = state("filter=format:Book").add("format", "Book", exclude=True)
    assert found.constraints == (Constraint(facet="format", value="Book", exclude=True),)


def test_a_page_beyond_the_deepest_asks_for_nothing_that_costs() -> None:
    assert state("page=99999999").request().offset == DEEPEST


@given(
    q=st.text(max_size=30),
    values=st.lists(
        st.tuples(
            st.sampled_from(sorted(set(fields.FACETS) - {"year"})),
            st.text(string.printable, min_size=1, max_size=20),
            st.booleans(),
        ),
        max_size=5,
        unique_by=lambda v: v[:2],
    ),
    page=st.integers(1, 999),
    sort=st.sampled_from([s.name for s in fields.SORTS]),
)
def test_every_state_survives_its_own_address(
    q: str, values: list[tuple[str, str, bool]], page: int, sort: str
) -> None:
    constraints = tuple(Constraint(facet=f, value=v, exclude=e) for f, v, e in values)
    made = SearchState(q=q, constraints=constraints, page=page, sort=sort)
    assert SearchState.from_query(QueryDict(made.query_string())) == made


def test_the_rows_of_the_form_are_part_of_the_search_and_of_its_address() -> None:
    found = state("g1=OR&f1=title&m1=phrase&w1=rescue+therapy&f1=all&m1=none&w1=children&filter=format:Book")
    assert [(r.field, r.match, r.words) for r in found.advanced.groups[0].rows] == [
        ("title", "phrase", "rescue therapy"),
        ("all", "none", "children"),
    ]
    assert state(found.query_string()) == found
    assert state(found.add("language", "deu").query_string()).advanced == found.advanced


def test_rows_of_the_form_and_words_of_the_box_are_both_wanted() -> None:
    phrase = Words(text="rescue therapy", match="phrase")
    assert read(state("m1=phrase&w1=rescue+therapy")).node == phrase
    assert read(state("q=lung&m1=phrase&w1=rescue+therapy")).node == And(parts=(Words(text="lung"), phrase))


def test_nothing_after_the_colon_means_records_that_say_nothing_of_it() -> None:
    assert state("filter=language:&filter=language:deu").filters() == (
        Filter(field="language", values=("deu",), missing=True),
    )
    assert state("filter=-language:").filters() == (Filter(field="language", missing=True, exclude=True),)
    assert state("filter=language").ignored == ("filter=language",)


def test_all_of_the_chosen_values_may_be_wanted_where_a_record_may_have_several() -> None:
    found = state("filter=subject:a&filter=subject:b&filter=-subject:c&all=subject&all=journal&all=author")
    assert found.every == ("subject",)
    assert found.filters() == (
        Filter(field="subject_facet", values=("a", "b"), every=True),
        Filter(field="subject_facet", values=("c",), exclude=True),
    )
    assert SearchState.from_query(QueryDict(found.query_string())) == found
    assert found.matching("subject", every=False).filters()[0].every is False
    assert "all=" not in found.remove("subject").query_string()


def test_chosen_values_are_counted_whatever_their_place() -> None:
    found = state("filter=language:jpn&filter=-language:deu&filter=language:&filter=year:1990..2000")
    request = found.request(facets={"language": 5, "year": 9}, missing={"language"})
    assert request.facets == (
        FacetRequest(field="language", size=5, values=("jpn", "deu"), missing=True),
        FacetRequest(field="year", size=9),
    )


def test_of_a_value_that_is_wanted_and_excluded_the_later_counts() -> None:
    assert str(state("filter=format:Book&filter=-format:Book").constraints[0]) == "-format:Book"
    assert str(state("filter=-format:Book&filter=format:Book").constraints[0]) == "format:Book"


def test_years_from_the_form_leave_what_is_excluded_and_no_year_at_all() -> None:
    found = state("filter=year:1999&filter=-year:2001&filter=year:&year_from=1990&year_to=2005")
    assert [str(c) for c in found.constraints] == ["-year:2001", "year:", "year:1990..2005"]
    assert found.filters() == (
        Filter(field="year", low=1990, high=2005, missing=True),
        Filter(field="year", values=("2001",), exclude=True),
    )


def test_single_years_are_alternatives_to_a_span_and_nonsense_finds_nothing() -> None:
    assert state("filter=year:1990..2005&filter=year:2014").filters() == (
        Filter(field="year", values=("2014",), low=1990, high=2005),
    )
    assert state("filter=year:a..b").filters() == (Filter(field="year", low=1, high=0),)


def test_years_in_the_wrong_order_are_put_right() -> None:
    assert state("year_from=2005&year_to=1990").constraints == (Constraint(facet="year", value="1990..2005"),)


def test_limits_beyond_the_most_are_named() -> None:
    found = state("&".join(f"filter=subject:{n}" for n in range(MAX_FILTERS + 1)))
    assert len(found.constraints) == MAX_FILTERS
    assert found.ignored == (f"filter=subject:{MAX_FILTERS}",)
