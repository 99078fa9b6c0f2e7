"""The passage below a hit: the words of the question stand in it, marked and safe."""

from __future__ import annotations

from pinakes.query import simple
from pinakes.records.record import Abstract, ContentsEntry, Record
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
