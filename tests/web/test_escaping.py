"""What templates print is safe, whatever it is."""

from __future__ import annotations

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from pinakes.web.environment import environment
from pinakes.web.escaping import escape


class _Named:
    def __html__(self) -> str:
        return "<b>mine</b>"


@given(st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.floats(), st.text().map(Markup)))
def test_values_are_escaped_as_the_library_does(value: object) -> None:
    assert escape(value) == markupsafe.escape(value)


def test_a_subclass_of_text_is_escaped_too() -> None:
    class Text(str):
        __slots__ = ()

    assert escape(Text("<i>")) == "&lt;i&gt;"
    assert escape(_Named()) == "<b>mine</b>"


def test_templates_print_by_it_and_never_twice() -> None:
    made = environment().from_string(
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{% set kept %}{{ x }}&{% endset %}"
        "{{ x }}{{ bold(x) }}{{ kept }}{{ x ~ y }}{{ [x, y]|join }}"
    )
    assert made.render(x="<", y=Markup("<i>")) == "&lt;<b>&lt;</b>&lt;&&lt;<i>&lt;<i>"


def test_an_unknown_name_is_still_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody }}").render()
