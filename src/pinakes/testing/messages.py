"""`make messages`: collect the texts of pages and vocabularies for translators, and compile what they wrote.

``python -m pinakes.testing.messages`` brings every catalogue up to date, ``… fi`` begins a language,
``… --check`` changes nothing and fails with a sentence for each text that is missing or out of date.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message, mofile, pofile
from babel.messages.catalog import TranslationError
from babel.messages.extract import extract_from_dir

PACKAGE = Path(__file__).parent.parent
LOCALE = PACKAGE / "locale"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TEMPLATES = tuple(f"{app}/templates/**" for app in ("web", "accounts", "lists", "tagging", "alerts"))
METHODS = [*((pattern, "jinja2.ext:babel_extract") for pattern in TEMPLATES), ("**.py", "python")]
OPTIONS = {
    pattern: {"newstyle_gettext": "true", "silent": "false", "trim_blocks": "true"} for pattern in TEMPLATES
}
TRANSLATED_VOCABULARIES = ("formats", "relators", "lcc", "ddc", "nlm")
"""Code lists whose labels are message ids; languages and countries are named by CLDR."""
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed date: a catalogue changes only when its texts do."""


def extract() -> Catalog:
    """Every text of code, templates and vocabularies."""
    found = Catalog(project="pinakes", charset="utf-8", fuzzy=False, creation_date=BEGINNING)
    rows = extract_from_dir(
        str(PACKAGE), METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for name, _line, message, comments, context in sorted(rows, key=lambda r: (r[0], r[1])):
        found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    for vocabulary in TRANSLATED_VOCABULARIES:
        from pinakes.records.vocabularies import load

        for label in dict.fromkeys(load(vocabulary).values()):
            found.add(label, locations=[(f"records/vocabularies/{vocabulary}.toml", 0)])
    return found


def po_file(language: str) -> Path:
    """The catalogue that translators of a language write in."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    """The languages that were begun; English needs no catalogue, the texts are its own."""
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


def updated(language: str, template: Catalog) -> Catalog:
    """The language's catalogue with the texts of ``template``; what is not used any more goes."""
    file = po_file(language)
    if file.exists():
        with file.open("rb") as stream:
            catalogue = pofile.read_po(stream, locale=language)
    else:
        catalogue = Catalog(locale=language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version, catalogue.fuzzy = "pinakes", "", False
    catalogue.creation_date = catalogue.revision_date = BEGINNING
    catalogue.header_comment = (
        "# Texts of pinakes for translators. `make messages` collects and compiles them."
    )
    catalogue.msgid_bugs_address = ""
    catalogue.last_translator, catalogue.language_team = "The Pinakes developers", language
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as text, in an order that keeps differences small."""
    out = io.BytesIO()
    pofile.write_po(out, catalogue, sort_by_file=True, include_lineno=False, width=100)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b'"Generated-By:'))


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    out = io.BytesIO()
    mofile.write_mo(out, catalogue)
    return out.getvalue()


def _texts_in(compiled: bytes) -> dict[object, object]:
    """What a compiled catalogue says; its head names the version of Babel and does not count."""
    return {(str(m.id), m.context): m.string for m in mofile.read_mo(io.BytesIO(compiled)) if m.id}


def faults(language: str, catalogue: Catalog) -> Iterator[str]:
    """A sentence for each text that is not translated, is fuzzy, or lost one of its %(values)s."""
    for message in catalogue:
        if not message.id:
            continue
        shown = message.id if isinstance(message.id, str) else message.id[0]
        if not _is_translated(message):
            yield f"{language}: not translated: {shown!r}"
        elif message.fuzzy:
            yield f"{language}: unsure (fuzzy): {shown!r}"
        else:
            yield from (f"{language}: {shown!r}: {error}" for error in _errors(message, catalogue))


def _errors(message: Message, catalogue: Catalog) -> list[TranslationError]:
    return list(message.check(catalogue))


def _is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(texts) and all(texts)


def check(template: Catalog) -> list[str]:
    """What is missing or out of date, over all languages."""
    found = []
    for language in languages():
        catalogue = updated(language, template)
        file = po_file(language)
        if file.read_bytes() != po_bytes(catalogue):
            found.append(f"{language}: {file.name} is out of date; `make messages` mends it.")
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or _texts_in(compiled.read_bytes()) != _texts_in(mo_bytes(catalogue)):
            found.append(f"{language}: {compiled.name} is out of date; `make messages` mends it.")
        found += faults(language, catalogue)
    return found


def write(language: str, template: Catalog) -> list[str]:
    """Bring the language's files up to date; what is still to be done comes back."""
    catalogue = updated(language, template)
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(po_bytes(catalogue))
    file.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
    return list(faults(language, catalogue))


def main(arguments: Sequence[str]) -> int:
    """The command; 1 when ``--check`` found something."""
    template = extract()
    if "--check" in arguments:
        found = check(template)
        sys.stdout.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    for language in sorted({*languages(), *arguments}):
        todo = write(language, template)
        sys.stdout.write("".join(f"{line}\n" for line in todo))
        sys.stdout.write(f"{language}: {len(template)} texts, {len(todo)} to do.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
