"""Titles: 245 and the fields of other titles (130, 240, 242, 243, 246, 247, 210, 222, 730, 740)."""

from __future__ import annotations

import re

from pinakes.formats.marc.draft import Draft, Handler
from pinakes.formats.marc.punctuation import clean, name, title
from pinakes.formats.marc.record import DataField
from pinakes.records import languages
from pinakes.records.record import TitleKind, TitleVariant

_NONSORT = re.compile("[\x88\x98](.*?)[\x89\x9c]|<<(.*?)>>|¬(.*?)¬", re.DOTALL)
_MATERIAL = re.compile(
    r"\s*\[(?:electronic resource|elektronische ressource|ressource électronique|recurso electrónico|microform"
    r"|sound recording|videorecording|text(?: \(large print\))?|computer file|cartographic material)\]",
    re.IGNORECASE,
)
_HEADING_CODES = frozenset("adfgklmnoprst")
# 246, second indicator: what kind of title, and the words that stand for it on the page.
_VARYING: dict[str, tuple[TitleKind, str]] = {
    "1": ("parallel", ""),
    "2": ("variant", "Distinctive title"),
    "3": ("variant", ""),
    "4": ("cover", ""),
    "5": ("variant", "Added title page title"),
    "6": ("variant", "Caption title"),
    "7": ("variant", "Running title"),
    "8": ("spine", ""),
}


