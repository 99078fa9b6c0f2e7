"""What every store of authorities must do: subclass AuthoritySuite and give it a fixture ``store``."""

from __future__ import annotations

from pinakes.records.authority import Authority, Heading, RelatedHeading
from pinakes.records.authority_forms import form_key, identifier_key
from pinakes.records.heading_keys import place
from pinakes.records.record import Identifier
from pinakes.store import encoding
from pinakes.store.authority_port import AuthorityToStore, encoded
from pinakes.store.port import RecordStore


def person(
    text: str = "Clemens, Samuel Langhorne",
    *variants: str,
    local_id: str = "1",
    dates: str = "1835-1910",
    gnd: str = "",
    related: tuple[RelatedHeading, ...] = (),
) -> Authority:
    """An authority of a person."""
    return Authority(
        source="names",
        local_id=local_id,
        heading=Heading(text=text, kind="person", dates=dates),
        variants=tuple(Heading(text=v, kind="person") for v in variants),
        identifiers=(Identifier(scheme="gnd", value=gnd),) if gnd else (),
        related=related,
    )


def to_store(authority: Authority, *, raw: bytes = b"raw", deleted: bool = False) -> AuthorityToStore:
    """An authority on its way in."""
    data = encoded(authority)
    return AuthorityToStore(
        id=f"{authority.source}:{authority.local_id}",
        source=authority.source,
        digest=encoding.digest(raw, "marc", data),
        encoded=encoding.compress(data),
        raw=encoding.compress(raw),
        raw_format="marc",
        deleted=deleted,
    )


TWAIN = person("Clemens, Samuel Langhorne", "Twain, Mark", "Твен, Марк", gnd="118624822")


