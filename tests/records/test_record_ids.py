"""The one form of an id."""

from pinakes.records.record_ids import MAX_LOCAL_ID, local_id, record_id


def test_an_id_is_kept_as_printed_but_for_control_characters_and_outer_blanks() -> None:
    assert local_id(' a/b|c "d" $<>&#@?%+-: ü\t\n') == 'a/b|c "d" $<>&#@?%+-: ü'


def test_only_what_follows_the_first_colon_is_local() -> None:
    assert record_id("ns: a\tb:c ") == "ns:ab:c"


def test_a_local_id_beyond_all_bounds_is_replaced_by_one_that_depends_on_it() -> None:
    long = "x" * (MAX_LOCAL_ID + 1)
    assert local_id(long).startswith("h-")
    assert local_id(long) != local_id(long + "y")
    assert local_id(local_id(long)) == local_id(long)
