"""Writes docs/reference/{command-line,settings,fields,record,formats}.md from code; ``--check`` only compares."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import click
import msgspec

from pinakes import conf
from pinakes.cli.main import COMMANDS, cli
from pinakes.formats import registry
from pinakes.index import fields
from pinakes.records import record
from pinakes.records.base import Struct
from pinakes.sources.settings import SourceSettings

DOCS = Path(__file__).parents[3] / "docs"
MADE = "<!-- Made from code by `make docs`: change the code, not this page. -->"


def command_line() -> str:
    """Every command with its arguments and options, as ``--help`` has them."""
    above = click.Context(cli, info_name="pinakes", **cli.context_settings)
    parts = [
        "# Command line",
        MADE,
        "A catalogue is a folder with `pinakes.toml`. `-C DIR` before the command or `PINAKES_HOME` names it; else "
        "it is the current folder or `./catalogue`. An error is one sentence on standard error and exit status 1; "
        "wrong options end with exit status 2.",
        _help(cli, "pinakes", None),
    ]
    for name in COMMANDS:
        command = cli.get_command(above, name)
        assert command is not None
        parts += [f"## pinakes {name}", _help(command, name, above)]
    return "\n\n".join(parts) + "\n"


def _help(command: click.Command, name: str, above: click.Context | None) -> str:
    widths = {"terminal_width": 96, "max_content_width": 96}
    context = click.Context(command, above, info_name=name, **{**command.context_settings, **widths})
    return f"```text\n{command.get_help(context).rstrip()}\n```"


def settings() -> str:
    """Every setting of pinakes.toml, and every variable of the environment that is read."""
    parts = [
        "# Settings",
        MADE,
        "All settings stand in `pinakes.toml` in the catalogue's folder; each may be left out. A name or value not "
        "described here stops the start with a sentence that says what is allowed. `pinakes check` reads them without "
        "serving.",
    ]
    for section in msgspec.structs.fields(conf.Settings):
        if section.name == "sources":
            continue
        struct = section.type
        parts += [f"## [{section.name}]", _sentence((inspect.getdoc(struct) or "").partition("— ")[2])]
        parts.append(_settings_table(struct))
        for name, within in WITHIN.get(section.name, ()):
            told = (inspect.getdoc(within) or "").partition("— ")[2]
            parts += [f"## [{section.name}.{name}]", _sentence(told), _settings_table(within)]
    parts += [
        "## [sources.NAME]",
        "Where `pinakes harvest` fetches records from; one table for each source. NAME is "
        "what stands before the colon of its records' ids. `kind` says what it is, and what else may be said:",
    ]
    for struct in get_args(SourceSettings):
        parts += [
            f'### kind = "{struct.__struct_config__.tag}"',
            inspect.getdoc(struct) or "",
            _settings_table(struct),
        ]
    parts += ["## Environment", _table(("Variable", "Meaning"), ENVIRONMENT)]
    return "\n\n".join(parts) + "\n"


def _settings_table(struct: type[msgspec.Struct]) -> str:
    told = _attribute_docs(struct)
    rows = [
        (
            f"`{f.name}`",
            _type_name(f.type),
            "needed" if f.required else f"`{_toml({} if f.default is msgspec.NODEFAULT else f.default)}`",
            told.get(f.name, ""),
        )
        for f in msgspec.structs.fields(struct)
        if f.type not in IN_THEIR_OWN_TABLE
    ]
    return _table(("Setting", "Type", "Default", "Meaning"), rows)


WITHIN: dict[str, tuple[tuple[str, type[msgspec.Struct]], ...]] = {
    "accounts": (
        ("openid.NAME", conf.OpenIdSettings), ("saml.NAME", conf.SamlSettings), ("ldap", conf.LdapSettings),
    ),
}  # fmt: skip
"""Tables within a table."""
IN_THEIR_OWN_TABLE = (dict[str, conf.OpenIdSettings], dict[str, conf.SamlSettings], conf.LdapSettings)

ENVIRONMENT: tuple[tuple[str, str], ...] = (
    ("`PINAKES_HOME`", "The catalogue's folder, when `-C` does not name it."),
    (
        "`PINAKES_SECRET_KEY_FILE`",
        "File of the key that signs cookies, instead of `secret.key` in the folder.",
    ),
    ("`PINAKES_MAIL_PASSWORD`", "Password at the mail server, before `mail.password`."),
    ("`PINAKES_LDAP_PASSWORD`", "Password of `accounts.ldap.bind_dn`, before `bind_password`."),
    (
        "`PINAKES_OPENID_NAME_SECRET`",
        "Secret of `[accounts.openid.NAME]`, NAME in capitals, before `client_secret`.",
    ),
    ("`TZ`", "Time zone of the dates that pages show; UTC without it."),
)
"""Variables that are for people; PINAKES_HOST is set by `pinakes serve` for its workers."""


def _attribute_docs(struct: type) -> dict[str, str]:
    """Attribute → the string under it in the source, bases included."""
    if struct in (Struct, msgspec.Struct, object):
        return {}
    inherited = [told for base in struct.__bases__ for told in _attribute_docs(base).items()]
    return dict(inherited) | _own_attribute_docs(struct)


def _own_attribute_docs(struct: type) -> dict[str, str]:
    body = ast.parse(inspect.getsource(struct)).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for line, after in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(line, ast.AnnAssign)
            and isinstance(line.target, ast.Name)
            and isinstance(after, ast.Expr)
        ):
            found[line.target.id] = " ".join(str(ast.literal_eval(after.value)).split())
    return found


def _type_name(kind: object) -> str:
    names = {
        str: "text",
        int: "number",
        float: "number",
        bool: "true or false",
        tuple[str, ...]: "list of texts",
        conf.Text: "text, or one for each language",
    }
    return names.get(kind, "table")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def index_fields() -> str:
    """What is searched, faceted and sorted."""
    parts = [
        "# Fields, facets and orders",
        MADE,
        "One list, `src/pinakes/index/fields.py`, declares them; the schemas of the engines, the command line, the "
        "addresses and the pages follow it. When it changes, `pinakes reindex` is due, and the start says so.",
        "## Search fields",
        "A word in several fields counts as one match, by these weights, which `pinakes.toml` may set "
        "([field_weights]). A name may be typed before a colon: `titel:leben`. A field of weight 0 is searched by its "
        "name; identifiers and call numbers are found without it too.",
        _table(
            ("Field", "Kind", "Weight", "Typed before a colon"),
            [
                (
                    f.label or f"`{f.name}`",
                    f.kind,
                    f"{f.weight:g}",
                    ", ".join(f"`{n}:`" for n in (f.name, *f.aliases)),
                )
                for f in fields.FIELDS
                if f.typed
            ],
        ),
        "The box beside the search and `--field` offer: "
        + ", ".join(f"`{n}`" for n in fields.SEARCH_FIELDS)
        + ".",
        "## Facets",
        "In addresses and with `--filter` as `NAME:VALUE`, excluded with `-NAME:VALUE`; years as `year:1990..2005`. "
        "Values of one facet are alternatives, facets limit each other; "
        "`NAME:` without a value are the records that say nothing of it.",
        _table(
            ("Name", "Label", "Field"),
            [(f"`{n}`", fields.field(f).label, f"`{f}`") for n, f in fields.FACETS.items()],
        ),
        "## Orders",
        "In addresses as `sort=NAME`, on the command line with `--sort`.",
        _table(("Name", "Label"), [(f"`{s.name}`", s.label) for s in fields.SORTS]),
    ]
    return "\n\n".join(parts) + "\n"


def formats() -> str:
    """Every format with what can be done with it."""
    rows = []
    for name in sorted(registry.names()):
        known = registry.get(name)
        page = DOCS / "reference" / "formats" / f"{name}.md"
        shown = f"[`{name}`](formats/{name}.md)" if page.exists() else f"`{name}`"
        rows.append(
            (
                shown,
                known.label,
                _yes(known.reader),
                _yes(known.exporter),
                f"`.{known.extension}`",
                f"`{known.media_type}`",
            )
        )
    parts = [
        "# Formats",
        MADE,
        "A format is recognised by content, never by the name of a file; its own name is the same everywhere: on the "
        "command line, in `/record/ID.FORMAT`, in code.",
        _table(("Name", "Format", "Read", "Written", "File", "Media type"), rows),
    ]
    return "\n\n".join(parts) + "\n"


def record_model() -> str:
    """Every struct of the record with its fields, as declared."""
    structs = [s for s in vars(record).values() if isinstance(s, type) and s.__module__ == record.__name__]
    parts = [
        "# The record",
        MADE,
        _sentence(" ".join((inspect.getdoc(record) or "").partition("\n\n")[2].split())),
        "In the native JSON (`pinakes`) and in Python the names are these; what is empty is left out of the JSON.",
    ]
    for struct in [record.Record, *(s for s in structs if s is not record.Record)]:
        body = ast.parse(inspect.getsource(struct)).body[0]
        assert isinstance(body, ast.ClassDef)
        kinds = {
            line.target.id: ast.unparse(line.annotation)
            for line in body.body
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
        }
        told = _attribute_docs(struct)
        rows = [
            (f"`{name}`", f"`{kind}`", told.get(name, "").replace("``", "`")) for name, kind in kinds.items()
        ]
        about = " ".join((inspect.getdoc(struct) or "").replace("``", "`").split())
        parts += [f"## {struct.__name__}", about, _table(("Field", "Type", "Meaning"), rows)]
    parts += ["## Words of the literals", _table(("Type", "Values"), sorted(_literals()))]
    return "\n\n".join(parts) + "\n"


def _literals() -> Iterator[tuple[str, str]]:
    for name, kind in vars(record).items():
        if get_origin(kind) is Literal:
            yield f"`{name}`", ", ".join(f"`{value}`" for value in get_args(kind))


def _yes(value: object) -> str:
    return "yes" if value is not None else "–"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"

    names = tuple(head)
    return "\n".join((line(names), line("---" for _ in names), *(line(row) for row in rows)))


PAGES: dict[str, Callable[[], str]] = {
    "reference/command-line.md": command_line,
    "reference/settings.md": settings,
    "reference/fields.md": index_fields,
    "reference/record.md": record_model,
    "reference/formats.md": formats,
}


def outdated() -> Iterator[str]:
    """The pages that are not what the code says."""
    for name, make in PAGES.items():
        page = DOCS / name
        if not page.exists() or page.read_text(encoding="utf-8") != make():
            yield name


def main(arguments: list[str]) -> int:
    """Write the pages, or name those that are not up to date; the exit status."""
    found = list(outdated())
    if "--check" in arguments:
        for name in found:
            sys.stderr.write(f"docs/{name} is not what the code says: run `make docs` and commit it.\n")
        return 1 if found else 0
    for name in found:
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
