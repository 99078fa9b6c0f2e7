"""Words that have another form which no stemmer knows: British and American, transcribed names, irregular plurals."""

from __future__ import annotations

import re

_SAME = {
    "koran": "quran", "qoran": "quran", "coran": "quran", "kuran": "quran", "muhammed": "muhammad",
    "mohammed": "muhammad", "mohammad": "muhammad", "mahomet": "muhammad", "violoncello": "cello",
    "violoncelli": "cello", "violincello": "cello", "pianoforte": "piano", "violoncellos": "cello",
    "cellos": "cello", "women": "woman", "womens": "woman", "men": "man", "children": "child",
    "childrens": "child", "mice": "mouse", "teeth": "tooth", "feet": "foot", "geese": "goose", "lice": "louse",
    "oxen": "ox", "lives": "life", "wives": "wife", "knives": "knife", "wolves": "wolf", "leaves": "leaf",
    "thieves": "thief", "halves": "half", "indices": "index", "matrices": "matrix", "vertices": "vertex",
    "appendices": "appendix", "criteria": "criterion", "phenomena": "phenomenon", "bacteria": "bacterium",
    "curricula": "curriculum", "nuclei": "nucleus", "fungi": "fungus", "stimuli": "stimulus",
    "vertebrae": "vertebra", "formulae": "formula", "genera": "genus", "spectra": "spectrum",
    "theses": "thesis", "crises": "crisis", "automata": "automaton", "symposia": "symposium",
    "dept": "department", "depts": "departments", "govt": "government", "univ": "university",
    "intl": "international", "natl": "national", "assn": "association", "assoc": "association",
    "programme": "program", "programmes": "programs", "catalog": "catalogue", "catalogs": "catalogues",
    "dialog": "dialogue", "analog": "analogue", "grey": "gray", "tyre": "tire", "tyres": "tires",
    "plough": "plow", "aluminium": "aluminum", "judgement": "judgment", "defence": "defense",
    "offence": "offense", "licence": "license", "practise": "practice", "cheque": "check",
    "mediaeval": "medieval", "aeroplane": "airplane", "ab": "aflat", "bb": "bflat", "cb": "cflat",
    "db": "dflat", "eb": "eflat", "gb": "gflat", "theatre": "theater", "theatres": "theaters",
    "centre": "center", "centres": "centers", "fibre": "fiber", "fibres": "fibers", "litre": "liter",
    "litres": "liters", "metre": "meter", "metres": "meters", "spectre": "specter", "calibre": "caliber",
    "lustre": "luster", "sombre": "somber", "meagre": "meager",
}  # fmt: skip
_RULES = (
    (
        re.compile(
            r"(?:(?<=aly)|(?<=agno)|(?<=ynthe)|(?<=othe)|(?<=ogno)|(?<=tasta)|(?<=enthe)|(?<=ypno)|(?<=ecro)|(?<=euro)|(?<=ymbio))ses$"
        ),
        "sis",
    ),
    (re.compile(r"(?<=\w{3})is(?=(?:ation|ations|e|ed|er|ers|es|ing|able)$)"), "iz"),
    (re.compile(r"(?<=\w{2}l)ys(?=e|ed|er|ers|es|ing$)"), "yz"),
    (
        re.compile(
            r"(?<=col)our|(?<=fav)our|(?<=behavi)our|(?<=tum)our|(?<=lab)our|(?<=harb)our|(?<=hum)our"
            r"|(?<=hon)our|(?<=flav)our|(?<=od)our|(?<=rum)our|(?<=vap)our|(?<=neighb)our|(?<=vig)our"
            r"|(?<=arm)our|(?<=sav)our|(?<=rig)our|(?<=cland)our|(?<=splend)our|(?<=endeav)our"
        ),
        "or",
    ),
    (
        re.compile(
            r"(?<=an)ae(?=m|s)|(?<=leuk)ae(?=m)|(?<=h)ae(?=m|mo)|(?<=p)ae(?=d)|ae(?=tiolog)|(?<=c)ae(?=sar|cum)"
            r"|(?<=arch)ae(?=o)|(?<=gyn)ae(?=c)|(?<=f)ae(?=ces|cal)|(?<=isch)ae(?=m)|(?<=glyc)ae(?=m)|(?<=ur)ae(?=m)"
            r"|(?<=septic)ae(?=m)|(?<=tox)ae(?=m)|(?<=encyclop)ae(?=d)|(?<=lipid)ae(?=m)|(?<=vir)ae(?=m)|(?<=an)ae(?=sth)"
        ),
        "e",
    ),
    (re.compile(r"oe(?=str|soph|dem)|(?<=f)oe(?=t)|(?<=rrh)oe(?=a|ic)|(?<=c)oe(?=li)|(?<=n)oe(?=uv)"), "e"),
    (re.compile(r"(?<=s)ulph"), "ulf"),
)
_MAY_DIFFER = re.compile(
    r"our|ses$|ae|oe|sulph|is(?:ation|ations|e|ed|er|ers|es|ing|able)$|lys(?:e|ed|er|ers|es|ing)$"
)


def may_differ(word: str) -> bool:
    """Whether ``other`` may give something; quick."""
    return word in _SAME or (len(word) > 4 and _MAY_DIFFER.search(word) is not None)


def other(word: str) -> str:
    """How a folded word is written as well, the same for all its spellings: "tumours" → "tumors"; "" for most."""
    if found := _SAME.get(word):
        return found
    found = word
    if len(word) > 4:
        for pattern, replacement in _RULES:
            found = pattern.sub(replacement, found)
    return found if found != word else ""
