"""Words that say nothing of a subject, by language; they are indexed, but a search need not have them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = {
    "eng": """a about after all also an and any are as at be been but by can could did do does for from had has have
        he her his how i if in into is it its may more most my no nor not of on only or other our over she should so
        some such than that the their them then there these they this those through to under until up was we were
        what when where which while who whom whose why will with would you your""",
    "deu": """aber als am an auch auf aus bei beim bis da damit das dass dem den der des die dies diese dieser dieses
        durch ein eine einem einen einer eines er es fur gegen hat hatte ich ihr ihre im in ist kann kein keine mit
        nach nicht noch nur ob oder sein seine seit sich sie sind sowie so uber um und unter vom von vor war was
        wegen wenn werden wie wird wir wurde wurden zu zum zur zwischen""",
    "fra": """a au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur leurs l d lui mais ne
        nous ou par pas plus pour qu que qui sa se ses son sont sur un une vers""",
    "spa": """a al como con de del desde e el en entre es esta la las lo los mas no o para pero por que se
        sin sobre su sus un una y""",
    "ita": """a al alla anche che come con da dal dalla dei del della delle di e gli i il in la le lo nel
        nella non o per piu si su tra un una uno""",
    "por": """a ao aos as com como da das de do dos e em entre mais na nao nas no nos o os ou para pela pelo
        por que se sem um uma""",
    "nld": """aan als bij dat de der die door een en het in is met naar niet of om ook op over te tot uit van
        voor was wordt zijn""",
    "swe": """att av de den det dom efter en ett for fran har i ingen inte med men och om pa sin som till
        under ut var vid""",
    "dan": """af at de den der det efter en er et for fra har i ikke med men og om pa sig som til ud var ved""",
    "nor": "av de den det en er et ei for fra har i ikke med men og om pa seg som til ut var ved",
    "fin": "ja on ei se etta joka oli ovat mutta tai kun",
    "rus": """и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее из о от для
        при об это""",
    "pol": "i w we z ze na do nie sie o od po za jest oraz dla jak przez przy",
    "ces": "a v ve s se z ze na do k ke o od po za je pro pri jako",
    "hun": "a az es egy hogy nem is",
    "tur": "ve bir bu ile icin de da",
    "ell": "και το του της η ο οι τα των στο στη για με απο τον την",
}

BY_WORD: dict[str, frozenset[str]] = {}
for _language, _text in _WORDS.items():
    for _word in _text.split():
        BY_WORD[_word] = BY_WORD.get(_word, frozenset()) | {_language}

_AMBIGUOUS = """bis come den die dies dom door dos elle fur hat kun mas men met par para pas plus pour sin son sur tai
    till tot uber vers vid war"""
AMBIGUOUS = frozenset(_AMBIGUOUS.split())
"""Words that say nothing in one language and much in another ("civil war", "wie war es"): told by the words around."""
STOP_WORDS = frozenset(BY_WORD) - AMBIGUOUS
"""Of all languages: a question does not say in which it is asked."""

ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "ein",
        "eine",
        "einer",
        "eines",
        "le",
        "la",
        "les",
        "un",
        "une",
        "el",
        "los",
        "las",
        "il",
        "lo",
        "gli",
        "i",
        "l",
        "o",
        "os",
        "as",
        "uno",
        "una",
        "de",
        "het",
        "een",
        "den",
        "det",
        "en",
        "et",
        "ett",
    ]
)
_MEANINGFUL_AT_THE_END = frozenset(
    ["a", "b", "c", "d", "e", "i", "o", "y", "can", "will", "who", "it", "us", "may"]
)


def content_words(words: list[str], printed: str = "", *, names: bool = False) -> list[bool]:
    """For each word of a question whether it must be found.

    A question of stop words only needs all of them ("To be or not to be", "The Who", "It"). A letter
    at the end is no article ("vitamin a"), and "IT" or "WHO" in capitals is a name. "War" is a stop
    word beside others of German only. Of ``names`` only English ones say nothing ("Rigby AL", "van Gogh").
    """
    capitals: set[str] = set()
    if printed and not printed.isupper():
        capitals = {
            w.lower()
            for w in re.findall(r"[^\W_]+", printed)
            if w.isupper() and (len(w) > 1 or w not in "AI")
        }
    last = len(words) - 1
    if names:
        found = [len(word) == 1 or "eng" not in BY_WORD.get(word, "") for word in words]
        return found if any(found) else [True] * len(words)
    found = [
        not (word in STOP_WORDS or (word in AMBIGUOUS and _is_of_their_language(words, at)))
        or word in capitals
        or (0 < at == last and word in _MEANINGFUL_AT_THE_END)
        for at, word in enumerate(words)
    ]
    return found if any(found) else [True] * len(words)


def _is_of_their_language(words: list[str], at: int) -> bool:
    """Whether other words say that an ambiguous one is a stop word here, or it is an article at the beginning."""
    word = words[at]
    if at == 0 and word in ARTICLES and len(words) > 1:
        return True
    languages = BY_WORD[word]
    return any(
        other not in AMBIGUOUS
        and "eng" not in (known := BY_WORD.get(other, frozenset()))
        and known & languages
        for other in words
    )


def likely_language(words: Iterable[str], *, minimum: int = 3) -> str:
    """The language that most stop words among ``words`` are of; empty when there are too few."""
    known = [BY_WORD[word] for word in words if word in BY_WORD]
    if len(known) < minimum or not known:
        return ""
    votes: dict[str, int] = {}
    for languages in known:
        for language in languages:
            votes[language] = votes.get(language, 0) + 1
    language = max(votes, key=lambda name: (votes[name], name))
    return language if votes[language] >= minimum else ""
