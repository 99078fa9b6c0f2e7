"""Text → tokens: one analysis before indexing and before searching, for every engine.

Text is taken apart at blanks; each piece is analysed once and remembered, since the same pieces come
again and again. A piece gives *words*, which stand one after the other (phrases), and *others*, under
which it is found too: "anti-synthetase" gives anti, synthetase and also antisynthetase.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sized
from functools import cache
from typing import Any, TypeVar

from pinakes.index import spellings, stemming
from pinakes.index.folding import GREEK_NAMES, fold
from pinakes.index.stopwords import likely_language
from pinakes.records.base import Struct

LONGEST_TOKEN = 100
"""Characters; longer tokens are cut, they are nobody's words."""
_REMEMBERED = 120_000
"""Pieces that are remembered, in a language or without: so many met lately, so many met before."""
_PIECE = 60
_REMEMBERED_TEXTS = 10_000
_TEXT = 100
_AROUND = ',;:!?()[]"/<>*='
"""Signs that only stand around words."""
_AROUND_OR_STOP = _AROUND + "."
_Key = TypeVar("_Key", bound=Sized)
_Found = TypeVar("_Found")
_CJK = "\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_BIGRAMS = re.compile(f"[{_CJK}{_RUNS}々〆ー]+")
_BLANK_IN_RUN = re.compile(f"(?<=[{_CJK}])\\s+(?=[{_CJK}])")
_LONG_VOWEL_AT_THE_END = re.compile("(?<=[ぁ-ゖ]{2})ー(?![ぁ-ゖー])")
_SIGN_AGAIN = re.compile("(.)々")
_WORD = re.compile(r"\.?[^\W_]+(?:[-'&.+#]*[^\W_]+)*(?:\+\+|#)?", re.UNICODE)
_JOINTS = re.compile(r"[-'&.+#]+")
_ACRONYM = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_WITH_SIGN = re.compile(r"[a-z](?:\+\+|#)")
_UMLAUT = re.compile(r"(?<![aeou])(?<!q)(?:ae(?=[^\Waeio\d_])|[ou]e(?=[^\Waeiou\d_]))")
_NO_UMLAUT = frozenset(
    [
        "does",
        "goes",
        "poet",
        "poets",
        "poem",
        "poems",
        "duel",
        "fuel",
        "fuels",
        "toes",
        "shoes",
        "cruel",
        "guest",
        "guests",
        "duet",
        "noel",
        "joel",
        "suez",
        "hues",
        "cues",
        "israel",
        "michael",
        "raphael",
        "samuel",
        "manuel",
        "daniel",
        "poetry",
        "poetic",
        "poetics",
        "coed",
        "aerial",
        "aerosol",
        "coefficient",
        "true",
    ]
)
_ROMAN = {n: str(i) for i, n in enumerate(("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii",
    "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"), 2) if len(n) > 1}  # fmt: skip
_ORDINALS = {
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth",
    "7th": "seventh", "8th": "eighth", "9th": "ninth", "10th": "tenth", "11th": "eleventh", "12th": "twelfth",
    "13th": "thirteenth", "14th": "fourteenth", "15th": "fifteenth", "16th": "sixteenth", "17th": "seventeenth",
    "18th": "eighteenth", "19th": "nineteenth", "20th": "twentieth", "21st": "twentyfirst",
}  # fmt: skip
_SAME = {"und": "and", "et": "and"}
_SPECIAL = _ROMAN.keys() | _ORDINALS.keys() | _SAME.keys()
_ARABIC_ARTICLE = re.compile(r"^(?:وال|بال|كال|فال|ال|لل)(?=[\u0621-\u064a]{3})")


class Piece(Struct):
    """What a piece of text between blanks gives."""

    words: tuple[str, ...]
    """In the order of the text, exact but folded."""
    others: tuple[str, ...] = ()
    """Other tokens under which it is found."""
    joined: str = ""
    """The parts as one word, when it has several that belong together."""
    pairs: tuple[str, ...] = ()
    """In scripts without blanks: what a question asks for instead of the words."""


def analyse(piece: str) -> Piece:
    """The words of a piece of text without blanks; fold, take apart, join."""
    if piece == "&":
        return Piece(words=("and",))
    text = fold(piece)
    if text.isascii():
        if text.isalnum() or (text := text.lstrip(_AROUND).rstrip(_AROUND_OR_STOP)).isalnum():
            return _plain(text)
    elif _BIGRAMS.search(text):
        return _with_runs(text)
    words: list[str] = []
    others: list[str] = []
    joined = ""
    for match in _WORD.finditer(text):
        part = _word(match[0].lstrip(".")) if not match[0].startswith(".net") else _dot_net(match[0])
        words += part.words
        others += part.others
        joined = part.joined
    return Piece(
        words=tuple(words), others=tuple(dict.fromkeys(others)), joined=joined if len(words) > 1 else ""
    )


def _dot_net(text: str) -> Piece:
    return Piece(words=(text[1:],), others=("dotnet",))