class AuthoritySuite:
    """Behaviour that search and the lists of headings rely on."""

    def test_an_authority_comes_back_as_it_was_put_with_its_raw_bytes(self, store: RecordStore) -> None:
        report = store.authorities.apply([to_store(TWAIN, raw=b"\x00\xff")])
        assert (report.outcomes, report.last_sequence) == (("added",), 1)
        (found,) = store.authorities.get_many(["names:1", "names:2"])
        assert (found.authority, found.deleted, found.sequence) == (TWAIN, False, 1)
        assert store.authorities.raw("names:1") == ("marc", b"\x00\xff")
        assert (store.authorities.count(), list(store.authorities.ids_of("names"))) == (1, ["names:1"])

    def test_authorities_are_no_records(self, store: RecordStore) -> None:
        store.authorities.apply([to_store(TWAIN)])
        assert (store.count(), store.last_sequence(), store.get("names:1")) == (0, 0, None)

    def test_the_same_again_is_unchanged_and_other_bytes_are_a_change(self, store: RecordStore) -> None:
        store.authorities.apply([to_store(TWAIN)])
        again = [to_store(TWAIN), to_store(TWAIN, raw=b"other"), to_store(TWAIN, raw=b"other")]
        assert store.authorities.apply(again).outcomes == ("unchanged", "changed", "unchanged")
        assert [s.sequence for s in store.authorities.changes(1)] == [2]
        assert store.authorities.changes(2) == []

    def test_a_deleted_one_leaves_its_heading_and_no_forms(self, store: RecordStore) -> None:
        store.authorities.apply([to_store(TWAIN)])
        outcomes = store.authorities.apply([to_store(TWAIN, deleted=True)] * 2).outcomes
        assert outcomes == ("deleted", "unchanged")
        (found,) = store.authorities.get_many(["names:1"])
        assert (found.deleted, found.authority.heading, found.authority.variants) == (True, TWAIN.heading, ())
        assert store.authorities.holders([form_key("Twain, Mark", "person")]) == {}
        assert (store.authorities.count(), store.authorities.last_sequence()) == (0, 2)
        assert store.authorities.apply([to_store(TWAIN)]).outcomes == ("added",)

    def test_ids_are_deleted_by_hand_once(self, store: RecordStore) -> None:
        store.authorities.apply([to_store(TWAIN)])
        assert store.authorities.delete_many(["names:1", "names:9", "names:1"]) == 1
        assert store.authorities.delete_many(["names:1"]) == 0

    def test_forms_are_found_without_case_and_marks_and_tell_their_year(self, store: RecordStore) -> None:
        store.authorities.apply([to_store(TWAIN)])
        wanted = {t: form_key(t, "person") for t in ("TWAIN, Mark.", "Clemens Samuel Langhorne", "Twain")}
        held = store.authorities.holders(list(wanted.values()))
        assert {t: [(h.role, h.year) for h in held.get(k, ())] for t, k in wanted.items()} == {
            "TWAIN, Mark.": [("variant", "1835")],
            "Clemens Samuel Langhorne": [("heading", "1835")],
            "Twain": [],
        }
        (by_number,) = store.authorities.holders([identifier_key("gnd", "118624822")]).values()
        assert [(h.authority, h.role) for h in by_number] == [("names:1", "identifier")]

    def test_a_thing_of_another_kind_has_another_key(self, store: RecordStore) -> None:
        store.authorities.apply([to_store(person("Jordan"))])
        assert store.authorities.holders([form_key("Jordan", "place")]) == {}

    def test_a_changed_authority_loses_its_old_forms(self, store: RecordStore) -> None:
        store.authorities.apply([to_store(TWAIN)])
        store.authorities.apply([to_store(person("Clemens, Samuel Langhorne", "Clemens, S. L."))])
        keys = [form_key(t, "person") for t in ("Twain, Mark", "Clemens, S. L.")]
        assert list(store.authorities.holders(keys)) == keys[1:]

    def test_what_is_chosen_tells_what_else_to_look_under(self, store: RecordStore) -> None:
        pen = RelatedHeading(heading=Heading(text="Snodgrass, Quintus Curtius", kind="person"))
        store.authorities.apply([to_store(person("Clemens, Samuel", related=(pen,)))])
        found = store.authorities.headed("author", ["Clemens, Samuel", "Clemens, Samuel.", "Twain, Mark"])
        assert list(found) == ["Clemens, Samuel", "Clemens, Samuel."]
        assert found["Clemens, Samuel"][0].authority.related == (pen,)

    def test_only_authorities_that_records_have_lead_to_headings(self, store: RecordStore) -> None:
        store.authorities.apply([to_store(TWAIN)])
        assert store.authorities.references("author").after == ()
        store.authorities.mark_used(["names:1", "names:1", "names:7"])
        store.authorities.mark_used(["names:1"])
        found = store.authorities.references("author").after
        assert [(r.heading, r.see) for r in found] == [
            ("Twain, Mark", ("Clemens, Samuel Langhorne",)),
            ("Твен, Марк", ("Clemens, Samuel Langhorne",)),
        ]
        assert [r.place for r in found] == [place("Twain, Mark"), place("Твен, Марк")]

    def test_references_are_read_on_both_sides_of_a_place(self, store: RecordStore) -> None:
        store.authorities.apply(
            [to_store(person("Zz", f"{c}-name", local_id=c)) for c in ("ä", "b", "c", "d", "ö")]
        )
        store.authorities.mark_used([f"names:{c}" for c in "äbcdö"])
        found = store.authorities.references("author", place("c-name"), before=2, limit=2)
        assert [r.heading for r in found.before] == ["ä-name", "b-name"]
        assert [r.heading for r in found.after] == ["c-name", "d-name"]
        assert [r.heading for r in store.authorities.references("subject", place("e")).after] == ["ö-name"]

    def test_a_form_of_several_names_all_of_them(self, store: RecordStore) -> None:
        store.authorities.apply(
            [to_store(person("Zeta", "Alpha", local_id="1")), to_store(person("Beta", "Alpha", local_id="2"))]
        )
        store.authorities.mark_used(["names:1", "names:2"])
        (found,) = store.authorities.references("author", limit=1).after
        assert (found.heading, found.see) == ("Alpha", ("Beta", "Zeta"))

    def test_a_changed_authority_leads_nowhere_until_records_are_found_again(
        self, store: RecordStore
    ) -> None:
        store.authorities.apply([to_store(TWAIN)])
        store.authorities.mark_used(["names:1"])
        store.authorities.apply([to_store(person("Clemens, Samuel Langhorne", "Twain, M."))])
        assert store.authorities.references("author").after == ()
        store.authorities.mark_used(["names:1"])
        assert [r.heading for r in store.authorities.references("author").after] == ["Twain, M."]
