"""Labels as people type them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragments_fromstring

from pinakes.lists import labels, markdown


def test_several_are_typed_in_one_line() -> None:
    assert labels.read('one two "three words" five') == ["one", "two", "three words", "five"]
    assert labels.read("eins, „drei Wörter hier“ «et deux»") == ["eins", "drei Wörter hier", "et deux"]


def test_those_that_differ_in_case_are_one() -> None:
    assert labels.read("Lunge LUNGE straße STRASSE") == ["Lunge", "straße"]


def test_an_open_quote_ends_with_the_line() -> None:
    assert labels.read('a "b c') == ["a", "b c"]
    assert labels.read('"" " "') == []


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_within_limits_and_written_the_same(text: str) -> None:
    found = labels.read(text)
    assert len(found) <= labels.MOST
    assert all(0 < len(x) <= 64 and "\0" not in x for x in found)
    assert labels.read(labels.written(found)) == found


@given(st.text(alphabet="<>ascriptonlk=\"'/:()[]&;*`!# \n", max_size=200))
def test_markdown_makes_only_a_few_elements(text: str) -> None:
    made = fragments_fromstring(f"<div>{markdown.html(text)}</div>")
    elements = [e for e in made[0].iter() if e is not made[0]]
    assert {e.tag for e in elements} <= markdown.TAGS
    assert all(set(e.attrib) <= {"href", "rel"} for e in elements)


def test_markdown_keeps_links_to_the_web_only() -> None:
    made = markdown.html(
        "[a](https://example.org) [b](javascript:x) [c](data:text/html,x) <b>d</b> ![e](https://x/y.png)"
    )
    assert "javascript" not in made.replace("(javascript:x)", "")
    assert made.count("<a ") == 2
    assert "<img" not in made
    assert "&lt;b&gt;" in made
