"""What people type is read as they mean it."""

from __future__ import annotations

import contextlib

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pinakes.errors import QueryLimit
from pinakes.index.fields import typed_name
from pinakes.query import limits, simple
from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words


def parse(text: str, field: str = "all") -> Node:
    return simple.parse(text, field=field, field_names=typed_name)


def notes(text: str) -> list[str]:
    return [note.kind for note in simple.read(text, field_names=typed_name).notes]


@pytest.mark.parametrize(
    "text",
    [
        "Mission: impossible", "T-cell", "C++", "2001: a space odyssey", "AC/DC", "O'Neill", "aren't", "Who?",
        "+/-", "What is life?", "F# minor", "C#", ".NET", "TNF-α", "his brain, her brain?", "curcumin / cancer",
        "theory + burden sharing", "poly(A) tail", "(-)-epicatechin", "N-(2-hydroxyethyl)-lysine", "M*A*S*H",
        "!Kung", "Language: an introduction", "https://example.org/a?b=c", "Smith (2009) on method",
        "fraser. n. (2009). sosial rettferdighet", "Ethics -- History", "a and b or not c", "3-d flat", "R&D",
        "TO BE OR NOT TO BE", "SEIN ODER NICHT SEIN", "and now...", "20..30", "5 - 3", "AND, or", "the great eb;",
        "??", "!", "-", "&", "1984", "1914-1918",
    ],
)  # fmt: skip
def test_ordinary_text_stays_one_text(text: str) -> None:
    assert parse(text) == Words(text=text, need="most" if " " in text else "all")


def test_an_empty_text_asks_for_everything() -> None:
    assert parse(" \t\n\x00") == Everything()


@pytest.mark.parametrize("text", ["*:*", "*", "(*:*)", "title:*", "year:[* TO *]", "*:* AND *"])
def test_a_lone_star_asks_for_everything(text: str) -> None:
    assert parse(text) == Everything()


def test_more_words_need_most_of_them_only_when_nothing_else_is_asked() -> None:
    assert parse("one two three four five") == Words(text="one two three four five", need="most")
    assert parse("one two three four five", field="title") == Words(
        text="one two three four five", field="title"
    )
    assert parse("+(one two three four five)") == Words(text="one two three four five")
    assert simple.parse("one two three four five", strict=True) == Words(text="one two three four five")


def test_what_is_excluded_does_not_make_the_rest_strict() -> None:
    assert parse("IL-6 signalling -IL-8 1990..2000") == And(
        parts=(
            Words(text="IL-6 signalling", need="most"),
            Not(part=Words(text="IL-8")),
            Range(field="year", low=1990, high=2000),
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        '"a b"',
        "„a b“",
        "“a b”",
        "”a b”",
        "«a b»",
        "»a b«",
        "‟a b”",
        "＂a b＂",
        '„a b"',
        '"a  b"',
        'x:"a b"'[2:],
    ],
)
def test_every_kind_of_quotation_marks_makes_a_phrase(text: str) -> None:
    assert parse(text) == Words(text="a b", match="phrase")


def test_a_number_after_a_phrase_lets_words_between() -> None:
    assert parse('"a b"~5') == Words(text="a b", match="phrase", slop=5)
    assert parse('"a b"~999999999') == Words(text="a b", match="phrase", slop=limits.MAX_SLOP)


def test_inches_and_hebrew_abbreviations_are_no_quotation_marks() -> None:
    assert parse('12" records') == Words(text="12 records", need="most")
    assert parse('צה"ל') == Words(text='צה"ל')
    assert parse('"צה"ל חדש"') == Words(text='צה"ל חדש', match="phrase")


@pytest.mark.parametrize("name", ["title", "titel", "TITEL", "ti"])
def test_a_field_is_named_before_a_colon(name: str) -> None:
    assert parse(f"{name}:life rigby") == And(parts=(Words(text="life", field="title"), Words(text="rigby")))


