"""Plain text out of strings with tags and entities, as the services give them."""

from __future__ import annotations

import pytest

from pinakes.formats.markup_text import abstract, plain


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Effect of<i>Camellia sinensis</i>teas", "Effect of Camellia sinensis teas"),
        ("c-<i>fos</i> and <scp>rFVII</scp>a", "c-fos and rFVIIa"),
        ("Marmosets (<i>Callithrix jacchus</i> )", "Marmosets (Callithrix jacchus)"),
        ("&lt;p&gt;Use of a drug&lt;/p&gt;", "Use of a drug"),
        ("A &amp;amp; B &amp; C", "A & B & C"),
        ("p < 0.05 and q > 1", "p < 0.05 and q > 1"),
        ("H<sub>2</sub>O, 10<sup>6</sup>", "H₂O, 10⁶"),
        (
            "<mml:math><mml:mfrac><mml:mn>1</mml:mn><mml:mi>x</mml:mi></mml:mfrac></mml:math> of it",
            "1/x of it",
        ),
        ("<math>broken <b>formula", "broken formula"),
        ("AT&T and R&D; more", "AT&T and R&D; more"),
    ],
)
def test_markup_becomes_text(given: str, expected: str) -> None:
    assert plain(given) == expected


def test_headings_become_sections_but_the_word_abstract_is_none() -> None:
    found = abstract("<h4>Abstract</h4>All. <h4>Results:</h4><p>Good &amp; more.</p>")
    assert found
    assert [(s.label, s.text) for s in found.sections] == [("", "All."), ("Results", "Good & more.")]
    assert found.text == "All. Good & more."


def test_an_abstract_without_text_is_none() -> None:
    assert abstract("<jats:title>Abstract</jats:title><jats:p> </jats:p>") is None
