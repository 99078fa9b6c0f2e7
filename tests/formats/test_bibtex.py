"""BibTeX and biblatex."""

from __future__ import annotations

import io
import time

from hypothesis import given, strategies

from pinakes.formats.base import ReadFailure, read
from pinakes.formats.bibtex import BIBLATEX, BIBTEX
from pinakes.formats.latex_text import escaped, plain
from pinakes.records.dates import PublicationDate
from pinakes.records.record import Contributor, Record
from pinakes.testing.format_suite import FormatSuite


class TestBibtexSuite(FormatSuite):
    name = "bibtex"


def record(text: str | bytes) -> Record:
    raw = text.encode() if isinstance(text, str) else text
    (found,) = read(BIBTEX.reader(), io.BytesIO(raw))  # type: ignore[misc]
    assert isinstance(found, Record), found
    return found


def written(*records: Record) -> str:
    out = io.BytesIO()
    BIBTEX.exporter().write(records, out)  # type: ignore[misc]
    return out.getvalue().decode()


def names(author: str) -> list[str]:
    return [c.name for c in record("@book{k, title={T}, author={" + author + "}}").contributors]


def test_von_and_jr_parts() -> None:
    assert names("Ludwig van Beethoven") == ["van Beethoven, Ludwig"]
    assert names("King, Jr., Martin Luther") == ["King, Martin Luther, Jr."]
    assert names("Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin") == [
        "de la Vallée Poussin, Charles Louis Xavier Joseph"
    ]


def test_and_others_is_nobody() -> None:
    assert names("Rigby, A. and others") == ["Rigby, A."]


def test_and_within_braces_separates_nobody() -> None:
    (found,) = record("@book{k, title={T}, author={{Barnes and Noble}}}").contributors
    assert (found.name, found.kind) == ("Barnes and Noble", "organisation")


def test_macros_before_the_entry_are_joined_into_it() -> None:
    text = '@string{j = "Respirology "}\n@article{k, title={T}, journal = j # {Case Reports}, month = jun, year = 2014}'
    found = record(text)
    assert found.host is not None
    assert found.host.title == "Respirology Case Reports"
    assert found.date is not None
    assert found.date.edtf == "2014-06"


def test_a_value_without_end_does_not_swallow_the_next_field() -> None:
    found = record("@book{k, title = {No end,\n year = {1999},\n publisher = {House}\n}")
    assert (found.title, found.date and found.date.edtf) == ("No end", "1999")
    assert found.repairs


def test_an_entry_without_end_does_not_swallow_the_next() -> None:
    found = list(read(BIBTEX.reader(), io.BytesIO(b"@book{a, title={A}\n@book{b, title={B}}")))  # type: ignore[misc]
    assert [f.title for f in found if isinstance(f, Record)] == ["A", "B"]


def test_accents_and_symbols() -> None:
    for text, expected in (
        (r"{\"u}ber \"Uber \"{o}", "über Über ö"), (r"\'{\i} {\'\i} \c{c} \v{s} \H{o}", "í í ç š ő"),
        (r"\ss{} {\ss} \o\ \AA ngstr\"om", "ß ß ø Ångström"), (r"$\alpha$-H$_2$O 10$^{3}$", "α-H₂O 10³"),
        (r"\emph{E.~coli} \& 5\% ``q'' a--b", "E. coli & 5% “q” a–b"), ("{{{deep}}}", "deep"), ("}a{", "a"),
    ):  # fmt: skip
        assert plain(text) == expected


@given(strategies.text())
def test_any_text_survives_escaping(text: str) -> None:
    assert record(written(Record(title=f"T {text}", local_id="k"))).full_title.startswith("T")


@given(strategies.text(strategies.sampled_from("ab \\{}&%$#_~^ü-`'")))
def test_special_characters_are_read_back(text: str) -> None:
    assert plain(escaped(text)) == " ".join(text.split())


def test_keys_are_readable_stable_and_apart() -> None:
    person = Contributor(name="Müller, A.", family="Müller", given="A.", roles=("aut",), primary=True)
    first, second = (written(Record(title="T", local_id=i, contributors=(person,))) for i in ("1/2", "1|2"))
    assert first.startswith("@misc{muller-")
    assert first.split(",")[0] != second.split(",")[0]
    assert written(Record(title="T", local_id="rigby2014")).startswith("@misc{rigby2014,")


def test_an_entry_without_fields_is_a_failure() -> None:
    (found,) = read(BIBTEX.reader(), io.BytesIO(b"@article{empty}"))  # type: ignore[misc]
    assert isinstance(found, ReadFailure)


def test_macros_that_double_each_other_do_not_fill_the_memory() -> None:
    text = "@string{s0 = {ha}}\n" + "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 200))
    (found,) = read(BIBTEX.reader(), io.BytesIO(f"{text}@book{{k, title = s199}}".encode()))  # type: ignore[misc]
    assert isinstance(found, ReadFailure)
    assert "longer than" in found.reason


def several(text: str) -> dict[str, Record]:
    found = read(BIBTEX.reader(), io.BytesIO(text.encode()))  # type: ignore[misc]
    return {one.local_id: one for one in found if isinstance(one, Record)}


def test_what_a_parent_says_of_itself_alone_is_not_inherited() -> None:
    found = several(
        "@book{p, title={Whole}, author={A, B}, doi={10.1000/p}, note={n}, year=2001, publisher={P}}"
        "@incollection{c, title={Part}, crossref={p}}"
    )["c"]
    assert found.host is not None
    assert (found.host.title, found.notes, found.identifiers) == ("Whole", (), ())
    assert found.publications[0].publishers == ("P",)
    assert [(c.name, c.roles) for c in found.contributors] == [("A, B", ("bkp",))]


def test_what_the_child_says_goes_before_what_the_parent_says() -> None:
    found = several(
        "@incollection{c, title={Part}, booktitle={Mine}, year=2002, crossref={p}} @book{p, title={Whole}, year=2001}"
    )["c"]
    assert found.host is not None
    assert (found.host.title, found.date and found.date.edtf) == ("Mine", "2002")


def test_many_that_wait_for_a_parent_cost_no_more_than_each_alone() -> None:
    children = "".join(f"@inbook{{c{n}, title={{T}}, crossref={{p{n}}}}}\n" for n in range(4_000))
    parents = "".join(f"@book{{p{n}, title={{B}}}}\n" for n in range(4_000))
    began = time.process_time()
    assert len(several(children + parents)) == 8_000
    assert time.process_time() - began < 10


def test_biblatex_has_types_and_dates_of_its_own() -> None:
    thesis = Record(
        title="Atmung",
        subtitle="Eine Studie",
        formats=("Thesis",),
        publication_types=("Dissertation",),
        date=PublicationDate(edtf="2001-05/2001-06", first_year=2001),
    )
    out = io.BytesIO()
    BIBLATEX.exporter().write([thesis], out)  # type: ignore[misc]
    text = out.getvalue().decode()
    assert text.startswith("@thesis{")
    assert "subtitle = {Eine {Studie}}" in text or "subtitle = {Eine Studie}" in text
    assert "date = {2001-05/2001-06}" in text
    assert "type = {Dissertation}" in text


def test_a_season_is_words_in_bibtex_and_comes_back() -> None:
    made = Record(title="T", local_id="t", date=PublicationDate(edtf="1999-22", first_year=1999))
    assert "month = {Summer}" in written(made)
    found = several(written(made))["t"].date
    assert found is not None
    assert found.edtf == "1999-22"