def _plain(word: str) -> Piece:
    word = word[:LONGEST_TOKEN]
    if not word.isascii():
        word = word.replace("й", "и").replace("ў", "у")
    word = _SAME.get(word, word)
    if not _has_others(word):
        return Piece(words=(word,))
    others: list[str] = []
    if (
        len(word) > 3
        and word not in _NO_UMLAUT
        and (collapsed := _UMLAUT.sub(lambda m: m[0][0], word)) != word
    ):
        others.append(collapsed)
    if spelled := spellings.other(word):
        others.append(spelled)
    if number := _ROMAN.get(word):
        others.append(number)
    elif ordinal := _ORDINALS.get(word):
        others.append(ordinal)
    elif not word.isascii() and (stripped := _ARABIC_ARTICLE.sub("", word)) != word:
        others.append(stripped)
    return Piece(words=(word,), others=tuple(others))


def _has_others(word: str) -> bool:
    """Whether ``_plain`` may give other tokens or another word for it."""
    umlaut = "oe" in word or "ue" in word or "ae" in word
    return umlaut or word in _SPECIAL or not word.isascii() or spellings.may_differ(word)


def _word(text: str) -> Piece:
    """A word that may hold hyphens, apostrophes, dots, a plus or letters of two scripts."""
    if _WITH_SIGN.fullmatch(text):
        # "F# minor" is F-sharp minor.
        sharp = (f"{text[0]}sharp",) if text[0] in "abcdefg" and text[1:] == "#" else ()
        return Piece(words=(text,), others=(text[0], *sharp))
    if _ACRONYM.fullmatch(text):
        letters = text.replace(".", "")
        return Piece(words=(letters,), others=tuple(letters))
    parts = [p for p in _JOINTS.split(text) if p]
    if "'" in text and (joined := _apostrophe(text)) is not None:
        return joined
    split = [piece for part in parts for piece in _scripts(part)]
    if len(split) < 2:
        return _plain(split[0]) if split else Piece(words=())
    found = [_plain(part) for part in split]
    words = tuple(w for f in found for w in f.words)
    others = [o for f in found for o in f.others]
    joined_word = ""
    if len(words) <= 5 and not ("." in text and all(p.isdigit() for p in split)):
        joined_word = "".join(words)[:LONGEST_TOKEN]
        others.append(joined_word)
        if len(words) > 2:
            others += [a + b for a, b in itertools.pairwise(words)]
    return Piece(words=words, others=tuple(others), joined=joined_word)


def _apostrophe(text: str) -> Piece | None:
    """ "women's" → women, womens; "l'amour" → l, amour, lamour; "aren't" → arent; None: nothing special."""
    bare = text.strip("'")
    if bare.count("'") != 1 or any(sign in bare for sign in "-&.+#"):
        return None
    front, _, back = bare.partition("'")
    if not front or not back:
        return _plain(front or back)
    if back == "s":
        plain = _plain(front)
        return Piece(words=plain.words, others=(*plain.others, front + back), joined="")
    if len(front) <= 2 or front in ("all", "dell", "nell", "sull", "dall", "quell"):
        return Piece(words=(front, back), others=(front + back,), joined=front + back)
    whole = _plain(front + back)
    return whole if len(back) <= 2 else Piece(words=whole.words, others=(*whole.others, front, back))


def _scripts(part: str) -> list[str]:
    """ "tnfα" → tnf, alpha; a lone Greek letter is called by its name."""
    if part.isascii():
        return [part]
    if part in GREEK_NAMES:
        return [GREEK_NAMES[part]]
    if not any(sign in GREEK_NAMES for sign in part) or not any(sign.isascii() for sign in part):
        return [part]
    return [GREEK_NAMES.get(p, p) for p in re.findall(r"[α-ω]|[^α-ω]+", part)]


def _with_runs(text: str) -> Piece:
    """Text of scripts without blanks: signs as words, pairs of signs as others."""
    words: list[str] = []
    others: list[str] = []
    pairs: list[str] = []
    # コンピューター is written コンピュータ as well; 人々 stands for 人人.
    text = _SIGN_AGAIN.sub(r"\1\1", _LONG_VOWEL_AT_THE_END.sub("", text))
    for run, rest in re.findall(f"({_BIGRAMS.pattern})|([^{_BIGRAMS.pattern[1:-2]}]+)", text):
        if rest:
            part = analyse(rest)
            words += part.words
            others += part.others
            pairs += part.words
            continue
        words += run
        twos = [a + b for a, b in itertools.pairwise(run)]
        others += twos
        pairs += twos or run
    return Piece(words=tuple(words), others=tuple(dict.fromkeys(others)), pairs=tuple(dict.fromkeys(pairs)))


class _Remembered(dict[_Key, _Found]):
    """Text → what ``make`` gives for it. What was not asked for in a while is forgotten."""

    def __init__(self, make: Callable[[_Key], _Found], all_of_kind: _Memory) -> None:
        super().__init__()
        self._make, self._memory = make, all_of_kind
        self._older: dict[_Key, _Found] = {}
        all_of_kind.parts.append(self)

    def __missing__(self, key: _Key) -> _Found:
        found = self._older.get(key)
        if found is None:
            found = self._make(key)
            if len(key) > _PIECE:  # for texts in languages: always less
                return found
        self._memory.spend()
        self[key] = found
        return found

    def age(self) -> None:
        """Forget what has not been asked for since the last time."""
        self._older = dict(self)
        self.clear()