class TitleParts:
    """245 taken apart: title proper, the rest, who made it, a parallel title."""

    __slots__ = ("nonfiling", "parallel", "responsibility", "subtitle", "title")

    def __init__(self, title: str, subtitle: str, responsibility: str, parallel: str, nonfiling: int) -> None:
        self.title = title
        self.subtitle = subtitle
        self.responsibility = responsibility
        self.parallel = parallel
        self.nonfiling = nonfiling

    @property
    def line(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


def parts(field: DataField) -> TitleParts:
    """The parts of a 245 (or of 242, 246, 247, or the 880 of one)."""
    proper = ""
    subtitle = responsibility = parallel = ""
    nonfiling = int(field.ind2) if field.ind2 in "123456789" and field.ind2 else 0
    for code, raw in field.subfields:
        if code == "a":
            if not proper:
                marked = _without_nonsort(raw)
                if marked is not None:
                    raw, nonfiling = marked
                proper = clean(raw)
            else:
                proper = _joined(proper, clean(raw))
        elif code == "b":
            value = clean(raw)
            if (subtitle or proper).endswith("=") or value.startswith("= "):
                parallel = _joined(parallel, value.removeprefix("= "))
            else:
                subtitle = f"{title(subtitle)} : {value}" if subtitle else value
        elif code in "npkfgs":
            proper = _joined(proper, clean(raw))
        elif code == "c":
            responsibility = f"{responsibility} {clean(raw)}" if responsibility else clean(raw)
    if " = " in subtitle:
        subtitle, _, parallel = subtitle.partition(" = ")
    if subtitle.startswith("[") and _MATERIAL.fullmatch(title(subtitle)):
        subtitle = ""
    if "[" in proper:
        proper = _MATERIAL.sub("", proper).rstrip()
    return TitleParts(
        title(proper), title(subtitle), title(responsibility), title(parallel).replace(" : ", ": "), nonfiling
    )


def _joined(head: str, tail: str) -> str:
    """Title proper with a further part: one full stop, comma or blank between them, as printed."""
    if not head or not tail:
        return head or tail
    head = head.rstrip(" :/=;")
    return f"{head} {tail}" if head[-1:] in ",.:;?!(" or tail[0] in "([" else f"{head}. {tail}"


def _without_nonsort(raw: str) -> tuple[str, int] | None:
    """The text without marks around a leading article, and the length of what sorting passes over."""
    if not raw or ("\x98" not in raw and "\x88" not in raw and "<<" not in raw and "¬" not in raw):
        return None
    marked = _NONSORT.match(raw)
    plain = _NONSORT.sub(lambda m: m[1] or m[2] or m[3] or "", raw)
    if marked is None:
        return plain, 0
    skipped = marked[1] or marked[2] or marked[3] or ""
    rest = raw[marked.end() :]
    blanks = len(rest) - len(rest.lstrip())
    return plain, min(len(skipped) + blanks, 9 + blanks)


def read_title(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """245; a second one, which MARC forbids, is a variant."""
    found = parts(field)
    if draft.title or not (found.title or found.subtitle):
        if found.line:
            draft.titles.append(TitleVariant(title=found.line))
        return
    draft.title, draft.subtitle = (found.title, found.subtitle) if found.title else (found.subtitle, "")
    draft.responsibility = found.responsibility
    if (
        typed := next((m for _, v in field.subfields if "[" in v and (m := _MATERIAL.search(v))), None)
    ) is not None:
        draft.material = typed[0].lower()
    draft.nonfiling = found.nonfiling if found.nonfiling < len(found.title) else 0
    for code, value in field.subfields:
        if code == "h":
            draft.material = clean(value).lower()
    other = parts(alternate) if alternate is not None else None
    if other is not None:
        draft.title_alternate = other.line
    if found.parallel:
        draft.titles.append(
            TitleVariant(
                title=found.parallel, kind="parallel", alternate=other.parallel if other is not None else ""
            )
        )


def heading(field: DataField, codes: frozenset[str] = _HEADING_CODES) -> str:
    """A uniform title as one line; each subfield keeps the mark that leads to the next."""
    found = ""
    for code, raw in field.subfields:
        if code in codes and (value := clean(raw)):
            if code == "a" and not found and (marked := _without_nonsort(raw)) is not None:
                value = clean(marked[0])
            found = f"{found} {value}" if found else value
    return name(found)


def _language_of(field: DataField) -> str:
    value = field.get("l")
    return languages.code(value.split("&")[0]) if value else ""


def read_uniform(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """130, 240, 243, and 730 with the title of a work."""
    found = heading(field)
    if not found:
        return
    kind: TitleKind = "uniform"
    if field.tag == "730":
        kind = "analytic" if field.ind2 == "2" else "added"
    draft.titles.append(
        TitleVariant(
            title=found,
            kind=kind,
            language=_language_of(field),
            alternate=heading(alternate) if alternate is not None else "",
            label=name(clean(field.get("i"))),
        )
    )


def read_varying(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """246 and 247: other forms of the title, and former ones."""
    found = parts(field)
    kind: TitleKind
    if field.tag == "247":
        kind, label = "former", ""
        dates = name(clean(field.get("f")))
    else:
        kind, label = _VARYING.get(field.ind2, ("variant", ""))
        dates = ""
    text = _plain_line(field)
    if not text:
        return
    label = name(clean(field.get("i"))) or label
    if dates:
        label = f"{label} {dates}".strip()
    if found.parallel and not found.title:
        text = found.parallel
    if kind == "parallel" and any(t.kind == kind and t.title == text for t in draft.titles):
        return  # 245 $b has it already
    draft.titles.append(
        TitleVariant(
            title=text,
            kind=kind,
            label=label,
            alternate=_plain_line(alternate) if alternate is not None else "",
        )
    )


def _plain_line(field: DataField) -> str:
    """Title, subtitle and part of a 246 or 247, without dates, notes and medium."""
    proper = ""
    subtitle = ""
    for code, raw in field.subfields:
        if code == "a" or code in "np":
            marked = _without_nonsort(raw)
            proper = _joined(proper, clean(marked[0] if marked is not None else raw))
        elif code == "b":
            subtitle = clean(raw)
    proper, subtitle = title(proper), title(subtitle)
    return f"{proper}: {subtitle}" if subtitle and proper else proper or subtitle


def read_translated(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """242: the title as the cataloguing agency translated it."""
    found = parts(field)
    if found.line:
        draft.titles.append(
            TitleVariant(
                title=found.line,
                kind="translated",
                language=languages.code(field.get("y")),
                alternate=parts(alternate).line if alternate is not None else "",
            )
        )


def read_short(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """210 abbreviated and 222 key title."""
    kind: TitleKind = "abbreviated" if field.tag == "210" else "key"
    found = " ".join(filter(None, (clean(field.get("a")), clean(field.get("b")))))
    if found:
        text = found if kind == "abbreviated" else title(found)
        draft.titles.append(TitleVariant(title=text.rstrip(" :/=;,"), kind=kind))


def read_added(draft: Draft, field: DataField, alternate: DataField | None) -> None:
    """740: a related or a contained title that no authority controls."""
    text = _plain_line(field)
    if text:
        draft.titles.append(
            TitleVariant(
                title=text,
                kind="analytic" if field.ind2 == "2" else "added",
                alternate=_plain_line(alternate) if alternate is not None else "",
            )
        )


HANDLERS: dict[str, Handler] = {
    "130": read_uniform,
    "210": read_short,
    "222": read_short,
    "240": read_uniform,
    "242": read_translated,
    "243": read_uniform,
    "245": read_title,
    "246": read_varying,
    "247": read_varying,
    "730": read_uniform,
    "740": read_added,
}
