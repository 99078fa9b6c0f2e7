"""`make messages`: collect the texts of pages and vocabularies for translators, and compile what they wrote.

``python -m pinakes.testing.messages`` brings the catalogues of complete languages up to date, ``… fi`` another one or
begins it, ``… all`` all. ``… --todo fi [NUMBER]`` writes what is to be translated as JSON, ``… --fill fi FILE`` takes
it back.
``… --check`` changes nothing and fails with a sentence for each text that is missing, unsure, broken or out of date.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import Catalog, mofile, pofile
from babel.messages.extract import extract_from_dir

from pinakes import conf
from pinakes.testing import message_faults
from pinakes.testing.message_faults import STAFF_LANGUAGES, is_for_staff

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
    "pgettext_lazy": ((1, "c"), 2),
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
    """The catalogue that translators of a language ("fi", "zh-hans") write in."""
    primary, _hyphen, script = language.partition("-")
    return LOCALE / (f"{primary}_{script.title()}" if script else primary) / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    """The languages that were begun; English needs no catalogue, the texts are its own."""
    found = (path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/django.po"))
    return sorted(name.replace("_", "-").lower() for name in found)


def complete() -> list[str]:
    """Those of them that are declared complete."""
    return [language for language in languages() if language in conf.LANGUAGES]


def read(language: str) -> Catalog:
    """The language's catalogue as it lies there; an empty one when it is not begun."""
    file = po_file(language)
    locale = file.parent.parent.name
    if not file.exists():
        return Catalog(locale=locale)
    with file.open("rb") as stream:
        return pofile.read_po(stream, locale=locale)


def updated(language: str, template: Catalog) -> Catalog:
    """The language's catalogue with the texts of ``template``; what is not used any more goes.

    Texts that only staff see are left out but in STAFF_LANGUAGES.
    """
    catalogue = read(language)
    catalogue.update(
        template if language in STAFF_LANGUAGES else for_readers(template),
        no_fuzzy_matching=True,
        update_creation_date=False,
    )
    catalogue.obsolete.clear()
    message_faults.set_plurals(catalogue, language)
    catalogue.project, catalogue.version, catalogue.fuzzy = "pinakes", "", False
    catalogue.creation_date = catalogue.revision_date = BEGINNING
    catalogue.header_comment = (
        "# Texts of pinakes for translators. `make messages` collects and compiles them."
    )
    catalogue.msgid_bugs_address = ""
    catalogue.last_translator, catalogue.language_team = "The Pinakes developers", language
    for message in catalogue:
        # A text with plural forms has room for exactly those of the language.
        if message.pluralizable and message.id and not any(message.string or ()):
            message.string = ("",) * catalogue.num_plurals
    return catalogue


def for_readers(template: Catalog) -> Catalog:
    """The texts without those that only staff see."""
    found = Catalog(charset="utf-8", fuzzy=False, creation_date=BEGINNING)
    for message in template:
        if message.id and not is_for_staff(message):
            found.add(
                message.id, locations=message.locations, auto_comments=message.auto_comments,
                flags=message.flags, context=message.context,
            )  # fmt: skip
    return found


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as text, in an order that keeps differences small."""
    out = io.BytesIO()
    pofile.write_po(out, catalogue, sort_by_file=True, include_lineno=False, width=100)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b'"Generated-By:'))


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it; what is not translated is left out, so that English stands for it."""
    out = io.BytesIO()
    for message in catalogue:
        if message.id and not message_faults.is_translated(message):
            message.string = ""
    mofile.write_mo(out, catalogue)
    return out.getvalue()


def _texts_in(compiled: bytes) -> dict[object, object]:
    """What a compiled catalogue says; its head names the version of Babel and does not count."""
    return {(str(m.id), m.context): m.string for m in mofile.read_mo(io.BytesIO(compiled)) if m.id}


