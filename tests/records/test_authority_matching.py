"""Headings of records and forms of authorities meet when they are of one thing, and only then."""

from __future__ import annotations

from pinakes.records.authority import Authority, Heading
from pinakes.records.authority_forms import forms, lists
from pinakes.records.authority_matching import WHOLE, chosen, condensed, headings, keys
from pinakes.records.record import Contributor, Identifier, Record, Subject
from pinakes.store.authority_port import FormHolder


def person(text: str, dates: str = "", *variants: str) -> Authority:
    return Authority(
        heading=Heading(text=text, kind="person", dates=dates),
        variants=tuple(Heading(text=v, kind="person") for v in variants),
    )


def held(**authorities: Authority) -> dict[int, list[FormHolder]]:
    """By key; ``a_1`` is the authority a:1."""
    found: dict[int, list[FormHolder]] = {}
    for name, authority in authorities.items():
        for form in forms(authority):
            holder = FormHolder(authority=name.replace("_", ":"), role=form.role, year=form.year)
            found.setdefault(form.key, []).append(holder)
    return found


def of(name: str, dates: str = "", **authorities: Authority) -> tuple[str, ...]:
    (heading,) = headings(Record(title="T", contributors=(Contributor(name=name, dates=dates),)))
    return chosen(heading, held(**authorities))


def test_one_of_each_file_may_be_of_the_same_person() -> None:
    clemens = person("Clemens, Samuel", "1835-1910")
    assert of("Clemens, Samuel", "", lc_1=clemens, gnd_1=clemens) == ("lc:1", "gnd:1")
    assert of("Clemens, Samuel", "", lc_1=clemens, lc_2=person("Clemens, Samuel")) == ()


def test_years_decide_and_without_any_that_fit_nobody_is_meant() -> None:
    two = {"a_1": person("Smith, John", "1580-1631"), "a_2": person("Smith, John", "1781-1852")}
    assert of("Smith, John", "1781-1852", **two) == ("a:2",)
    assert of("Smith, John", "1901-", **two) == ()
    assert of("Smith, John", "", **two) == ()


def test_a_variant_of_several_says_nothing() -> None:
    assert of("Smith, J.", "", a_1=person("Smith, John", "", "Smith, J.")) == ("a:1",)
    assert (
        of(
            "Smith, J.",
            "",
            a_1=person("Smith, John", "", "Smith, J."),
            b_2=person("Smith, Jo", "", "Smith, J."),
        )
        == ()
    )


def test_the_chosen_form_goes_before_a_variant_of_another() -> None:
    assert of("Smith, J.", "", a_1=person("Smith, J."), a_2=person("Smith, John", "", "Smith, J.")) == (
        "a:1",
    )


def test_a_subject_asks_for_its_whole_chain_and_its_first_part() -> None:
    record = Record(title="T", subjects=(Subject(parts=("Lung", "Diseases")), Subject(parts=("Lung",))))
    assert len(headings(record)) == 3
    assert len(keys(headings(record))) == 2


def test_numbers_of_unknown_registries_are_not_asked_for() -> None:
    local = Identifier(scheme="local", value="7")
    (heading,) = headings(Record(title="T", contributors=(Contributor(name="A", identifiers=(local,)),)))
    assert heading.numbers == ()


def test_of_many_forms_the_first_are_whole_and_the_others_add_their_words_once() -> None:
    many = [f"Goethe, Johann {n}" for n in range(WHOLE)] + [
        "Goethe, Iogann",
        "Gete, Iogann (poet)",
        "Goethe, Johann 3",
    ]
    found = condensed(many)
    assert found[:WHOLE] == many[:WHOLE]
    assert found[WHOLE:] == ["Iogann Gete, (poet)"]
    assert condensed(many[:5]) == many[:5]


def test_reference_records_and_forms_that_no_work_is_entered_under_stand_in_no_list() -> None:
    assert lists(person("A")) == ("author", "subject")
    assert lists(Authority(heading=Heading(text="A"), names=True)) == ("subject",)
    assert lists(Authority(heading=Heading(text="A"), established=False)) == ()
