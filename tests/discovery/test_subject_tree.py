"""A tree of subject headings by their tree numbers."""

from __future__ import annotations

from pinakes.discovery.subject_tree import SubjectTree, use

LINES = (
    "mesh_id\tmesh_name\tmesh_tree_number",
    "D1\tRespiratory Tract Diseases\tC08",
    "D2\tLung Diseases\tC08.381",
    "D3\tPneumonia\tC08.381.677",
    "D3\tPneumonia\tC01.748.610",
    "D4\tInfections\tC01",
    "Anatomy as a whole\tA01",
    "",
    "only one cell",
    "D5\t\tC09",
)


def test_lines_are_read_with_an_id_or_without_and_others_passed_over() -> None:
    tree = SubjectTree.read(LINES)
    assert len(tree.headings) == 6
    assert tree.numbers["Pneumonia"] == ("C01.748.610", "C08.381.677")


def test_the_letters_stand_at_the_top() -> None:
    tree = SubjectTree.read(LINES)
    assert tree.under[""] == ["A", "C"]
    assert tree.under["C"] == ["C01", "C08"]
    assert tree.path("C08.381.677") == ("C", "C08", "C08.381")
    assert tree.path("C") == ()


def test_a_step_that_is_missing_is_passed_over() -> None:
    tree = SubjectTree.read(LINES)
    assert tree.over("C01.748.610") == "C01"
    assert tree.broader("Pneumonia") == ("Infections", "Lung Diseases")
    assert tree.narrower("Respiratory Tract Diseases") == ("Lung Diseases",)


def test_numbers_without_letters_begin_at_the_top() -> None:
    tree = SubjectTree.read(["Science\t1", "Physics\t1.2"])
    assert tree.under[""] == ["1"]
    assert tree.under["1"] == ["1.2"]


def test_branches_are_used_when_something_in_them_has_works() -> None:
    tree = SubjectTree.read(LINES)
    used = use(tree, {"Pneumonia": 3, "Lung Diseases": 0, "Elsewhere": 9})
    assert used.works == {"Pneumonia": 3}
    assert set(used.below) == {"C", "C01", "C01.748.610", "C08", "C08.381", "C08.381.677"}
    assert used.below["C"] == ("Pneumonia",)