def check(template: Catalog) -> list[str]:
    """What is wrong over all languages; missing and out of date may be what is not declared complete."""
    found = [
        f"{language}: declared complete in conf.LANGUAGES, but there is no catalogue."
        for language in conf.LANGUAGES
        if language not in ("en", *languages())
    ]
    for language in languages():
        is_complete = language in conf.LANGUAGES
        catalogue = updated(language, template) if is_complete else read(language)
        file = po_file(language)
        if is_complete and file.read_bytes() != po_bytes(catalogue):
            found.append(f"{language}: {file.name} is out of date; `make messages` mends it.")
        found += message_faults.faults(language, catalogue, missing=is_complete)
        compiled = file.with_suffix(".mo")
        if not compiled.exists() or _texts_in(compiled.read_bytes()) != _texts_in(mo_bytes(catalogue)):
            found.append(
                f"{language}: {compiled.name} is out of date; `make messages LOCALE={language}` mends it."
            )
    return found


def write(language: str, catalogue: Catalog) -> list[str]:
    """Write the language's files; what is still to be done comes back."""
    todo = list(message_faults.faults(language, catalogue))
    file = po_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(po_bytes(catalogue))
    file.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
    return todo


def to_translate(language: str, catalogue: Catalog) -> dict[str, Any]:
    """What is missing, unsure or broken, for people or programs that translate; ``fill`` takes it back.

    Of a text with plural forms "text" is a list, one for each of "forms", which names numbers that take it.
    """
    texts = []
    for message in sorted(catalogue, key=message_faults.place):
        if not message.id or not list(message_faults.of_message(message, catalogue)):
            continue
        single, several = (message.id[0], message.id[1]) if message.pluralizable else (message.id, "")
        row = {
            "id": single,
            "plural": several,
            "context": message.context or "",
            "text": message.string or "",
        }
        row |= {
            "where": message.locations[0][0] if message.locations else "",
            "note": " ".join(message.auto_comments),
        }
        texts.append({k: v for k, v in row.items() if v or k in ("id", "text")})
    forms = message_faults.numbers_of_forms(catalogue)
    return {"language": language, "name": conf.LANGUAGE_NAMES[language], "forms": forms, "texts": texts}


def fill(catalogue: Catalog, texts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Take translations over; what no text of the catalogue is for is said. Empty ones change nothing."""
    known = {((m.id[0] if m.pluralizable else m.id), m.context or ""): m for m in catalogue if m.id}
    unknown = []
    for row in texts:
        message = known.get((row["id"], row.get("context", "")))
        if message is None:
            unknown.append(f"no such text: {row['id']!r} ({row.get('context', '')})")
        elif row.get("text") and any(row["text"]):
            text = row["text"]
            message.string = (
                tuple(text) if isinstance(text, list) else (text,) if message.pluralizable else text
            )
            message.flags.discard("fuzzy")
    return unknown


def main(arguments: Sequence[str]) -> int:
    """The command; 1 when ``--check`` found something."""
    template = extract()
    if "--check" in arguments:
        found = check(template)
        sys.stdout.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    if arguments[:1] == ["--todo"]:
        todo = to_translate(arguments[1], updated(arguments[1], template))
        todo["texts"] = todo["texts"][: int(arguments[2]) if len(arguments) > 2 else None]
        sys.stdout.write(json.dumps(todo, ensure_ascii=False, indent=1) + "\n")
        return 0
    said: list[str] = []
    if arguments[:1] == ["--fill"]:
        language, file = arguments[1:3]
        catalogue = updated(language, template)
        given = json.loads(Path(file).read_text(encoding="utf-8"))
        said = fill(catalogue, given["texts"] if isinstance(given, dict) else given)
        wanted = {language: catalogue}
    else:
        names = set(languages()) if "all" in arguments else {*complete(), *arguments}
        wanted = {language: updated(language, template) for language in sorted(names)}
    for line in said:
        sys.stdout.write(f"{line}\n")
    for language, catalogue in wanted.items():
        todo_lines = write(language, catalogue)
        if language in conf.LANGUAGES or len(todo_lines) < 20:
            sys.stdout.write("".join(f"{line}\n" for line in todo_lines))
        sys.stdout.write(f"{language}: {len(catalogue)} texts, {len(todo_lines)} to do.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
