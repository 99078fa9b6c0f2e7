"""The tests that every search index passes: an adapter's own test file is a subclass with an ``index`` fixture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from pinakes.errors import IndexRefused, QueryLimit, UnknownField
from pinakes.index import fields, headings
from pinakes.index.folding import fold
from pinakes.index.port import (
    FacetRequest,
    FacetValue,
    Filter,
    IndexDocument,
    SearchIndex,
    SearchRequest,
    SearchResult,
)
from pinakes.index.prepared import prepare
from pinakes.query.tree import And, Everything, Node, Not, Or, Range, Words
from pinakes.records.record import Classification, Contributor, Record

Values = Mapping[str, tuple[str, ...] | tuple[int, ...]]

SEED: Values = {
    "title": (
        "Tacrolimus rescue therapy for severe respiratory failure in the anti\u2010synthetase syndrome",
    ),
    "author": ("Rigby, Amy L.", "Plit, Marshall"),
    "journal": ("Respirology Case Reports",),
    "identifier": ("10.1002/rcr2.52", "2051-3380", "25473571", "PMC4184510"),
    "format": ("Article", "CaseReport"),
    "language": ("eng",),
    "year": (2014,),
}


def document(
    record_id: str, sequence: int = 1, /, **values: tuple[str, ...] | tuple[int, ...]
) -> IndexDocument:
    """A document of the values given, with the keys by which it is sorted."""
    found: dict[str, tuple[str, ...] | tuple[int, ...]] = dict(values)
    for name in ("title", "author"):
        if first := values.get(name):
            found.setdefault(f"{name}_sort", (str(first[0]).lower(),))
    return IndexDocument(id=record_id, sequence=sequence, values=found)


def titled(**titles: str) -> list[IndexDocument]:
    """Documents with an id and a title."""
    return [document(f"t:{name}", title=(title,)) for name, title in titles.items()]


def add(index: SearchIndex, documents: Iterable[IndexDocument], *, sequence: int = 1) -> None:
    """Put documents in and commit."""
    with index.writer() as writer:
        writer.put(documents)
        writer.commit(sequence)


def search(index: SearchIndex, query: str | Node, **changes: object) -> SearchResult:
    """Search all fields for all words of a text, or a tree."""
    node = Words(text=query) if isinstance(query, str) else query
    return index.search(SearchRequest(query=node, **changes))  # type: ignore[arg-type]


def found(index: SearchIndex, query: str | Node, **changes: object) -> list[str]:
    """The local ids of what is found, in order."""
    return [hit.id.partition(":")[2] for hit in search(index, query, **changes).hits]


class IndexSuite:
    """Subclasses give the fixture ``index``: an empty one."""

    # Changes

    def test_what_has_changed_since_is_found_by_a_range_of_sequence_numbers(self, index: SearchIndex) -> None:
        add(index, [document(f"t:{n}", n, title=("Lungs of a year",), year=(2000 + n,)) for n in range(1, 8)])
        between = (Filter(field=fields.SEQUENCE, low=4, high=6),)
        assert found(index, "lungs", filters=between, sort="oldest") == ["4", "5", "6"]
        result = search(index, "lungs", filters=(Filter(field=fields.SEQUENCE, low=4),), limit=2)
        assert (result.total, len(result.hits)) == (4, 2)
        assert found(index, Everything(), filters=(*between, Filter(field="year", values=("2005",)))) == ["5"]
        assert found(index, "liver", filters=between) == []
        assert found(index, "lungs", filters=between, sort="changed") == ["6", "5", "4"]
        add(index, [document("t:2", 9, title=("Lungs again",))], sequence=9)
        assert found(index, "lungs", filters=(Filter(field=fields.SEQUENCE, low=8),)) == ["2"]

    # Matching

    @pytest.mark.parametrize(
        "query",
        ["anti-synthetase", "antisynthetase", "anti synthetase", "anti\u2010synthetase", "ANTI\u2011SYNTHETASE",
         "anti\u00adsynthetase", "rigby", "Rigby tacrolimus", "syndromes", "10.1002/rcr2.52",
         "https://doi.org/10.1002/RCR2.52.", "doi:10.1002/rcr2.52", "2051-3380", "20513380", "PMC4184510",
         "25473571", "respirology", "severe failures"],
    )  # fmt: skip
    def test_the_seed_record_is_found(self, index: SearchIndex, query: str) -> None:
        add(index, [document("t:seed", **SEED), *titled(other="Something else")])
        assert found(index, query) == ["seed"]

    @pytest.mark.parametrize(
        ("title", "query"),
        [
            ("Müller", "mueller"), ("Mueller", "müller"), ("Muller", "mueller"), ("Mueller", "muller"),
            ("Mu\u0308ller", "Müller"), ("Straße", "strasse"), ("Łódź", "lodz"), ("Søren", "soren"),
            ("Æneid", "aeneid"), ("Qur\u02bcān", "quran"), ("ﬁlm", "film"), ("Ｆｕｌｌ", "full"), ("H₂O", "h2o"),
            ("Antisynthetase", "anti-synthetase"), ("anti synthetase", "antisynthetase"), ("data base", "database"),
            ("T-cell", "t cell"), ("TNF-α", "tnf-alpha"), ("TNFα", "TNF alpha"), ("TNF-alpha", "TNFα"),
            ("β-blocker", "beta blocker"), ("IL-6", "il6"), ("C++", "c++"), ("C#", "c#"), (".NET", ".net"),
            ("O\u2019Neill", "oneill"), ("O'Neill", "o’neill"), ("ONeill", "o'neill"), ("L'amour", "amour"),
            ("women's", "womens"), ("women's", "women"), ("aren't", "arent"), ("AT&T", "att"), ("U.S.A.", "usa"),
            ("Sense & Sensibility", "sense and sensibility"), ("Louis II", "louis 2"), ("Louis 2", "louis II"),
            ("Αθήνα", "αθηνα"), ("λόγος", "ΛΟΓΟΣ"), ("Ёлка", "елка"), ("йод", "и\u0306од"), ("مُحَمَّد", "محمد"),
            ("إسلام", "اسلام"), ("שָׁלוֹם", "שלום"), ("中文系統", "系統"), ("水", "水"), ("カタカナ", "ｶﾀｶﾅ"),
            ("ひらがな", "ヒラガナ"), ("圖書館學", "图书馆学"), ("图书馆学", "圖書館"),
            ("図書館", "圖書館"), ("歴史", "历史"), ("ﾊﾞｽ", "バス"),
            ("日本 の 歴史", "日本の歴史"), ("日本の歴史", "日本 歴史"), ("コンピューター", "コンピュータ"),
            ("人々", "人人"), ("国際 政治", "國際政治"), ("한국어", "한국어"),
            ("ภาษาไทย", "ไทย"), ("हिन्दी साहित्य", "हिन्दी"), ("half\u00a0life", "half life"),
        ],
    )  # fmt: skip
    def test_how_it_is_written_does_not_decide(self, index: SearchIndex, title: str, query: str) -> None:
        add(index, titled(one=title, two="another thing"))
        assert found(index, query) == ["one"]

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Qur'an", "koran"), ("Qorʼān", "quran"), ("violoncello", "cello"), ("Dept. of State", "department of state"),
         ("tumours", "tumor"), ("tumor", "tumour"), ("colour", "colors"), ("anaemia", "anemia"), ("fetus", "foetus"),
         ("organisation", "organization"), ("analysing", "analyze"), ("catalogues", "catalog"), ("center", "centre"),
         ("C♯", "c#"), ("F♯ minor", "F-sharp minor"), ("F-sharp minor", "f# minor"), ("A♭ major", "ab major"),
         ("A-flat major", "a♭ major"), ("Haemophilia", "hemophilia"), ("sulfate", "sulphate"), ("children", "child"),
         ("metastases", "metastasis"), ("women", "woman")],
    )  # fmt: skip
    def test_two_ways_to_write_a_word_find_each_other(self, index: SearchIndex, one: str, other: str) -> None:
        add(index, titled(a=one, b=other, c="another thing"))
        assert set(found(index, one)) == set(found(index, other)) == {"a", "b"}

    @pytest.mark.parametrize(
        ("title", "query"),
        [("Geschichte der Bibliotheken", "Bibliotheksgeschichte"), ("Bibliotheksgeschichte", "Geschichte Bibliothek"),
         ("Bibliotheksgeschichte", "Geschichte der Bibliothek"), ("Krankenhausbibliothek", "Krankenhaus Bibliothek"),
         ("Die Bibliothek im Krankenhaus", "Krankenhausbibliothek")],
    )  # fmt: skip
    def test_german_compounds_are_found_by_their_parts_and_the_other_way(
        self, index: SearchIndex, title: str, query: str
    ) -> None:
        german = ("deu",)
        add(
            index,
            [
                document("t:one", title=(title,), language=german),
                document("t:words", title=("Krankenhaus, Geschichte",), language=german),
                document("t:more", title=("Bibliothek",), language=german),
            ],
        )
        assert found(index, query) == ["one"]

    def test_a_stop_word_of_another_language_is_a_word_where_nothing_else_is_of_it(
        self, index: SearchIndex
    ) -> None:
        add(
            index,
            titled(
                civil="The American civil war",
                law="Civil law",
                wars="Wars of religion",
                krieg="Wie war der Krieg",
                kind="Der Krieg und die Kinder",
            ),
        )
        assert found(index, "civil war") == ["civil"]
        assert set(found(index, "war")) == {"civil", "wars", "krieg"}
        assert set(found(index, "wie war der krieg")) == {"krieg", "kind"}
        assert found(index, "wie war der krieg")[0] == "krieg"

    def test_parts_that_say_nothing_alone_must_stand_beside_each_other(self, index: SearchIndex) -> None:
        add(index, titled(a="e-mail", b="mail by E. Smith", c="email", d="e mail"))
        assert set(found(index, "e-mail")) == {"a", "c", "d"}

    def test_an_elided_article_need_not_be_there(self, index: SearchIndex) -> None:
        add(index, titled(a="L'État", b="Un état", c="other"))
        assert set(found(index, "l'état")) == {"a", "b"}

    def test_a_mark_makes_another_syllable(self, index: SearchIndex) -> None:
        add(index, titled(bus="バス", gate="パス"))
        assert found(index, "バス") == ["bus"]

    @pytest.mark.parametrize(
        ("language", "printed", "query"),
        [("eng", "running shoes", "shoe"), ("deu", "Die Häuser", "haus"), ("fra", "les chevaux blancs", "blanc"),
         ("spa", "las canciones", "canción"), ("ita", "le canzoni", "canzone"), ("por", "os livros", "livro"),
         ("nld", "de boeken", "boek"), ("swe", "böckerna", "böcker"), ("dan", "bøgerne", "bøger"),
         ("fin", "talossa", "talo"), ("hun", "házakban", "házak"), ("rus", "книги", "книга"),
         ("tur", "kitaplar", "kitap"), ("ron", "cărților", "cărți"), ("nob", "bøkene", "bøker")],
    )  # fmt: skip
    def test_words_are_found_by_their_stems(
        self, index: SearchIndex, language: str, printed: str, query: str
    ) -> None:
        add(index, [document("t:one", title=(printed,), language=(language,)), *titled(two="zzz")])
        assert found(index, query) == ["one"]

    def test_the_word_as_typed_ranks_above_its_relatives(self, index: SearchIndex) -> None:
        add(index, titled(a="Reports of cases", b="Report of cases", c="Reports of cases"))
        assert found(index, "report")[0] == "b"
        assert set(found(index, "report")) == {"a", "b", "c"}

    def test_all_words_must_be_in_the_record_in_whatever_field(self, index: SearchIndex) -> None:
        add(
            index,
            [
                document("t:one", title=("Emma",), author=("Austen, Jane",)),
                document("t:two", title=("Emma",), author=("Thompson",)),
            ],
        )
        assert found(index, "austen emma") == ["one"]

    def test_a_long_question_needs_most_of_its_words(self, index: SearchIndex) -> None:
        text = "which effects have interlibrary loans on circulation budgets of hospital libraries"
        add(
            index,
            titled(all=text, most="effects of interlibrary loans on hospital libraries", few="hospital"),
        )
        question = Words(text=text, need="most")
        assert found(index, question) == ["all", "most"]
        assert found(index, text) == ["all"]

    def test_records_with_all_words_of_a_long_question_come_first(self, index: SearchIndex) -> None:
        add(
            index,
            [
                *titled(short="interlibrary loans in hospital libraries", few="hospital libraries"),
                document(
                    "t:all",
                    title=("Annual report",),
                    notes=(
                        "loans "
                        + "and many other things " * 60
                        + "interlibrary budgets of hospital libraries",
                    ),
                ),
            ],
        )
        question = Words(text="interlibrary loans hospital libraries budgets", need="most")
        assert found(index, question) == ["all", "short"]

    def test_when_nothing_has_all_words_the_nearest_are_given_and_marked(self, index: SearchIndex) -> None:
        add(index, titled(near="tacrolimus rescue therapy", far="apple"))
        result = search(index, Words(text="tacrolimus rescue unheardof", need="most"))
        assert [hit.id for hit in result.hits] == ["t:near"]
        assert result.relaxed
        assert not search(index, Words(text="tacrolimus rescue", need="most")).relaxed
        assert search(index, "tacrolimus rescue unheardof").total == 0

    def test_of_the_nearest_the_one_with_a_word_like_the_misspelled_one_is_first(
        self, index: SearchIndex
    ) -> None:
        add(
            index,
            titled(
                meant="The artistry of Bill Evans", other="Bill Evans", third="Evans, Bill: Bill Evans again"
            ),
        )
        result = search(index, Words(text="the artisrty of bill evans", need="most"))
        assert result.relaxed
        assert result.hits[0].id == "t:meant"

    def test_any_of_the_words_suffices_when_asked_so(self, index: SearchIndex) -> None:
        add(index, titled(a="apple", b="banana", c="cherry"))
        assert set(found(index, Words(text="apple banana", need="any"))) == {"a", "b"}

    def test_phrases_need_the_order_and_slop_lets_words_between(self, index: SearchIndex) -> None:
        add(index, titled(a="case report of failure", b="report on a case", c="case and report"))
        assert found(index, Words(text="case report", match="phrase")) == ["a"]
        assert set(found(index, Words(text="case report", match="phrase", slop=1))) >= {"a", "c"}

    def test_a_phrase_does_not_run_from_one_author_into_the_next(self, index: SearchIndex) -> None:
        add(index, [document("t:a", author=("Plit, Marshall", "Glanville, Allan"))])
        assert found(index, Words(text="marshall glanville", match="phrase")) == []

    def test_phrases_hold_compounds_in_any_spelling(self, index: SearchIndex) -> None:
        add(
            index,
            titled(
                a="the anti-synthetase syndrome",
                b="the antisynthetase syndrome",
                c="syndrome anti synthetase",
            ),
        )
        for text in ("anti-synthetase syndrome", "antisynthetase syndrome", "anti synthetase syndrome"):
            assert set(found(index, Words(text=text, match="phrase"))) == {"a", "b"}, text

    def test_a_field_holds_only_its_own_words(self, index: SearchIndex) -> None:
        add(
            index,
            [
                document("t:a", title=("Tudor history",), author=("Stone",)),
                document("t:b", title=("Stone age",), author=("Tudor",)),
            ],
        )
        assert found(index, Words(text="tudor", field="title")) == ["a"]
        assert found(index, Words(text="stone", field="author")) == ["a"]

    def test_prefixes_wildcards_and_typing_errors(self, index: SearchIndex) -> None:
        add(index, titled(a="immunology", b="immunity", c="museum"))
        assert set(found(index, Words(text="immun", match="prefix"))) == {"a", "b"}
        assert found(index, Words(text="m?seum", match="wildcard")) == ["c"]
        assert found(index, Words(text="*logy", match="wildcard")) == ["a"]
        assert found(index, Words(text="immunolgy", match="fuzzy", slop=1)) == ["a"]

    def test_and_or_not(self, index: SearchIndex) -> None:
        add(index, titled(a="apple banana", b="apple", c="banana", d="cherry"))
        apple, banana, cherry = (Words(text=t) for t in ("apple", "banana", "cherry"))
        assert found(index, And(parts=(apple, banana))) == ["a"]
        assert set(found(index, Or(parts=(apple, cherry)))) == {"a", "b", "d"}
        assert found(index, And(parts=(apple, Not(part=banana)))) == ["b"]
        assert found(index, And(parts=(Not(part=apple), Not(part=banana)))) == ["d"]
        assert set(found(index, Not(part=apple))) == {"c", "d"}
        assert set(found(index, Not(part=Not(part=apple)))) == {"a", "b"}
        assert set(found(index, Or(parts=(cherry, Not(part=banana))))) == {"b", "d"}

    def test_years_are_numbers(self, index: SearchIndex) -> None:
        add(index, [document(f"t:{y}", title=("x",), year=(y,)) for y in (-50, 1990, 2000, 2014)])
        assert set(found(index, Range(field="year", low=1990, high=2000))) == {"1990", "2000"}
        assert found(index, Range(field="year", high=1900)) == ["-50"]
        assert found(index, Range(field="year", low=3, high=1)) == []
        assert found(index, Words(text="2014", field="year")) == ["2014"]

    # Known items

    @pytest.mark.parametrize(
        ("query", "first"),
        [("nature", "nature"), ("The Nature", "nature"), ("it", "it"), ("the who", "who"), ("emma", "emma"),
         ("emma austen", "emma"), ("to be or not to be", "be"), ("die zeit", "zeit"), ("a", "a")],
    )  # fmt: skip
    def test_a_whole_title_comes_first(self, index: SearchIndex, query: str, first: str) -> None:
        add(
            index,
            [
                *titled(
                    nature="Nature", nature2="Nature and human nature: the nature of it", it="It", who="The Who",
                    it2="It is it: the whole of it", who2="Who are the ones who like the who", be="To be, or not to be",
                    be2="Be it or be not, to be is to be or not to be", zeit="Die Zeit",
                    zeit2="Zeit, Zeit und die Zeit",
                    a="A", a2="A is a letter", nature3="The letters to Nature",
                ),
                document("t:emma", title=("Emma",), author=("Austen, Jane",)),
                document("t:emma2", title=("Jane Austen's Emma: Austen on Emma",), author=("Weinsheimer",)),
            ],
        )  # fmt: skip
        assert found(index, query)[0] == first

    @pytest.mark.parametrize(
        "query",
        ["9783161484100", "978-3-16-148410-0", "3-16-148410-X", "316148410x", "ISBN 978-3-16-148410-0",
         "978‐3‐16‐148410‐0 (pbk.) : EUR 20", "0378-5955", "ISSN 03785955", "(OCoLC)ocm00012345", "12345"],
    )  # fmt: skip
    def test_an_identifier_is_found_in_any_form(self, index: SearchIndex, query: str) -> None:
        ids = ("9783161484100", "0378-5955", "12345", "(DE-588)118540238")
        add(
            index,
            [
                document("t:a", title=("x",), identifier=ids),
                document("t:b", title=("y",), identifier=("999",)),
            ],
        )
        assert found(index, Words(text=query, field="identifier")) == ["a"]

    def test_call_numbers_are_found_by_their_beginning(self, index: SearchIndex) -> None:
        add(index, [document("t:a", callnumber=("QA76.73 .P98",)), document("t:b", callnumber=("QA7.1",))])
        for query in ("QA 76.73", "qa76.73 p98", "QA76"):
            assert found(index, Words(text=query, field="callnumber")) == ["a"]
        assert found(index, "QA 76.73") == ["a"]

    @pytest.mark.parametrize(
        "query", ["QA76.73", "qa76.73", "QA 76.73 .P98", "QA76", "QA76.73 P98 2004", "616.7/R55"]
    )
    def test_a_call_number_is_found_by_what_people_type(self, index: SearchIndex, query: str) -> None:
        numbers = ("QA76.73 .P98 2004", "616.7/R55")
        add(index, [document("t:a", title=("x",), callnumber=numbers), *titled(b="Words", c="Other words")])
        assert found(index, Words(text=query, need="most")) == ["a"]

    def test_what_may_be_a_word_is_no_call_number(self, index: SearchIndex) -> None:
        add(index, [document("t:a", title=("x",), callnumber=("CD42",)), *titled(b="CD4 cells", c="PD-1")])
        assert found(index, "CD4") == ["b"]
        assert found(index, "PD 1") == ["c"]

    def test_a_record_is_found_by_its_number(self, index: SearchIndex) -> None:
        add(index, [document("t:one", title=("x",), identifier=("one",)), *titled(two="one")])
        assert found(index, Words(text="t:one", field="id")) == ["one"]
        assert found(index, Words(text="one", field="id")) == ["one"]
        assert set(found(index, Words(text="t:", field="id", match="prefix"))) == {"one", "two"}

    def test_languages_and_formats_may_be_named(self, index: SearchIndex) -> None:
        add(index, self.FACETED)
        for name in ("German", "deutsch", "de", "ger", "deu"):
            assert set(found(index, Words(text=name, field="language"))) == {"1", "2"}, name
        for name in ("book", "Buch", "Book"):
            assert set(found(index, Words(text=name, field="format"))) == {"1", "2"}, name

    def test_the_year_is_a_word_too(self, index: SearchIndex) -> None:
        add(
            index,
            [
                document("t:a", title=("Elektrodynamik",), author=("Einstein, Albert",), year=(1905,)),
                document("t:b", title=("Elektrodynamik",), author=("Einstein, Albert",), year=(1915,)),
                document("t:c", title=("1905",), year=(2001,)),
            ],
        )
        assert found(index, "einstein 1905") == ["a"]
        assert found(index, "elektrodynamik 1915") == ["b"]
        assert found(index, "1905")[0] == "c"

    # Why is this here

    @pytest.mark.parametrize(
        "query",
        [
            Words(text="severe failures syndrome rigby respirology and other words", need="most"),
            Words(text="Tacrolimus rescue therapy for severe respiratory failure in the anti-synthetase syndrome"),
            Words(text="rescue therapy", match="phrase"), Words(text="tacrol", match="prefix"), Everything(),
            Words(text="10.1002/rcr2.52"), Words(text="rigby 2014"), Words(text="tacrolimos", match="fuzzy"),
            Or(parts=(Words(text="tacrolimus"), Not(part=Words(text="apple")))), Not(part=Words(text="apple")),
            And(parts=(Words(text="tacrolimus"), Not(part=Words(text="apple")), Range(field="year", low=2000))),
            Words(text="eng", field="language"), Words(text="2014", field="year"), Words(text="tacrolimus"),
            Words(text="tacrolimus", field="title"),
            Words(text="tacrolimus unheardof", need="most"), Words(text="t:seed", field="id"),
        ],
    )  # fmt: skip
    def test_the_shares_of_a_hit_add_up_to_its_score(self, index: SearchIndex, query: Node) -> None:
        seed = document("t:seed", **SEED)
        add(index, [seed, *titled(other="Something else", apple="Apple of severe failure")])
        hit = next(h for h in search(index, query).hits if h.id == "t:seed")
        why = index.explain(SearchRequest(query=query), seed)
        assert why is not None
        assert why.score == pytest.approx(hit.score, rel=1e-4, abs=1e-4)
        assert sum(share.score for share in why.shares) == pytest.approx(hit.score, rel=1e-4, abs=1e-4)
        assert [s.score for s in why.shares] == sorted((s.score for s in why.shares), reverse=True)

    def test_a_share_names_word_and_field(self, index: SearchIndex) -> None:
        emma = document(
            "t:emma", title=("Emma",), author=("Austen, Jane",), notes=("Emma as a film",), year=(1815,)
        )
        add(index, [emma, *titled(other="Something else")])
        why = index.explain(SearchRequest(query=Words(text="emma austen 1815 unheardof", need="most")), emma)
        assert why is not None
        assert why.relaxed
        assert why.missing == ("unheardof",)
        told = {(s.kind, s.text, s.field) for s in why.shares}
        assert {("word", "emma", "title"), ("word", "emma", "notes"), ("word", "austen", "author")} <= told
        assert {("word", "1815", "year"), ("title", "Emma", "title")} <= told

    def test_a_share_of_another_form_names_the_word_as_typed(self, index: SearchIndex) -> None:
        one = document("t:one", title=("Respiratory syndromes",))
        add(index, [one, *titled(other="Something else")])
        why = index.explain(SearchRequest(query=Words(text="Syndrome")), one)
        assert why is not None
        assert ("stem", "Syndrome", "title") in {(s.kind, s.text, s.field) for s in why.shares}

    def test_an_author_is_found_by_initials(self, index: SearchIndex) -> None:
        names = (("Rigby, Amy L.", "Rigby", "Amy L."), ("Rigby, Bernard", "Rigby", "Bernard"))
        records = [
            Record(
                source="t",
                local_id=given[0],
                title="x",
                contributors=(Contributor(name=name, family=family, given=given),),
            )
            for name, family, given in names
        ]
        add(index, [*map(fields.document, records), *titled(**{f"z{n}": "filler" for n in range(20)})])
        for query in ("rigby al", "Rigby AL", "rigby a", "Rigby, A. L.", "A. L. Rigby"):
            assert found(index, Words(text=query, field="author")) == ["A"], query
        assert found(index, "rigby b") == ["B"]
        assert found(index, "rigby al")[0] == "A"

    def test_what_is_not_found_has_no_explanation(self, index: SearchIndex) -> None:
        one, two = titled(one="apple", two="banana")
        add(index, [one])
        assert index.explain(SearchRequest(query=Words(text="banana")), one) is None
        assert index.explain(SearchRequest(query=Words(text="banana")), two) is None
        limit = Filter(field="format", values=("Book",))
        assert index.explain(SearchRequest(query=Words(text="apple"), filters=(limit,)), one) is None

    # Filters and facets

    FACETED = (
        document(
            "t:1", title=("x",), format=("Book",), language=("eng", "deu"), year=(2000,), author_facet=("A",)
        ),
        document("t:2", title=("x",), format=("Book",), language=("deu",), year=(2001,), author_facet=("B",)),
        document("t:3", title=("x",), format=("Article",), language=("eng",), year=(2002,)),
        document("t:4", title=("y",), format=("Map",)),
    )

    def test_values_of_one_filter_are_alternatives_and_filters_add_up(self, index: SearchIndex) -> None:
        add(index, self.FACETED)
        both = Filter(field="format", values=("Book", "Map"))
        assert set(found(index, Everything(), filters=(both,))) == {"1", "2", "4"}
        assert found(index, "x", filters=(both, Filter(field="language", values=("eng",)))) == ["1"]

    def test_filters_exclude_ask_for_ranges_and_for_no_value(self, index: SearchIndex) -> None:
        add(index, self.FACETED)
        for limit, expected in (
            (Filter(field="format", values=("Book",), exclude=True), {"3", "4"}),
            (Filter(field="year", low=2001), {"2", "3"}),
            (Filter(field="year", low=2001, exclude=True), {"1", "4"}),
            (Filter(field="year", values=("2000", "2002")), {"1", "3"}),
            (Filter(field="year", values=("no year",)), set()),
            (Filter(field="language", missing=True), {"4"}),
            (Filter(field="year", missing=True), {"4"}),
            (Filter(field="language", missing=True, exclude=True), {"1", "2", "3"}),
            (Filter(field="format", values=("Map",), missing=True), {"4"}),
            (Filter(field="format", values=("",)), set()),
        ):
            assert set(found(index, Everything(), filters=(limit,))) == expected, limit

    def test_facets_count_exactly_and_leave_their_own_filter_out(self, index: SearchIndex) -> None:
        add(index, self.FACETED)
        asked = tuple(FacetRequest(field=name) for name in ("format", "language", "year", "author_facet"))
        result = search(
            index, Everything(), facets=asked, filters=(Filter(field="format", values=("Book",)),)
        )
        counts = {name: {v.value: v.count for v in values} for name, values in result.facets.items()}
        assert counts["format"] == {"Book": 2, "Article": 1, "Map": 1}
        assert counts["language"] == {"deu": 2, "eng": 1}
        assert counts["year"] == {"2000": 1, "2001": 1}
        assert [v.value for v in result.facets["format"]] == ["Book", "Article", "Map"]

    def test_values_that_are_asked_for_are_counted_whatever_their_place(self, index: SearchIndex) -> None:
        add(index, self.FACETED)
        for name, expected in (
            ("format", [("Book", 2), ("Map", 0), ("Atlas", 0)]),
            ("author_facet", [("A", 1), ("Map", 0), ("Atlas", 0)]),
        ):
            asked = FacetRequest(field=name, size=1, values=("Map", "Atlas"))
            values = search(index, "x", facets=(asked,)).facets[name]
            assert [(v.value, v.count) for v in values] == expected
        strange = ("2002", "no year", "9" * 40, "\ud800")
        asked = FacetRequest(field="year", size=0, values=strange)
        assert [v.count for v in search(index, "x", facets=(asked,)).facets["year"]] == [1, 0, 0, 0]

    @pytest.mark.parametrize(
        ("name", "number"), [("language", 1), ("author_facet", 2), ("year", 1), ("format", 0), ("source", 4)]
    )
    def test_records_without_a_value_are_counted_when_asked(
        self, index: SearchIndex, name: str, number: int
    ) -> None:
        add(index, self.FACETED)
        plain = search(index, Everything(), facets=(FacetRequest(field=name),)).facets[name]
        asked = FacetRequest(field=name, missing=True)
        counted = search(index, Everything(), facets=(asked,)).facets[name]
        assert counted[:-1] == plain
        assert (counted[-1].value, counted[-1].count) == ("", number)
        assert "" not in [v.value for v in plain]

    def test_a_filter_for_every_value_narrows_its_own_facet_too(self, index: SearchIndex) -> None:
        add(index, self.FACETED)
        both = Filter(field="language", values=("eng", "deu"), every=True)
        result = search(index, Everything(), filters=(both,), facets=(FacetRequest(field="language"),))
        assert [hit.id for hit in result.hits] == ["t:1"]
        assert {v.value: v.count for v in result.facets["language"]} == {"eng": 1, "deu": 1}
        none = Filter(field="language", values=("eng", ""), every=True)
        assert found(index, Everything(), filters=(none,)) == []
        not_both = Filter(field="language", values=("eng", "deu"), every=True, exclude=True)
        assert set(found(index, Everything(), filters=(not_both,))) == {"2", "3", "4"}

    def test_a_facet_is_cut_searched_and_ordered(self, index: SearchIndex) -> None:
        names = [f"Person {n:03}" for n in range(120)] + ["Müller, Anna", "Ärzte"]
        add(
            index,
            [
                document(f"t:{n}", title=("x",), author=(name,), author_facet=(name,))
                for n, name in enumerate(names)
            ],
        )

        def values(**options: object) -> list[str]:
            request = FacetRequest(field="author_facet", **options)  # type: ignore[arg-type]
            return [v.value for v in search(index, "x", facets=(request,)).facets["author_facet"]]

        assert len(values(size=5)) == 5
        assert values(prefix="mull") == ["Müller, Anna"]
        assert values(order="value", size=2) == ["Ärzte", "Müller, Anna"]

    def test_values_are_filed_under_their_letters(self, index: SearchIndex) -> None:
        names = ["Ärzte", "axel", "'Abd", "Müller", "mann", "Zola", "12 monkeys", "Ωmega"]
        add(index, [document(f"t:{n}", title=("x",), author_facet=(name,)) for n, name in enumerate(names)])
        add(index, [document("t:more", title=("y",), author_facet=("Aaron", "axel"))], sequence=2)

        def values(query: str, **options: object) -> list[str]:
            request = FacetRequest(field="author_facet", **options)  # type: ignore[arg-type]
            return [v.value for v in search(index, query, facets=(request,)).facets["author_facet"]]

        assert values("x", initial="A", order="value") == ["'Abd", "Ärzte", "axel"]
        assert values("x", initial="m", order="value", size=1) == ["mann"]
        assert values("x", initial="Q", order="value") == []
        assert values("y", initial="a", order="value") == ["Aaron", "axel"]
        assert values("y", initial="a", values=("Zola",)) == ["Aaron", "axel", "Zola"]
        assert values("x y", initial="a", order="value") == []
        assert sorted(values("x", initial="A")) == sorted(["'Abd", "Ärzte", "axel"])

    def test_counts_are_exact_over_many_commits(self, index: SearchIndex) -> None:
        for part in range(6):
            add(
                index,
                [
                    document(f"t:{part}-{n}", title=("x",), author_facet=(f"N{(n * 7 + part) % 97}", "all"))
                    for n in range(60)
                ],
            )
        result = search(index, "x", facets=(FacetRequest(field="author_facet", size=10),))
        truth: dict[str, int] = {"all": 360}
        for part in range(6):
            for n in range(60):
                name = f"N{(n * 7 + part) % 97}"
                truth[name] = truth.get(name, 0) + 1
        expected = sorted(truth.items(), key=lambda pair: (-pair[1], pair[0]))[:10]
        assert [(v.value, v.count) for v in result.facets["author_facet"]] == expected

    # Order and pages

    def test_orders(self, index: SearchIndex) -> None:
        add(
            index,
            [
                document("t:a", title=("Beta",), author=("Zeta",), year=(1999,)),
                document("t:b", title=("alpha",), author=("Yule",), year=(2010,)),
                document("t:c", title=("Gamma",)),
            ],
        )
        assert found(index, Everything(), sort="newest") == ["b", "a", "c"]
        assert found(index, Everything(), sort="oldest") == ["a", "b", "c"]
        assert found(index, Everything(), sort="title") == ["b", "a", "c"]
        assert found(index, Everything(), sort="author") == ["b", "a", "c"]

    def test_call_numbers_order_as_a_shelf_does(self, index: SearchIndex) -> None:
        numbers = {"a": "QA76.73 .P98", "b": "QA76 .A1", "c": "QA9", "d": "616.7"}
        records = [
            Record(
                source="t",
                local_id=n,
                title="x",
                classifications=(Classification(scheme="lcc", number=number),),
            )
            for n, number in numbers.items()
        ]
        add(index, [*map(fields.document, records), *titled(none="x")])
        assert found(index, "x", sort="callnumber") == ["d", "c", "b", "a", "none"]

    def test_of_records_that_fit_as_well_the_one_with_the_higher_prior_is_first(
        self, index: SearchIndex
    ) -> None:
        add(
            index,
            [
                document(f"t:{name}", title=("Handbook of libraries",), prior=(number,))
                for name, number in (("old", 1), ("new", 3), ("middle", 2))
            ],
        )
        assert found(index, "handbook") == ["new", "middle", "old"]
        assert found(index, Everything()) == ["new", "middle", "old"]
        assert [hit.score for hit in search(index, Everything()).hits] == [1.0, 1.0, 1.0]

    def test_pages_hold_every_hit_once(self, index: SearchIndex) -> None:
        add(index, [document(f"t:{n}", title=("same",), year=(2000 + n % 3,)) for n in range(57)])
        for sort in ("relevance", "newest", "title"):
            pages = [found(index, "same", sort=sort, offset=o, limit=10) for o in range(0, 60, 10)]
            assert sorted(i for page in pages for i in page) == sorted(map(str, range(57)))
            assert pages[0] == found(index, "same", sort=sort, limit=10)
        assert search(index, "same", offset=1000).hits == ()
        assert search(index, "same", limit=0).total == 57

    def test_an_empty_index_answers(self, index: SearchIndex) -> None:
        result = search(index, Everything(), facets=(FacetRequest(field="format"),))
        assert (result.total, result.hits, result.facets) == (0, (), {"format": ()})
        assert list(index.ids()) == []
        assert index.corrections("nothing") == ()

    # Hostile input

    @pytest.mark.parametrize(
        "text",
        ["", " ", '"', "\\", "(", ")" * 50, "*", "?", "~", "-", "+/-", "\0", "\x00a\x00", "\ud800", "a\udfffb",
         "the", "the of and", "…", "AND", "a AND NOT b", "field:", "'", "x" * 5000, "é" * 3000, "\u202e", "💥",
         "[a TO b]", "a^10", "{", "//", "0" * 400, "-" * 400, "e~run", ".", "...", "10.", "中" * 500, "\U000e0001"],
    )  # fmt: skip
    @pytest.mark.parametrize("match", ["words", "phrase", "prefix", "wildcard", "fuzzy"])
    def test_no_text_raises(self, index: SearchIndex, text: str, match: str) -> None:
        add(index, titled(a="the who and the what", b="apple"))
        for name in ("all", "title", "identifier", "callnumber", "language", "year"):
            for need in ("all", "any", "most"):
                node = Words(text=text, match=match, field=name, need=need)  # type: ignore[arg-type]
                search(index, node, facets=(FacetRequest(field="format", prefix=text),))

    def test_depth_and_width_have_limits(self, index: SearchIndex) -> None:
        deep: Node = Words(text="a")
        for _ in range(5000):
            deep = Not(part=deep)
        with pytest.raises(QueryLimit):
            search(index, deep)
        with pytest.raises(QueryLimit):
            search(index, Or(parts=tuple(Words(text=str(n)) for n in range(20_000))))
        with pytest.raises(QueryLimit):
            search(index, "word " * 20_000)

    def test_unknown_names_are_told(self, index: SearchIndex) -> None:
        with pytest.raises(UnknownField):
            search(index, Words(text="x", field="nonsense"))
        with pytest.raises(UnknownField):
            search(index, "x", sort="nonsense")
        with pytest.raises(UnknownField):
            search(index, "x", filters=(Filter(field="nonsense", values=("a",)),))
        with pytest.raises(UnknownField):
            search(index, "x", facets=(FacetRequest(field="nonsense"),))

    # Writing

    def test_the_same_id_replaces_and_deleting_removes(self, index: SearchIndex) -> None:
        add(index, titled(a="old", b="kept"))
        with index.writer() as writer:
            writer.put(titled(a="new"))
            writer.put(titled(a="newest"))
            writer.delete(["t:b", "t:never there"])
            writer.commit(2)
        assert found(index, Everything()) == ["a"]
        assert found(index, "newest") == ["a"]
        assert found(index, "old") == found(index, "new") == []

    def test_nothing_is_seen_before_the_commit(self, index: SearchIndex) -> None:
        add(index, titled(a="apple"))
        with index.writer() as writer:
            writer.put(titled(b="banana"))
            assert found(index, "banana") == []
            writer.commit(5)
            assert found(index, "banana") == ["b"]
            writer.put(titled(c="cherry"))
        assert found(index, "cherry") == []
        assert index.state().sequence == 5

    def test_an_exception_rolls_back(self, index: SearchIndex) -> None:
        with pytest.raises(RuntimeError, match="stop"), index.writer() as writer:  # noqa: PT012
            writer.put(titled(a="apple"))
            raise RuntimeError("stop")
        assert found(index, Everything()) == []
        add(index, titled(b="banana"))
        assert found(index, Everything()) == ["b"]

    def test_a_bad_document_is_refused_and_the_rest_stays(self, index: SearchIndex) -> None:
        bad = document("t:bad", title=("half a pair \ud800",))
        wrong = document("t:wrong", year=("2014",))
        with index.writer() as writer:
            with pytest.raises(IndexRefused) as refused:
                writer.put([*titled(a="apple"), bad, *titled(b="banana")])
            assert refused.value.record_id == "t:bad"
            with pytest.raises(IndexRefused):
                writer.put([wrong])
            writer.commit(1)
        assert set(found(index, Everything())) == {"a", "b"}
        add(index, titled(c="cherry"))
        assert set(found(index, Everything())) == {"a", "b", "c"}

    def test_documents_may_be_prepared_elsewhere(self, index: SearchIndex) -> None:
        batch = prepare([*titled(a="Ananas"), document("t:bad", title=("\ud800",))])
        with index.writer() as writer:
            assert [record_id for record_id, _ in writer.put_prepared(batch)] == ["t:bad"]
            writer.commit(1)
        assert found(index, "ananas") == ["a"]

    def test_documents_prepared_elsewhere_are_as_others(self, index: SearchIndex) -> None:
        titles, quoted = ('Ä "quoted" {title}\\ \x00', "日本"), 't:a "1"'
        same = [document(i, title=titles, year=(1999,), language=("deu",)) for i in (quoted, "t:b", "t:c")]
        with index.writer() as writer:
            writer.put_prepared(prepare(same[:2]), {quoted: 7})
            writer.commit(7)
            assert dict(index.sequences()) == {quoted: 7}
            writer.put(same[2:])
            writer.commit(8)
        result = search(
            index, "quoted 日本", facets=(FacetRequest(field="year"), FacetRequest(field="access"))
        )
        assert {hit.id for hit in result.hits} == {quoted, "t:c"}
        assert result.facets["year"] == (FacetValue(value="1999", count=2),)

    def test_sequences_ids_and_state(self, index: SearchIndex) -> None:
        strange = "t:a/b|c\"d' $<>&#@?%+-:ü\u2010"
        with index.writer() as writer:
            writer.put([document("t:one", 7, title=("x",)), document(strange, 9, title=("x",))])
            writer.commit(9)
        assert dict(index.sequences()) == {"t:one": 7, strange: 9}
        assert set(index.ids()) == {"t:one", strange}
        assert (index.state().documents, index.state().sequence) == (2, 9)
        assert {hit.id for hit in search(index, "x").hits} == {"t:one", strange}

    def test_the_snapshot_changes_with_each_commit_only(self, index: SearchIndex) -> None:
        add(index, titled(a="apple"))
        before = search(index, "apple").snapshot
        assert search(index, "banana").snapshot == before == index.state().snapshot
        add(index, titled(b="banana"))
        assert search(index, "apple").snapshot != before

    def test_a_rebuild_takes_the_place_at_its_end(self, index: SearchIndex) -> None:
        add(index, titled(a="apple", b="banana"))
        with index.rebuild() as writer:
            writer.put(titled(c="cherry"))
            writer.commit(3)
            assert set(found(index, Everything())) == {"a", "b"}
        assert found(index, Everything()) == ["c"]
        assert (index.state().documents, index.state().sequence) == (1, 3)

    def test_a_rebuild_that_fails_changes_nothing(self, index: SearchIndex) -> None:
        add(index, titled(a="apple"), sequence=4)
        with pytest.raises(RuntimeError, match="stop"), index.rebuild() as writer:  # noqa: PT012
            writer.put(titled(c="cherry"))
            writer.commit(9)
            raise RuntimeError("stop")
        assert found(index, Everything()) == ["a"]
        assert index.state().sequence == 4

    # Help

    def test_values_are_suggested_from_the_first_letters_of_any_word(self, index: SearchIndex) -> None:
        add(
            index,
            [
                document(f"t:{n}", author=(name,), author_facet=(name,))
                for n, name in enumerate(["Rigby, Amy", "Müller, Eva", "Müller, Eva"])
            ],
        )
        assert list(index.suggest("rig", field="author")) == ["Rigby, Amy"]
        assert list(index.suggest("EV", field="author")) == ["Müller, Eva"]
        assert list(index.suggest("mull", field="author")) == ["Müller, Eva"]
        assert list(index.suggest("zzz", field="author")) == []
        assert list(index.suggest("amy ri", field="author")) == ["Rigby, Amy"]
        assert list(index.suggest("by", field="author")) == []
        assert list(index.suggest("\0", field="author")) == []

    def test_titles_are_suggested_from_their_beginnings_and_from_any_word(self, index: SearchIndex) -> None:
        titles = ("Emma", "Emma and others", "Emmanuel", "On Emma", "Ελένη")
        add(index, [document(f"t:{n}", title=(t,), title_sort=(fold(t),)) for n, t in enumerate(titles)])
        assert next(iter(index.suggest("emma", field="title"))) == "Emma"
        assert set(index.suggest("em", field="title")) == set(titles[:4])
        assert set(index.suggest("emma a", field="title")) == {"Emma and others"}
        assert list(index.suggest("ελε", field="title")) == ["Ελένη"]

    def test_headings_stand_in_the_order_of_a_catalogue(self, index: SearchIndex) -> None:
        names = (
            "Zola, Émile",
            "Müller, Eva",
            "Muller, Eva",
            "d'Arc, Jeanne",
            "Ørsted, Hans",
            "Καλλίμαχος",
            "Иванов",
        )
        ordered = [
            "d'Arc, Jeanne",
            "Muller, Eva",
            "Müller, Eva",
            "Ørsted, Hans",
            "Zola, Émile",
            "Καλλίμαχος",
            "Иванов",
        ]
        add(
            index,
            [document(f"t:{n}", author_facet=(name,)) for n, name in enumerate((*names, "Zola, Émile"))],
        )
        found = index.headings("author_facet", limit=30)
        assert [h.value for h in found.after] == ordered
        assert (found.before, found.total) == ((), 7)
        assert {h.value: h.count for h in found.after}["Zola, Émile"] == 2

    def test_headings_go_on_in_both_directions_without_gaps(self, index: SearchIndex) -> None:
        names = [f"Name {n:02}" for n in range(25)]
        add(index, [document(f"t:{n}", series_facet=(name,)) for n, name in enumerate(names[:15])])
        add(index, [document(f"u:{n}", series_facet=(name,)) for n, name in enumerate(names[15:])])
        place, walked = "", []
        while part := index.headings("series_facet", place, limit=8).after:
            walked += [h.value for h in part[:7]]
            if len(part) < 8:
                break
            place = part[7].place
            assert index.headings("series_facet", place, before=7).before == part[:7]
        assert walked + [h.value for h in part[7:]] == names

    def test_a_heading_goes_with_its_last_record(self, index: SearchIndex) -> None:
        add(index, [document(f"t:{n}", title=(n,)) for n in ("apple", "banana", "cherry")])
        with index.writer() as writer:
            writer.delete(["t:banana"])
            writer.commit(2)
        assert [h.value for h in index.headings("title_sort", "b").after] == ["cherry"]
        assert [h.value for h in index.headings("title_sort", "b", before=3).before] == ["apple"]

    def test_call_numbers_stand_as_on_the_shelf(self, index: SearchIndex) -> None:
        shelf = ["QA9 .A5", "QA76.9 .D3", "QA76.9 .D35 1999", "QA276 .B2", "QB1"]
        add(index, [document(f"t:{n}", lcc=(number, "QA9 .A5")) for n, number in enumerate(reversed(shelf))])
        found = index.headings("lcc", limit=9)
        assert [h.value for h in found.after] == shelf
        assert (found.after[0].count, found.total) == (5, 5)
        assert [
            h.value for h in index.headings("lcc", headings.start("lcc", "qa 76.9 d"), limit=2).after
        ] == shelf[1:3]

    def test_headings_of_prepared_documents_are_listed_too(self, index: SearchIndex) -> None:
        documents = [
            document("t:1", subject_heading=("Lungs", "Lungs › Diseases"), author_facet=("Rigby, Amy",))
        ]
        with index.writer() as writer:
            writer.put_prepared(prepare(documents))
            writer.commit(1)
        assert [h.value for h in index.headings("subject_heading").after] == ["Lungs", "Lungs › Diseases"]
        assert [h.value for h in index.headings("author_facet").after] == ["Rigby, Amy"]

    def test_a_leading_article_does_not_decide_where_a_journal_stands(self, index: SearchIndex) -> None:
        names = ("The Lancet", "Die Zeit", "Labyrinth", "L’Année sociologique", "Thesaurus")
        add(index, [document(f"t:{n}", journal_facet=(name,)) for n, name in enumerate(names)])
        ordered = ["L’Année sociologique", "Labyrinth", "The Lancet", "Thesaurus", "Die Zeit"]
        assert [h.value for h in index.headings("journal_facet").after] == ordered

    def test_records_of_one_work_are_one_hit_with_the_number_of_others(self, index: SearchIndex) -> None:
        works = {"a": ("w1",), "b": ("w1",), "c": ("w2",), "d": (), "e": ()}
        add(index, [document(f"t:{n}", title=("Lungs",), work=keys) for n, keys in works.items()])
        found = index.search(SearchRequest(query=Words(text="lungs"), group="work"))
        assert (found.total, found.records, len(found.hits)) == (4, 5, 4)
        assert sorted(h.others for h in found.hits) == [0, 0, 0, 1]
        assert {"t:c", "t:d", "t:e"} < {h.id for h in found.hits}
        plain = index.search(SearchRequest(query=Words(text="lungs")))
        assert (plain.total, plain.records, {h.others for h in plain.hits}) == (5, 5, {0})

    def test_keys_that_records_share_in_a_chain_make_one_work(self, index: SearchIndex) -> None:
        works = {"a": ("en",), "b": ("en", "fr"), "c": ("fr", "de"), "d": ("de",), "e": ("other",)}
        add(index, [document(f"t:{n}", title=("Lungs",), work=keys) for n, keys in works.items()])
        found = index.search(SearchRequest(group="work"))
        assert (found.total, sorted(h.others for h in found.hits)) == (2, [0, 3])

    def test_only_what_is_found_counts_for_a_work_and_the_first_found_stands_for_it(
        self, index: SearchIndex
    ) -> None:
        years = {"a": 1999, "b": 2005, "c": 2001, "d": 2010}
        add(
            index,
            [
                document(f"t:{n}", title=("Hearts" if n == "d" else "Lungs",), year=(year,), work=("w",))
                for n, year in years.items()
            ],
        )
        for sort, first in (("newest", "t:b"), ("oldest", "t:a")):
            found = index.search(SearchRequest(query=Words(text="lungs"), group="work", sort=sort))
            assert [(h.id, h.others) for h in found.hits] == [(first, 2)]
        some = Filter(field="year", low=2000, high=2003)
        found = index.search(SearchRequest(filters=(some,), group="work"))
        assert [(h.id, h.others) for h in found.hits] == [("t:c", 0)]

    def test_pages_of_works_have_each_work_once(self, index: SearchIndex) -> None:
        add(
            index,
            [
                document(f"t:{n:03}", title=(f"Lungs {n:03}",), work=(f"w{n // 7}",), format=("Book",))
                for n in range(350)
            ],
        )
        seen: list[str] = []
        for offset in range(0, 60, 20):
            found = index.search(
                SearchRequest(
                    facets=(FacetRequest(field="format"),),
                    group="work",
                    sort="title",
                    offset=offset,
                    limit=20,
                )
            )
            assert (found.total, found.facets["format"]) == (50, (FacetValue(value="Book", count=350),))
            seen += [h.id for h in found.hits]
        assert seen == [f"t:{n:03}" for n in range(0, 350, 7)]

    def test_works_follow_what_is_replaced_and_deleted(self, index: SearchIndex) -> None:
        add(index, [document(f"t:{n}", title=("Lungs",), work=("w",)) for n in "abc"])
        with index.writer() as writer:
            writer.put([document("t:b", 2, title=("Lungs",), work=("other",))])
            writer.delete(["t:c"])
            writer.commit(2)
        found = index.search(SearchRequest(group="work"))
        assert (found.total, {h.others for h in found.hits}) == (2, {0})

    def test_works_of_documents_prepared_elsewhere_are_grouped_too(self, index: SearchIndex) -> None:
        batch = prepare([document(f"t:{n}", title=("Lungs",), work=("w",)) for n in "ab"])
        with index.writer() as writer:
            writer.put_prepared(batch, {"t:a": 1, "t:b": 2})
            writer.commit(2)
        assert index.search(SearchRequest(group="work")).total == 1

    def test_only_works_are_groups(self, index: SearchIndex) -> None:
        with pytest.raises(UnknownField):
            index.search(SearchRequest(group="colour"))

    def test_only_some_fields_have_headings(self, index: SearchIndex) -> None:
        with pytest.raises(UnknownField):
            index.headings("abstract")

    def test_a_wrong_letter_is_forgiven_from_five_letters_on_when_asked(self, index: SearchIndex) -> None:
        names = ("Glanville, Allan", "Plit, Marshall")
        documents = [document(f"t:{n}", author=(n,), author_facet=(n,), title=(f"On {n}",)) for n in names]
        add(index, documents)
        for typed, field, found in (
            ("glanvi", "author", names[0]), ("glnavi", "author", names[0]), ("glonville all", "author", names[0]),
            ("marsall", "author", names[1]), ("marsh plti", "author", ""), ("plat", "author", ""),
            ("glanxi", "title", f"On {names[0]}"), ("galnvil", "title", f"On {names[0]}"),
        ):  # fmt: skip
            assert list(index.suggest(typed, field=field, nearly=True)) == ([found] if found else []), typed
        assert list(index.suggest("glonvi", field="author")) == []

    def test_misspelled_words_are_corrected_by_words_that_find_something(self, index: SearchIndex) -> None:
        texts = {f"d{n}": "tacrolimus therapy of respiratory syndrome" for n in range(4)}
        add(index, titled(**texts, other="synthetic fabric"))
        assert index.corrections("tacrolimas")[0] == "tacrolimus"
        assert index.corrections("tacrolimas theraphy")[0] == "tacrolimus therapy"
        assert index.corrections("tacrolimus therapy") == ()
        assert index.corrections("qqqqqqqqqq") == ()

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("nessasary", "necessary"), ("chaikovsky", "tchaikovsky"), ("thier", "their"), ("rythm", "rhythm")],
    )
    def test_words_are_corrected_by_their_sound_too(self, index: SearchIndex, typed: str, meant: str) -> None:
        add(index, titled(a="The necessary rhythm of Tchaikovsky and their friends", b="apple"))
        assert index.corrections(typed)[0] == meant

    def test_a_correction_always_finds_something(self, index: SearchIndex) -> None:
        add(index, titled(a="apple harvest", b="apple banana", c="harvest of cherries"))
        for better in index.corrections("aple banena"):
            assert found(index, better)
        assert index.corrections("banena cheries") == ()

    def test_like_documents_are_found(self, index: SearchIndex) -> None:
        seed = document(
            "t:seed", title=("Tacrolimus in interstitial lung disease",), subject=("Lung diseases",)
        )
        like = document(
            "t:like", title=("Interstitial lung disease and tacrolimus again",), subject=("Lung diseases",)
        )
        add(index, [seed, like, *titled(a="apple", b="banana bread", c="cherry")])
        assert list(index.more_like(seed, limit=2)) == ["t:like"]