class _Memory:
    """Dictionaries that together may hold ``size`` things met lately, and as many met before."""

    def __init__(self, size: int) -> None:
        self.parts: list[_Remembered[Any, Any]] = []
        self._size, self._spent = size, 0

    def spend(self) -> None:
        """Make room for one thing."""
        self._spent += 1
        if self._spent > self._size:
            self._spent = 1
            for part in self.parts:
                part.age()


def _spaced(tokens: Iterable[str]) -> str:
    """With a blank in front of each, so that results can be joined without one."""
    return "".join([f" {token}" for token in tokens])


_pieces = _Memory(_REMEMBERED)
_Exact = tuple[str, str]
"""The words and other tokens of a piece, as strings with a blank in front of each."""
_Stemmed = tuple[str, str, str]
"""And its stems."""


def _bare(piece: str) -> str:
    """The same piece without what makes no difference in ASCII: capitals, signs around it."""
    return piece.lower().lstrip(_AROUND).rstrip(_AROUND_OR_STOP) if piece.isascii() else piece


def _exact_of(piece: str) -> _Exact:
    if (bare := _bare(piece)) != piece:
        return _exact[bare]
    if bare.isalnum() and len(bare) <= LONGEST_TOKEN and not _has_others(bare):
        return f" {bare}", ""
    found = analyse(piece)
    return _spaced(found.words), _spaced(found.others)


_exact = _Remembered(_exact_of, _pieces)


@cache
def _stemmed(language: str) -> _Remembered[str, _Stemmed]:
    def stemmed(piece: str) -> _Stemmed:
        if (bare := _bare(piece)) != piece:
            return known[bare]
        words, others = _exact.get(piece) or _exact_of(piece)
        tokens = words.split()
        if len(tokens) != 1:
            if joined := analyse(piece).joined:
                tokens.append(joined)
        # Stemmers for Cyrillic want й where the token has и.
        elif not words.isascii() and (whole := fold(piece).strip(".,;:!?()[]\"'")).isalpha():
            tokens = [whole]
        elif others and (spelled := spellings.other(tokens[0])):
            tokens.append(spelled)
        return words, others, _spaced(filter(None, [stemming.stem(token, language) for token in tokens]))

    known = _Remembered(stemmed, _pieces)
    return known


def _split(text: str) -> list[str]:
    """At blanks; those inside text of scripts that need none ("日本 の 歴史") say nothing."""
    return text.lower().split() if text.isascii() else _BLANK_IN_RUN.sub("", text).split()


def piece_tokens(piece: str) -> tuple[str, str]:
    """The words and the other tokens of a piece between blanks, with a blank in front of each; remembered."""
    return _exact[piece.lower() if piece.isascii() else piece]


def words(text: str) -> list[str]:
    """The exact, folded words of a text in its order."""
    pieces = _split(text)
    return "".join([_exact[piece][0] for piece in pieces]).split()


def analyse_text(text: str, languages: tuple[str, ...] | None) -> _Stemmed:
    """All tokens of a text: words, other tokens, stems, each as a string with a blank in front of each token.

    ``languages`` are those of the record, the text may turn out to be of another; None leaves the
    stems out, for names and the like.
    """
    pieces = _split(text)
    if not pieces:
        return "", "", ""
    if languages is None:
        exact, others = zip(*[_exact[piece] for piece in pieces], strict=True)
        return "".join(exact), "".join(others), ""
    chosen = first, *_ = languages or ("eng",)
    forms = _stemmed(first)
    exact, others, stems = zip(*[forms[piece] for piece in pieces], strict=True)
    words = "".join(exact)
    if len(pieces) > 5 or not languages:
        guess = likely_language(words.split(None, 120)[:120])
        if guess in stemming.SNOWBALL and guess not in languages:
            chosen = (guess,) if len(pieces) > 30 or not languages else (*chosen, guess)
    if chosen != (first,):
        stems = tuple([found[piece][2] for found in map(_stemmed, chosen) for piece in pieces])
    return words, "".join(others), "".join(stems)


def _analysed(key: tuple[str, tuple[str, ...] | None]) -> _Stemmed:
    return analyse_text(*key)


_texts = _Remembered(_analysed, _Memory(_REMEMBERED_TEXTS))


def analyse_heading(text: str, languages: tuple[str, ...] | None) -> _Stemmed:
    """The same of a text that may come again and again: headings, statements, short notes."""
    return _texts[text, languages] if len(text) <= _TEXT else analyse_text(text, languages)


def stem_languages(codes: Iterable[str]) -> tuple[str, ...]:
    """The first two languages of a record that have a stemmer."""
    return tuple(dict.fromkeys(code for code in codes if code in stemming.SNOWBALL))[:2]


def query_stems(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The stems of a word of a question, one for each language of the catalogue."""
    found: dict[str, None] = {}
    for language in languages:
        found |= dict.fromkeys(_stemmed(language)[word][2].split())
    return tuple(found)
