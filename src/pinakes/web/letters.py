"""Letters over a list: of the script that is shown, and ways to the other scripts that the list has."""

from __future__ import annotations

from pinakes.discovery.remembering import Remembered
from pinakes.index import fields, headings
from pinakes.index.port import SearchIndex
from pinakes.records.base import Struct
from pinakes.records.heading_keys import heading_key
from pinakes.web import links

SCRIPTS: dict[str, tuple[str, str, str]] = {
    "digits": ("0–9", "0", "9"),
    "latin": ("A–Z", "a", "z"),
    "greek": ("Α–Ω", "α", "ω"),
    "cyrillic": ("А–Я", "а", "я"),
    "hebrew": ("א–ת", "א", "ת"),
    "arabic": ("ا–ي", "ء", "ي"),
    "kana": ("あ–ん", "ぁ", "ヿ"),
    "hangul": ("가–힣", "ᄀ", "힣"),
    "han": ("漢", "㐀", "\uffff"),
}
"""Name → what leads to it, and between which signs its letters stand in the order of headings."""
ALPHABETS = {
    "latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "cyrillic": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "kana": "あかさたなはまやらわ",
    "hangul": "가나다라마바사아자차카타파하",
}
LANGUAGES = {"greek": "el", "cyrillic": "ru", "hebrew": "he", "arabic": "ar", "kana": "ja", "hangul": "ko"}
CLASSES = {"lcc": "ABCDEFGHJKLMNPQRSTUVZ", "ddc": "0123456789"}
_found: Remembered[tuple[str, ...]] = Remembered()


class Letter(Struct):
    """A way into the list."""

    text: str
    href: str
    current: bool = False
    lang: str = ""


def script_of(text: str) -> str:
    """The script in which a heading is filed: that of its first letter or figure; "" of no known one."""
    first = heading_key(text)[:1]
    for name, (_, low, high) in SCRIPTS.items():
        if low <= first <= high and (name != "han" or first >= "\u3400"):
            return name
    return ""


def scripts(index: SearchIndex, name: str, snapshot: str) -> tuple[str, ...]:
    """The scripts that a list has, in its order; looked for once for each state of the index."""
    return _found.get(index, snapshot, name, lambda: _scripts(index, name))


def _scripts(index: SearchIndex, name: str) -> tuple[str, ...]:
    field = fields.HEADINGS[name]
    there = []
    for script, (_, low, _high) in SCRIPTS.items():
        after = index.headings(field, low, limit=1).after
        if after and script_of(_filed(name, after[0].value)) == script:
            there.append(script)
    return tuple(there)


def _filed(name: str, value: str) -> str:
    return headings.start(fields.HEADINGS[name], value)


def strip(index: SearchIndex, name: str, snapshot: str, here: str) -> tuple[list[Letter], list[Letter]]:
    """Letters of the script in which ``here`` is filed, and ways to the other scripts of the list."""
    filed = _filed(name, here)
    if name in CLASSES:
        return [
            Letter(
                text=f"{c}00" if name == "ddc" else c,
                href=links.browse(name, start=f"{c}00" if name == "ddc" else c),
                current=filed[:1] == c.lower(),
            )
            for c in CLASSES[name]
        ], []
    there = scripts(index, name, snapshot)
    shown = script_of(here) or "latin"
    if shown not in ALPHABETS:
        shown = "latin" if "latin" in there else next((s for s in there if s in ALPHABETS), "latin")
    lang = LANGUAGES.get(shown, "")
    first = heading_key(filed)[:1]
    letters = [
        Letter(text=c, href=links.browse(name, start=c), current=heading_key(c)[:1] == first, lang=lang)
        for c in ALPHABETS[shown]
    ]
    others = [
        Letter(
            text=SCRIPTS[s][0],
            href=links.browse(name, start=SCRIPTS[s][1] if s != "han" else "㐀"),
            current=s not in ALPHABETS and script_of(here) == s,
            lang=LANGUAGES.get(s, ""),
        )
        for s in there
        if s != shown
    ]
    return letters, others