def test_a_field_holds_for_its_phrase_or_parentheses() -> None:
    assert parse('author:"ann rigby"') == Words(text="ann rigby", field="author", match="phrase")
    assert parse("title:(a b)") == Words(text="a b", field="title")
    assert parse("title:(a OR author:b)") == Or(
        parts=(Words(text="a", field="title"), Words(text="b", field="author"))
    )


def test_without_field_names_a_colon_is_text() -> None:
    assert simple.parse("title:life") == Words(text="title: life", need="most")


def test_a_name_before_a_colon_that_no_field_has_is_a_word_and_numbers_stay_whole() -> None:
    assert parse("foo:lung") == Words(text="foo: lung", need="most")
    for whole in ("10.1000/a:b", "http://example.org/x", "urn:nbn:de:101:1-2"):
        found = parse(whole)
        assert isinstance(found, Words)
        assert found.text == whole


def test_a_field_name_with_a_blank_after_it_is_text_and_the_page_says_so() -> None:
    assert notes("Language: an introduction") == ["field-space"]
    assert notes("title:") == ["field"]
    assert notes("Mission: impossible") == []


@pytest.mark.parametrize("text", ["a AND b", "a UND b", "a && b", "+a +b", "(a) AND (b)", "a AND (b)"])
def test_and_joins(text: str) -> None:
    assert parse(text) == And(parts=(Words(text="a"), Words(text="b")))


@pytest.mark.parametrize("text", ["a OR b", "a ODER b", "a || b", "(a OR b)", "(a) OR (b)"])
def test_or_gives_a_choice(text: str) -> None:
    assert parse(text) == Or(parts=(Words(text="a"), Words(text="b")))


@pytest.mark.parametrize("text", ["a NOT b", "a AND NOT b", "a UND NICHT b", "a -b", "a NOT (b)", "a -(b)"])
def test_not_takes_out(text: str) -> None:
    assert parse(text) == And(parts=(Words(text="a"), Not(part=Words(text="b"))))


def test_not_alone_takes_out_of_everything() -> None:
    assert parse("NOT a") == parse("-a") == Not(part=Words(text="a"))
    assert parse('-title:"a b"') == Not(part=Words(text="a b", field="title", match="phrase"))


def test_and_binds_closer_than_or() -> None:
    assert parse("a b OR c AND d") == Or(
        parts=(Words(text="a b"), And(parts=(Words(text="c"), Words(text="d"))))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word*", Words(text="word", match="prefix")),
        ("(word*),", Words(text="word", match="prefix")),
        ("w?rd", Words(text="w?rd", match="wildcard")),
        ("wo*d", Words(text="wo*d", match="wildcard")),
        ("wom?n?", Words(text="wom?n", match="wildcard")),
        ("wo**d", Words(text="wo*d", match="wildcard")),
        ("word~", Words(text="word", match="fuzzy")),
        ("word~1", Words(text="word", match="fuzzy", slop=1)),
        ("word~9", Words(text="word", match="fuzzy", slop=2)),
        ("word~0.8", Words(text="word", match="fuzzy")),
    ],
)
def test_patterns(text: str, expected: Node) -> None:
    node = parse(text)
    assert node == expected


@pytest.mark.parametrize("text", ["C*", "*ology", "M*A*S*H"])
def test_a_star_without_two_letters_before_it_is_text_and_the_page_says_so(text: str) -> None:
    assert parse(text) == Words(text=text)
    assert notes(text) == ["wildcard"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1990..2005", 1990, 2005),
        ("..1900", None, 1900),
        ("1990..", 1990, None),
        ("[1990 TO 2005]", 1990, 2005),
        ("year:[1990 TO 2005]", 1990, 2005),
        ("jahr:[1990 BIS *]", 1990, None),
        ("year:1990-2005", 1990, 2005),
        ("year:1990–2005", 1990, 2005),
        ("year:1999", 1999, 1999),
        ('year:"1999"', 1999, 1999),
        ("year:-44", -44, -44),
        ("2005..1990", 1990, 2005),
    ],
)
def test_year_ranges(text: str, low: int | None, high: int | None) -> None:
    assert parse(text) == Range(field="year", low=low, high=high)


