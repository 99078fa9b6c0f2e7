"""Documentation that can't rot: what exists is described, what is described exists, links lead somewhere."""

from __future__ import annotations

import io
import re
import textwrap
from pathlib import Path

import msgspec
import pytest

from pinakes import conf
from pinakes.cli.main import COMMANDS
from pinakes.formats import registry
from pinakes.formats.base import Format, ReadFailure, read
from pinakes.index import fields
from pinakes.query import lexer, limits, need, notes
from pinakes.records.record import Record
from pinakes.testing import reference_docs

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", reference_docs.PAGES)
def test_the_generated_reference_is_what_the_code_says(name: str) -> None:
    assert text(name) == reference_docs.PAGES[name](), "run `make docs` and commit the page"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_described(name: str) -> None:
    assert f"## pinakes {name}\n" in text("reference/command-line.md")


@pytest.mark.parametrize(
    "section",
    [f.name for f in msgspec.structs.fields(conf.Settings) if isinstance(f.type, type(msgspec.Struct))],
)
def test_each_setting_has_a_meaning(section: str) -> None:
    struct = {f.name: f.type for f in msgspec.structs.fields(conf.Settings)}[section]
    told = reference_docs._attribute_docs(struct)
    assert [f.name for f in msgspec.structs.fields(struct) if not told.get(f.name)] == []


@pytest.mark.parametrize("name", registry.names())
def test_each_format_has_a_page(name: str) -> None:
    assert (DOCS / "reference" / "formats" / f"{name}.md").is_file()


def test_each_facet_and_field_has_a_label() -> None:
    assert [n for n, f in fields.FACETS.items() if not fields.field(f).label] == []
    assert [f.name for f in fields.FIELDS if (f.typed or f.weight) and not f.label] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    targets = [a or b for a, b in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [t.partition("#")[0] for t in targets if not re.match(r"[a-z]+:|#", t)]
    assert [t for t in local if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_in_the_docs_exist(page: Path) -> None:
    found = re.findall(
        r"^ {4}(?:\$ )?pinakes (?:-C \S+ )?([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [c for c in found if c not in COMMANDS] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_paths_of_the_source_that_the_docs_name_exist(page: Path) -> None:
    found = re.findall(r"`((?:src|tests|benchmarks|tools)/[\w./-]+\.\w+)`", page.read_text(encoding="utf-8"))
    placeholders = re.compile(r"/x\.py$|/fi/")
    assert [p for p in found if not (ROOT / p).exists() and not placeholders.search(p)] == []


def test_the_reader_in_the_guide_reads() -> None:
    page = text("how-to/write-a-reader.md")
    code = re.search(r"((?:^ {4}.*\n|^\n)+)", page[page.index('    """The index cards') :], re.MULTILINE)
    assert code is not None
    names: dict[str, object] = {}
    exec(textwrap.dedent(code[1]), names)
    cards = names["CARDS"]
    assert isinstance(cards, Format)
    assert cards.reader is not None
    assert cards.recognise is not None
    assert cards.recognise(b"1|Emma|Austen, Jane|1815\n")
    emma, failure = read(cards.reader(), io.BytesIO(b"1|Emma|Austen, Jane|1815\nnonsense\n"))
    assert isinstance(emma, Record)
    assert (emma.title, emma.date and emma.date.year) == ("Emma", 1815)
    assert isinstance(failure, ReadFailure)
    assert failure.reason == "A card has four parts, this has 1."


def test_the_limits_of_a_question_are_in_the_docs() -> None:
    page = text("reference/query-language.md").replace(",", "")
    assert [n for n in vars(limits) if n.startswith("MAX_") and f"| {getattr(limits, n)} |" not in page] == []
    assert f"up to {need.ALL_UP_TO} content words" in page
    shares = re.search(r"way: (.*?)\.", text("reference/query-language.md"), re.DOTALL)
    assert shares is not None
    for share in shares[1].split(","):
        required, words = map(int, share.split(" of "))
        assert need.required(words) == required


def test_operators_and_notes_are_in_the_docs() -> None:
    page = text("reference/query-language.md")
    assert [o for o in lexer.OPERATORS if f"`{o}`" not in page] == []
    assert [n for n in notes.MESSAGES.values() if n.replace("%(text)s", "…") not in page] == []
