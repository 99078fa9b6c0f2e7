"""Text of BibTeX fields: LaTeX's accents, symbols and commands into Unicode, and Unicode into what LaTeX prints."""

from __future__ import annotations

import re
import unicodedata

from pinakes.formats.inline_markup import lowered, raised

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "h": "\u0309", "G": "\u030f", "U": "\u030e", "textcommabelow": "\u0326",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ",
    "ng": "ŋ", "NG": "Ŋ", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€",
    "EUR": "€", "dag": "†", "ddag": "‡", "textdegree": "°", "degree": "°", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "guillemotleft": "«", "guillemotright": "»", "flqq": "«", "frqq": "»", "glqq": "„", "grqq": "“", "ldots": "…",
    "dots": "…", "textellipsis": "…", "textbackslash": "\\", "backslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">",
    "textdollar": "$", "textpercent": "%", "textregistered": "®", "texttrademark": "™", "textmu": "µ", "LaTeX": "LaTeX",
    "TeX": "TeX", "BibTeX": "BibTeX", "quad": " ", "qquad": " ", "newline": " ", "par": " ", "slash": "/",
    "textexclamdown": "¡", "textquestiondown": "¿", "textbullet": "•", "textordfeminine": "ª", "textordmasculine": "º",
    "quotedblbase": "„", "quotesinglbase": "‚", "textquotesingle": "'", "textquotedbl": '"', "textasciigrave": "`",
    "lbrace": "{", "rbrace": "}", "textbraceleft": "{", "textbraceright": "}", "aleph": "ℵ",
    # mathematics
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "times": "×", "pm": "±", "mp": "∓", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥",
    "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "infty": "∞", "rightarrow": "→", "to": "→",
    "leftarrow": "←", "leftrightarrow": "↔", "circ": "°", "prime": "′", "sqrt": "√", "sum": "∑", "int": "∫",
    "partial": "∂", "nabla": "∇", "in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃",
    "ell": "ℓ", "hbar": "ℏ", "propto": "∝", "div": "÷", "ast": "∗", "star": "⋆", "dagger": "†", "equiv": "≡",
    "textalpha": "α", "textbeta": "β", "textgamma": "γ", "textdelta": "δ", "textkappa": "κ", "textmicro": "µ",
}  # fmt: skip
_COMMAND = re.compile(
    r"""\\(?P<word>[A-Za-z]+)\*?[ \t\n]*|\\(?P<sign>.)|(?P<brace>[{}])|(?P<dash>-{2,3})|(?P<open>``)|(?P<close>'')"""
    r"""|(?P<tie>~)|(?P<maths>\$+)|(?P<move>[\^_])""",
    re.DOTALL,
)
_SPECIAL = re.compile(r"[\\`~{}$^_-]|''")
_SIGNS = {"\\": " ", "&": "&", "%": "%", "_": "_", "#": "#", "$": "$", "{": "{", "}": "}", "-": "", "/": "", ",": " ",
          ";": " ", ":": " ", "!": "", "@": "", " ": " ", "\n": " ", "(": "", ")": "", "[": "", "]": ""}  # fmt: skip


def plain(text: str) -> str:
    """What LaTeX would print, in one line of Unicode. Unknown commands go, their arguments stay."""
    if not _SPECIAL.search(text):
        return " ".join(text.split())
    return unicodedata.normalize("NFC", " ".join(_Reading(text).all().split()))


class _Reading:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.maths = False

    def all(self) -> str:
        found = [self._upto_brace(0)]
        while self.at < len(self.text):
            found.append(self._upto_brace(0))  # after a closing brace too many
        return "".join(found)

    def _upto_brace(self, depth: int) -> str:
        out: list[str] = []
        while (match := _COMMAND.search(self.text, self.at)) is not None:
            out.append(self.text[self.at : match.start()])
            self.at = match.end()
            if match["brace"] == "}":
                return "".join(out)
            out.append(self._token(match, depth))
        out.append(self.text[self.at :])
        self.at = len(self.text)
        return "".join(out)

    def _token(self, match: re.Match[str], depth: int) -> str:
        kind = str(match.lastgroup)
        sign = match[kind]
        if kind == "brace":
            return self._upto_brace(depth + 1) if depth < 200 else ""
        if kind == "word":
            return self._word(sign, depth)
        if kind == "sign":
            return self._accented(sign, depth) if sign in _ACCENTS else _SIGNS.get(sign, sign)
        if kind == "dash":
            return "–" if len(sign) == 2 else "—"
        if kind == "maths":
            self.maths = not self.maths
            return ""
        if kind == "move":
            if not self.maths:
                return sign
            argument = self._argument(depth)
            return (raised if sign == "^" else lowered)(argument) or argument
        return {"open": "“", "close": "”", "tie": " "}[kind]

    def _word(self, name: str, depth: int) -> str:
        if name in _ACCENTS and name not in ("i", "j"):
            return self._accented(name, depth)
        if name in _LETTERS:
            # The space after a command only ends its name; in front of "{}" there is none.
            return _LETTERS[name]
        if name in ("textsuperscript", "textsubscript"):
            argument = self._argument(depth)
            return raised(argument) if name == "textsuperscript" else lowered(argument)
        if name == "href":
            self._argument(depth)
            return self._argument(depth)
        if name == "noopsort":
            self._argument(depth)
            return ""
        return ""  # \emph and all others: the argument follows as it is

    def _argument(self, depth: int) -> str:
        while self.at < len(self.text) and self.text[self.at] in " \t\n":
            self.at += 1
        if self.at >= len(self.text):
            return ""
        match = _COMMAND.match(self.text, self.at)
        if match is None:
            self.at += 1
            return self.text[self.at - 1]
        if match["brace"] == "}":
            return ""
        self.at = match.end()
        return self._token(match, depth + 1)

    def _accented(self, accent: str, depth: int) -> str:
        argument = self._argument(depth)
        argument = {"ı": "i", "ȷ": "j"}.get(argument[:1], argument[:1]) + argument[1:]
        return argument[:1] + _ACCENTS[accent] + argument[1:] if argument else ""


_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_LIGATURE = re.compile(r"([-`'])(?=\1)")
# Words with one blank between them and nothing that LaTeX has a meaning for.
_PLAIN = re.compile(r"[^\s\\{}&%$#_~^`'-]+(?: [^\s\\{}&%$#_~^`'-]+)*")
_TO_ESCAPE = re.compile(r"[\\{}&%$#_~^]")


def escaped(text: str) -> str:
    """Text for a field: LaTeX's special characters escaped, its ligatures of two kept apart, all else as UTF-8."""
    if _PLAIN.fullmatch(text):
        return text
    return _LIGATURE.sub(r"\1{}", _escaped(text))


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda m: _ESCAPED[m[0]], " ".join(text.split()))