def test_a_year_that_is_none_is_searched_as_text_and_the_page_says_so() -> None:
    assert parse("year:spring") == Words(text="spring")
    assert notes("year:spring") == ["number"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://doi.org/10.1002/rcr2.52", "10.1002/rcr2.52"),
        ("doi:10.1002/RCR2.52", "10.1002/rcr2.52"),
        ("ISBN 978-3-16-148410-0", "9783161484100"),
        ("2051-3380", "2051-3380"),
        ("PMC4184510", "PMC4184510"),
    ],
)
def test_an_identifier_alone_is_searched_as_one(text: str, value: str) -> None:
    assert parse(text) == Words(text=value, field="identifier")


def test_an_identifier_in_a_chosen_field_is_text_unless_its_name_is_before_it() -> None:
    assert parse("2051-3380", field="title") == Words(text="2051-3380", field="title")
    assert parse("issn:2051-3380", field="title") == Words(text="2051-3380", field="identifier")


def test_a_serial_number_that_looks_like_years_is_searched_as_both() -> None:
    assert parse("1980-1989") == Words(text="1980-1989")
    assert parse("1911-1916") == Or(
        parts=(Words(text="1911-1916", field="identifier"), Words(text="1911-1916"))
    )


@pytest.mark.parametrize(
    ("text", "expected", "kinds"),
    [
        ('"lone', Words(text="lone"), ["quote"]),
        ('a "" b', Words(text="a b", need="most"), ["empty-quotes"]),
        ("(a (b", Words(text="a b", need="most"), ["parenthesis"]),
        ("a) b", Words(text="a b", need="most"), ["parenthesis"]),
        ("a OR", Words(text="a"), ["operator"]),
        ("AND a", Words(text="a"), ["operator"]),
        ("a NOT", Words(text="a"), ["operator"]),
        ("a AND AND b", And(parts=(Words(text="a"), Words(text="b"))), ["operator"]),
        ("NOT NOT a", Not(part=Words(text="a")), ["operator"]),
        ("a OR AND b", Or(parts=(Words(text="a"), Words(text="b"))), ["operator"]),
        ("NOT", Words(text="NOT"), ["operator-as-word"]),
        ("OR AND", Words(text="OR AND"), ["operator-as-word"]),
        ('"a" or "b"', And(parts=(Words(text="a", match="phrase"), Words(text="b", match="phrase"))), ["lower-case"]),
        ("TO BE OR NOT TO BE", Words(text="TO BE OR NOT TO BE", need="most"), ["capitals"]),
    ],
)  # fmt: skip
def test_broken_syntax_is_read_as_well_as_can_be(text: str, expected: Node, kinds: list[str]) -> None:
    assert parse(text) == expected
    assert notes(text) == kinds


def test_punctuation_alone_between_conditions_asks_for_nothing() -> None:
    assert parse('"a b" / "c d"') == And(
        parts=(Words(text="a b", match="phrase"), Words(text="c d", match="phrase"))
    )


def test_a_note_is_a_sentence_with_its_value_in_any_language() -> None:
    (note,) = simple.read("a OR").notes
    assert str(note) == "“OR” has nothing to join here and was left out."
    assert note.text(lambda message: "„%(text)s“ fehlt etwas") == "„OR“ fehlt etwas"


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("characters", "x" * (limits.MAX_CHARACTERS + 1)),
        ("depth", "(" * 60 + "a OR b" + ")" * 60),
        ("words", "a " * (limits.MAX_WORDS + 1)),
        ("clauses", "a OR " * limits.MAX_CLAUSES + "b"),
        ("wildcards", "word* " * (limits.MAX_WILDCARDS + 1)),
    ],
)
def test_beyond_a_limit_there_is_a_sentence(limit: str, text: str) -> None:
    with pytest.raises(QueryLimit, match=r"at most [\d,]+ .*possible") as caught:
        parse(text)
    assert caught.value.limit == limit


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000,
        ")" * 5000,
        "()" * 2500,
        "((a)" * 1200,
        '"' * 4999,
        "«" * 5000,
        "a)" * 2500,
        "~" * 5000,
        "title:" * 800 + "x",
        "-title:" * 700 + "x",
        "NOT " * 1200 + "a",
    ],
)
def test_piles_of_signs_are_read_or_refused_in_a_sentence(text: str) -> None:
    with contextlib.suppress(QueryLimit):
        assert msgspec.json.encode(parse(text))


