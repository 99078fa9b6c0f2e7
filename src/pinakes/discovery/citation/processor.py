"""The processor: elements of a CSL style over the variables of an item (CSL 1.0.2, "Rendering Elements")."""

from __future__ import annotations

import functools
from typing import Any

from pinakes.discovery.citation import dates, decoration, names, numbers, output
from pinakes.discovery.citation.locale import NS, Locale
from pinakes.discovery.citation.output import BLOCK, END, Piece, Pieces
from pinakes.discovery.citation.variables import DATES, NAMES, NUMBERS, Item, State

_NAME_OPTIONS = [
    "and",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "initialize",
    "initialize-with",
    "name-as-sort-order",
    "sort-separator",
]


_ENGLISH: Item = {"language": "en"}
"""What terms are cased as: in title case in every language."""


class Processor:
    """One style in one language."""

    def __init__(self, style: Any, locale: Locale) -> None:
        self.style, self.locale = style, locale
        self.macros = {m.get("name"): m for m in style.findall(f"{NS}macro")}
        self.citation = style.find(f"{NS}citation")
        self.bibliography = style.find(f"{NS}bibliography")
        self.is_note = style.get("class") == "note"
        self.inside = locale.options.get("punctuation-in-quote") == "true"
        self.dash = locale.term("page-range-delimiter") or "–"
        self.year_suffix_named = any(t.get("variable") == "year-suffix" for t in style.iter(f"{NS}text"))
        self._kinds = {
            NS + "text": self._text, NS + "number": self._number, NS + "label": self._label, NS + "names": self._names,
            NS + "date": self._date, NS + "group": self._group, NS + "choose": self._choose,
        }  # fmt: skip

    def entry(self, item: Item, number: int = 1, suffix: str = "") -> Pieces:
        """The item as an entry of a reference list; of a style without one, as a note."""
        if self.bibliography is None:
            return self.cite(item, number, suffix)
        return self._laid_out(self.bibliography, item, "bibliography", number, suffix)

    def cite(self, item: Item, number: int = 1, suffix: str = "") -> Pieces:
        """The item as it is cited in the text or in a note."""
        return self._laid_out(self.citation, item, "citation", number, suffix)

    def _laid_out(self, area: Any, item: Item, name: str, number: int, suffix: str) -> Pieces:
        layout = area.find(f"{NS}layout")
        state = State(item, name, number, suffix)
        parts = [p for child in self._children(layout) if (p := self._render(child, state))]
        found = output.joined(parts, "" if name == "citation" else layout.get("delimiter", ""))
        if not found:
            return []
        if area.get("second-field-align") and len(parts) > 1 and name == "bibliography":
            rest = output.joined(parts[1:], "")
            found = [
                Piece("left-margin", (), BLOCK),
                *parts[0],
                Piece("", (), END),
                Piece("right-inline", (), BLOCK),
                *rest,
            ]
            found = self._decorated(layout.attrib, found, item)
            found.append(Piece("", (), END))
        else:
            found = self._decorated(layout.attrib, found, item)
        return output.with_quotes(output.settled(found, self.inside), self.locale.quotes)

    def sort_keys(self, item: Item, number: int) -> list[tuple[str, bool]]:
        """Texts to sort the bibliography by, and whether downwards."""
        sort = self.bibliography.find(f"{NS}sort") if self.bibliography is not None else None
        found = []
        for key in sort.findall(f"{NS}key") if sort is not None else []:
            state = State(item, "bibliography", number, "")
            state.sorting = dict(key.attrib)
            variable = key.get("variable", "")
            if macro := key.get("macro"):
                text = output.text(
                    output.joined([self._render(c, state) for c in self._children(self.macros[macro])], "")
                )
            elif variable in NAMES:
                people = item.get(variable) or []
                text = "; ".join(
                    str(p.get("literal") or f"{p.get('family', '')} {p.get('given', '')}") for p in people
                )
            elif variable in DATES:
                text = dates.sort_key(item.get(variable) or {})
            elif variable == "citation-number":
                text = f"{number:06d}"
            else:
                text = str(item.get(variable, ""))
            found.append((text, key.get("sort") == "descending"))
        return found

    # Elements

    @staticmethod
    @functools.lru_cache(maxsize=4096)
    def _children(element: Any) -> tuple[Any, ...]:
        return tuple(c for c in element if isinstance(c.tag, str))

    def _render(self, element: Any, state: State) -> Pieces:
        kind = self._kinds.get(element.tag)
        return kind(element, state) if kind else []

    def _group(self, element: Any, state: State) -> Pieces:
        outer = state.tried, state.found
        state.tried = state.found = False
        parts = [self._render(c, state) for c in self._children(element)]
        tried, success = state.tried, state.found
        state.tried, state.found = outer[0] or tried, outer[1] or success
        if tried and not success:
            return []
        found = output.joined(parts, element.get("delimiter", ""))
        if found:
            # A group that shows something is to the group around it what a filled variable is.
            state.found = True
        return self._decorated(element.attrib, found, state.item)

    def _choose(self, element: Any, state: State) -> Pieces:
        for branch in self._children(element):
            if branch.tag == f"{NS}else" or self._holds(branch, state):
                parts = [self._render(c, state) for c in self._children(branch)]
                return output.joined(parts, self._delimiter_around(element))
        return []

    @staticmethod
    def _delimiter_around(element: Any) -> str:
        """Of the group, layout or names that the branch stands in: its parts are the group's parts."""
        above = element.getparent()
        while above is not None and above.tag in (f"{NS}if", f"{NS}else-if", f"{NS}else", f"{NS}choose"):
            above = above.getparent()
        return above.get("delimiter", "") if above is not None and above.tag == f"{NS}group" else ""

    def _holds(self, branch: Any, state: State) -> bool:
        item = state.item
        tests: list[bool] = []
        for name, value in branch.attrib.items():
            if name == "type":
                tests.append(item.get("type") in value.split())
            elif name == "variable":
                tests += [self._has(v, state) for v in value.split()]
            elif name == "is-numeric":
                tests += [
                    numbers.is_numeric(str(item.get(v, ""))) if item.get(v) else False for v in value.split()
                ]
            elif name == "is-uncertain-date":
                tests += [bool(item.get(v, {}).get("circa")) for v in value.split()]
            elif name == "position":
                tests += [v == "first" and state.area == "citation" for v in value.split()]
            elif name in ("locator", "disambiguate"):
                tests.append(False)
        match = branch.get("match", "all")
        if match == "any":
            return any(tests)
        return not any(tests) if match == "none" else all(tests)

    def _has(self, variable: str, state: State) -> bool:
        value = state.item.get(variable)
        if variable in DATES:
            return isinstance(value, dict) and bool(
                dates.points(value) or value.get("literal") or value.get("raw")
            )
        if variable == "citation-number":
            return True
        if variable == "year-suffix":
            return bool(state.suffix)
        return bool(value)

    def _text(self, element: Any, state: State) -> Pieces:
        get = element.get
        if macro := get("macro"):
            found = self.macros.get(macro)
            if found is None:
                return []
            outer = state.tried, state.found
            state.tried = state.found = False
            parts = [self._render(c, state) for c in self._children(found)]
            pieces = output.joined(parts, "")
            tried, success = state.tried, state.found
            state.tried, state.found = outer[0] or tried, outer[1] or success
            return self._decorated(element.attrib, pieces, state.item)
        if variable := get("variable"):
            state.tried = state.tried or variable != "year-suffix"
            pieces = self._variable(variable, get("form", "long"), state)
            if pieces:
                state.found = True
                state.used.add(variable)
            return self._decorated(element.attrib, pieces, state.item)
        if term := get("term"):
            text = self.locale.term(term, get("form", "long"), get("plural") == "true") or ""
        else:
            text = get("value", "")
        return self._decorated(element.attrib, [Piece(text)] if text else [], _ENGLISH)

    def _variable(self, variable: str, form: str, state: State) -> Pieces:
        if variable in state.suppressed:
            return []
        item = state.item
        if variable == "citation-number":
            return [Piece(str(state.number))]
        if variable == "year-suffix":
            return [Piece(state.suffix)] if state.suffix else []
        if variable == "citation-label":
            people: list[Any] = next((item[v] for v in ("author", "editor") if item.get(v)), [])
            who = "".join(
                str(p.get("family") or p.get("literal") or "")[: 4 if len(people) == 1 else 1]
                for p in people[:4]
            )
            year = dates.points(item.get("issued") or {})
            return [Piece(who + (f"{year[0][0] % 100:02d}" if year else "") + state.suffix)]
        if variable == "page-first":
            value: Any = str(item.get("page", "")).replace("–", "-").partition("-")[0]
        else:
            value = (item.get(f"{variable}-short") if form == "short" else None) or item.get(variable)
        if form == "short" and variable == "title":
            value = item.get("title-short") or value
        if not value or isinstance(value, (dict, list)):
            return []
        text = str(value)
        if variable == "page":
            return [Piece(numbers.pages(text, self.style.get("page-range-format", ""), self.dash))]
        if variable in NUMBERS:
            return output.field(numbers.shown(text, "numeric", "", self.locale, self.dash))
        if variable in ("DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID"):
            return [Piece(text)]
        return output.field(text)

    def _number(self, element: Any, state: State) -> Pieces:
        variable = element.get("variable")
        state.tried = True
        value = state.item.get(variable)
        if variable == "citation-number":
            value = state.number
        if not value or variable in state.suppressed:
            return []
        state.found = True
        gender = self.locale.gender(variable)
        if variable == "page":
            text = numbers.pages(str(value), self.style.get("page-range-format", ""), self.dash)
        else:
            text = numbers.shown(str(value), element.get("form", "numeric"), gender, self.locale, self.dash)
        return self._decorated(element.attrib, output.field(text), state.item)

    def _label(self, element: Any, state: State) -> Pieces:
        variable = element.get("variable")
        value = str(state.item.get(variable, ""))
        if not value or variable in state.suppressed:
            return []
        rule = element.get("plural", "contextual")
        plural = rule == "always" or (rule == "contextual" and numbers.is_plural(variable, value))
        text = self.locale.term(variable, element.get("form", "long"), plural) or ""
        return self._decorated(element.attrib, [Piece(text)] if text else [], _ENGLISH)

    def _date(self, element: Any, state: State) -> Pieces:
        variable = element.get("variable")
        state.tried = True
        value = state.item.get(variable)
        if not isinstance(value, dict) or variable in state.suppressed:
            return []
        if state.sorting is not None:
            key = dates.sort_key(value)
            state.found = state.found or bool(key)
            return [Piece(key)] if key else []
        suffix = ""
        if variable == "issued" and not self.year_suffix_named and state.suffix_left:
            suffix, state.suffix_left = state.suffix_left, ""
        decorate = functools.partial(self._decorated_plain, item=state.item)
        found = dates.rendered(value, element, self.locale, decorate, suffix)
        if found:
            state.found = True
            state.used.add(variable)
        return self._decorated(element.attrib, found, state.item)

    def _names(self, element: Any, state: State) -> Pieces:
        variables = element.get("variable", "").split()
        state.tried = True
        item = state.item
        parent = state.parent_names
        decorate = functools.partial(self._decorated_plain, item=item)
        parts: list[Pieces] = []
        held = [v for v in variables if item.get(v) and v not in state.suppressed]
        area = self.citation if state.area == "citation" else self.bibliography
        own = {c.tag: c for c in self._children(element)}
        bare = not any(tag in own for tag in (f"{NS}name", f"{NS}et-al", f"{NS}label"))
        inherited = {c.tag: c for c in self._children(parent)} if parent is not None else {}
        name = own.get(f"{NS}name", inherited.get(f"{NS}name"))
        et_al = own.get(f"{NS}et-al", inherited.get(f"{NS}et-al"))
        label = own.get(f"{NS}label", inherited.get(f"{NS}label") if bare else None)
        options = self._name_options(area, name, state)
        formats = {
            p.get("name"): dict(p.attrib)
            for p in (name if name is not None else ())
            if p.tag == f"{NS}name-part"
        }
        holder = parent if parent is not None and bare else element
        merged = (
            len(held) == 2 and set(held) == {"editor", "translator"} and item["editor"] == item["translator"]
        )
        merged = merged and self.locale.term("editortranslator") is not None
        for variable in held[:1] if merged else held:
            people = [p for p in item[variable] if isinstance(p, dict)]
            written = names.listed(
                people, options, formats, self.locale, decorate, dict(et_al.attrib) if et_al is not None else {},
                self.style.get("demote-non-dropping-particle", "display-and-sort"),
            )  # fmt: skip
            if name is not None:
                plain = {k: v for k, v in name.attrib.items() if k in ("prefix", "suffix")}
                written = self._decorated(plain, written, item)
            if label is not None and options.get("form") != "count":
                rule = label.get("plural", "contextual")
                plural = rule == "always" or (rule == "contextual" and len(people) > 1)
                term = self.locale.term(
                    "editortranslator" if merged else variable, label.get("form", "long"), plural
                )
                said = self._decorated(label.attrib, [Piece(term)] if term else [], _ENGLISH)
                tags = [c.tag for c in self._children(parent if parent is not None and bare else element)]
                first = f"{NS}name" in tags and tags.index(f"{NS}label") < tags.index(f"{NS}name")
                written = said + written if first else written + said
            parts.append(written)
        delimiter = element.get("delimiter") or (parent.get("delimiter") if parent is not None else None)
        delimiter = delimiter if delimiter is not None else self._inherited("names-delimiter", area) or ""
        found = output.joined(parts, delimiter)
        if found:
            state.found = True
            state.used |= set(held)
            return self._decorated(holder.attrib if holder is element else element.attrib, found, item)
        substitute = own.get(f"{NS}substitute")
        if substitute is None:
            return []
        for child in self._children(substitute):
            above, state.parent_names = state.parent_names, element
            before, state.used = state.used, set()
            found = self._render(child, state)
            state.parent_names = above
            used, state.used = state.used, before | state.used
            if found:
                state.suppressed |= used
                return self._decorated(element.attrib, found, item)
        return []

    def _inherited(self, option: str, area: Any) -> str | None:
        found: str | None = (area.get(option) if area is not None else None) or self.style.get(option)
        return found

    def _name_options(self, area: Any, name: Any, state: State) -> dict[str, str]:
        found: dict[str, str] = {}
        for source in (self.style, area):
            if source is None:
                continue
            for option in (*_NAME_OPTIONS, "initialize-with-hyphen"):
                if (value := source.get(option)) is not None:
                    found[option] = value
            for here, there in (("form", "name-form"), ("delimiter", "name-delimiter")):
                if (value := source.get(there)) is not None:
                    found[here] = value
        if name is not None:
            found |= dict(name.attrib)
        if state.sorting is not None:
            found["name-as-sort-order"] = "all"
            for here, there in (
                ("et-al-min", "names-min"),
                ("et-al-use-first", "names-use-first"),
                ("et-al-use-last", "names-use-last"),
            ):
                if there in state.sorting:
                    found[here] = state.sorting[there]
        return found

    # Decoration

    def _decorated_plain(self, attributes: Any, pieces: Pieces, item: Item) -> Pieces:
        return self._decorated(attributes, pieces, item)

    def _decorated(self, attributes: Any, pieces: Pieces, item: Item) -> Pieces:
        if not pieces or not attributes:
            return pieces
        return decoration.decorated(attributes, pieces, english=self._is_english(item))

    def _is_english(self, item: Item) -> bool:
        language = str(item.get("language", ""))
        return language.lower().startswith("en") if language else self.locale.language == "en"
