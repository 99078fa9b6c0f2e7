"""The library's trees of subjects, from files in the folder ``trees`` of its catalogue, and what of them is used."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path

from django.utils.translation import gettext as _

from pinakes import conf
from pinakes.discovery.catalogue import Catalogue
from pinakes.discovery.remembering import Remembered
from pinakes.discovery.subject_tree import SubjectTree, Use, use
from pinakes.index.port import FacetRequest, SearchRequest
from pinakes.records.base import gettext_noop
from pinakes.web import links

log = logging.getLogger(__name__)
FOLDER = "trees"
ENDINGS = (".tsv", ".tsv.gz")
_MOST = 1_000_000
TOPS = {
    "A": gettext_noop("Anatomy"),
    "B": gettext_noop("Organisms"),
    "C": gettext_noop("Diseases"),
    "D": gettext_noop("Chemicals and drugs"),
    "E": gettext_noop("Techniques and equipment"),
    "F": gettext_noop("Psychiatry and psychology"),
    "G": gettext_noop("Phenomena and processes"),
    "H": gettext_noop("Disciplines and occupations"),
    "I": gettext_noop("Society and education"),
    "J": gettext_noop("Technology, industry, agriculture"),
    "K": gettext_noop("Humanities"),
    "L": gettext_noop("Information science"),
    "M": gettext_noop("Groups of people"),
    "N": gettext_noop("Health care"),
    "V": gettext_noop("Kinds of publication"),
    "Z": gettext_noop("Places"),
}
"""What the letters at the top of MeSH stand for."""
_trees: dict[Path, tuple[float, SubjectTree]] = {}
_uses: Remembered[Use] = Remembered(8)


def label(name: str, tree: SubjectTree, number: str) -> str:
    """The heading at a place, or what a letter of the top stands for."""
    if number in tree.headings:
        return tree.headings[number]
    return _(TOPS[number]) if name == "mesh" and number in TOPS else number


def address(name: str, number: str) -> str:
    """The page of a place."""
    return links.browse(f"tree/{name}", at=number)


def used_of(catalogue: Catalogue, name: str, tree: SubjectTree) -> Use:
    """Which headings have works, counted once for each state of the index. Raises IndexUnavailable."""
    index = catalogue.index

    def made() -> Use:
        request = SearchRequest(facets=(FacetRequest(field="subject_facet", size=_MOST),), limit=0)
        values = catalogue.find(request).facets["subject_facet"]
        return use(tree, {v.value: v.count for v in values if v.value})

    return _uses.get(index, index.state().snapshot, (name, id(tree)), made)


def trees() -> dict[str, SubjectTree]:
    """Name → tree, of all files in the folder; read again when they have changed."""
    found: dict[str, SubjectTree] = {}
    folder = conf.current_home() / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = next((path.name.removesuffix(e) for e in ENDINGS if path.name.endswith(e)), "")
        if not name.isidentifier():
            continue
        try:
            changed = path.stat().st_mtime
            if path not in _trees or _trees[path][0] != changed:
                _trees[path] = (changed, _read(path))
            found[name] = _trees[path][1]
        except (OSError, EOFError, UnicodeDecodeError):
            log.exception("%s is not read", path)
    return found


def _read(path: Path) -> SubjectTree:
    if path.name.endswith(".gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return SubjectTree.read(file)
    with path.open(encoding="utf-8") as file:
        return SubjectTree.read(file)