SIGNS = st.sampled_from([*"()[]{}\"“”„«»+-*?~:.&|!/'\\ \t\n\0\ud800", "AND", "OR", "NOT", "UND", " ", "title:", "year:",
                         "a", "bc", "1990", "..", " TO ", "~2", "中", "é", "*:*"])  # fmt: skip


@given(st.lists(SIGNS, max_size=60).map("".join) | st.text(max_size=200))
@example("year:[* TO *]")
@example("a\ud800b")
def test_any_text_gives_a_tree_that_can_be_kept(text: str) -> None:
    try:
        node = parse(text)
    except QueryLimit:
        return
    assert msgspec.json.decode(msgspec.json.encode(node), type=Node) == node  # type: ignore[arg-type]


@given(st.lists(SIGNS, max_size=40).map("".join))
def test_no_letter_is_lost(text: str) -> None:
    def letters(node: Node) -> str:
        if isinstance(node, Words):
            return node.text
        if isinstance(node, (And, Or)):
            return " ".join(letters(part) for part in node.parts)
        return letters(node.part) if isinstance(node, Not) else ""

    try:
        found = letters(parse(text))
    except QueryLimit:
        return
    assert found.count("bc") == text.count("bc")


@pytest.mark.parametrize(
    "text",
    ["isbn:978-3-16-148410-0", 'isbn:"978-3-16-148410-0"', "isbn:3-16-148410-X", "isbn:(3 16 148410 X)"],
)
def test_an_identifier_after_its_name_is_searched_in_its_normal_form(text: str) -> None:
    assert parse(f"{text} OR maps") == Or(
        parts=(Words(text="9783161484100", field="identifier"), Words(text="maps"))
    )


@pytest.mark.parametrize(
    ("text", "expected", "kinds"),
    [
        ('"a b"~50', Words(text="a b", match="phrase", slop=50), []),
        ('"a b"~500', Words(text="a b", match="phrase", slop=50), ["slop"]),
        ("word~2", Words(text="word", match="fuzzy", slop=2), []),
        ("word~500", Words(text="word", match="fuzzy", slop=2), ["edits"]),
    ],
)
def test_more_than_can_be_wrong_or_between_is_cut_and_the_page_says_so(
    text: str, expected: Node, kinds: list[str]
) -> None:
    assert parse(text) == expected
    assert notes(text) == kinds


@pytest.mark.parametrize("text", ["+/-", "±", "()", "!?", '"."'])
def test_signs_alone_find_nothing_and_the_page_says_why(text: str) -> None:
    assert notes(text) == ["signs"]


def test_an_and_in_a_title_of_capitals_joins_nothing() -> None:
    title = "Geist WM. EXPERIMENTAL COMMENTS ON THE SUPPRESSION OF STRANGENESS AND DIQUARKS. Phys. Lett. 1987"
    reading = simple.read(title)
    assert reading.node == Words(text=title, need="most")
    assert [n.kind for n in reading.notes] == ["capitals"]
    assert isinstance(simple.parse("NATO AND USSR"), And)
    assert isinstance(simple.parse("CLIMATE CHANGE AND FOOD SECURITY"), And)
    assert isinstance(simple.parse("one two three four five six seven AND eight"), And)
