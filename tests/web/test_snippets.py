"""The passage below a hit: the words of the question stand in it, marked and safe."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from pinakes.index import fields
from pinakes.query import simple
from pinakes.records.record import Abstract, ContentsEntry, Contributor, Record, Subject
from pinakes.web import presenters


def snippet(record: Record, question: str) -> str:
    return str(presenters.hit(record, "test:1", 1, simple.parse(question)).snippet)


def of(*texts: str, contents: tuple[str, ...] = ()) -> Record:
    return Record(
        title="T",
        abstracts=tuple(Abstract(text=t) for t in texts),
        contents=tuple(ContentsEntry(title=c) for c in contents),
    )


def test_words_are_marked_as_they_are_printed() -> None:
    record = of("Anti‐synthetase antibodies in Müller’s lungs.")
    marked = "<mark>Anti‐synthetase</mark> antibodies in Müller’s <mark>lungs</mark>."
    assert snippet(record, "antisynthetase lung") == marked


def test_the_passage_with_the_words_is_shown_and_its_cut_ends_too() -> None:
    shown = snippet(
        of("Nothing to see here. " * 40 + "At last tacrolimus. " + "And on it went. " * 40), "tacrolimus"
    )
    assert "<mark>tacrolimus</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith("…")


def test_the_source_that_holds_the_words_goes_before_the_first() -> None:
    assert (
        snippet(of("About lungs.", "Von Lebern.", contents=("Kidneys",)), "kidneys") == "<mark>Kidneys</mark>"
    )
    assert snippet(of("About lungs.", contents=("Kidneys",)), "title:hearts") == "About lungs."


def test_markup_in_a_record_stays_text() -> None:
    assert snippet(of("<script>lung</script> & <b>"), "lung").count("<") == 2 * snippet(
        of("lung"), "lung"
    ).count("<mark>")


def view(record: Record, question: str) -> presenters.HitView:
    return presenters.hit(record, "test:1", 1, simple.parse(question, field_names=fields.typed_name))


def test_titles_and_names_are_marked_where_they_were_searched() -> None:
    record = Record(
        title="Lungs & <hearts>",
        title_alternate="Легкие",
        contributors=(Contributor(name="Hart, Lung", family="Hart", given="Lung"),),
    )
    shown = view(record, "lung heart")
    assert shown.title_marked == "<mark>Lungs</mark> &amp; &lt;<mark>hearts</mark>&gt;"
    assert shown.title == "Lungs & <hearts>"
    assert shown.authors == "<mark>Lung</mark> Hart"
    assert view(record, "title:lung").authors == "Lung Hart"
    assert view(record, "author:lung").title_marked == "Lungs &amp; &lt;hearts&gt;"
    assert view(record, "title:легкие").title_alternate == "<mark>Легкие</mark>"


def test_headings_are_shown_when_they_alone_hold_the_words() -> None:
    subjects = (Subject(parts=("Lung Diseases", "therapy")), Subject(parts=("Humans",)))
    record = Record(title="T", abstracts=(Abstract(text="Nothing of it."),), subjects=subjects)
    shown = view(record, "lungs")
    assert (shown.snippet, shown.snippet_label) == ("<mark>Lung</mark> Diseases › therapy", "Subjects:")
    assert view(record, "nothing").snippet == "<mark>Nothing</mark> of it."
    titled = Record(title="Lungs", abstracts=record.abstracts, subjects=subjects)
    assert view(titled, "lungs").snippet == "Nothing of it."


@given(st.text(max_size=60), st.text(max_size=20))
def test_marks_never_change_the_text(text: str, question: str) -> None:
    record = Record(title=text or "x", contributors=(Contributor(name=text or "x"),))
    shown = view(record, question)
    for marked, plain in ((shown.title_marked, record.title), (shown.authors, record.contributors[0].name)):
        assert re.sub("</?mark>", "", marked) == escape(plain)
