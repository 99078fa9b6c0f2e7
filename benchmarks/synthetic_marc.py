"""Makes bibliographic records that nobody catalogued, as long and as varied as real ones.

    python benchmarks/synthetic_marc.py --records 100000 --format marc > records.mrc

Words follow Zipf's law over an invented vocabulary; lengths, numbers of authors and subjects and
the share of repeated names are as in university catalogues (about 1.2 KB of ISO 2709 a record).
The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from itertools import accumulate
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape

SYLLABLES = [
    "ba", "be", "bi", "ca", "co", "da", "de", "di", "el", "en", "er", "fa", "ga", "ha", "in", "ka",
    "la", "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "no", "or", "pa", "pe", "ra",
    "re", "ri", "ro", "sa", "se", "si", "so", "ta", "te", "ti", "to", "un", "va", "vi", "wa", "xe",
    "za", "zu", "äu", "é", "ß", "ø", "ł", "č", "ñ",
]  # fmt: skip
LANGUAGES = (
    ("eng",) * 55
    + ("ger",) * 15
    + ("fre",) * 9
    + ("spa",) * 6
    + ("rus",) * 5
    + ("ita",) * 4
    + ("chi",) * 3
    + ("lat",) * 3
)
PLACES = ("London", "New York", "Berlin", "Paris", "Leipzig", "Oxford", "Москва", "Madrid", "Wien", "Praha")


class Work(NamedTuple):
    """What is said of one work."""

    number: int
    title: str
    subtitle: str
    authors: tuple[str, ...]
    subjects: tuple[str, ...]
    abstract: str
    language: str
    year: int
    place: str
    publisher: str
    isbn: str
    pages: int


class Generator:
    """Works without end, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        words = 50_000
        self._vocabulary = [
            "".join(self._random.choices(SYLLABLES, k=self._random.choice((1, 2, 2, 3, 3, 4))))
            for _ in range(words)
        ]
        self._weights = list(accumulate(1 / (n + 2.7) for n in range(words)))

    def _words(self, count: int) -> str:
        return " ".join(self._random.choices(self._vocabulary, cum_weights=self._weights, k=count))

    def _name(self) -> str:
        family, given = self._random.choices(self._vocabulary[200:30_000], k=2)
        return f"{family.capitalize()}, {given.capitalize()} {self._random.choice('ABCDEFGHJKLMNPRSTW')}."

    def work(self, number: int) -> Work:
        chance = self._random
        digits = f"978{chance.randrange(10**9):09d}"
        check = -sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits)) % 10
        return Work(
            number=number,
            title=self._words(chance.randint(3, 12)).capitalize(),
            subtitle=self._words(chance.randint(3, 9)) if chance.random() < 0.5 else "",
            authors=tuple(self._name() for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5)))),
            subjects=tuple(
                self._words(chance.randint(1, 3)).capitalize() for _ in range(chance.randint(1, 6))
            ),
            abstract=self._words(chance.randint(60, 180)) if chance.random() < 0.35 else "",
            language=chance.choice(LANGUAGES),
            year=min(2026, 2026 - int(chance.expovariate(1 / 25))),
            place=chance.choice(PLACES),
            publisher=self._words(2).title(),
            isbn=f"{digits}{check}",
            pages=chance.randint(40, 900),
        )


Field = tuple[str, str, tuple[tuple[str, str], ...]]


def fields(work: Work) -> tuple[list[tuple[str, str]], list[Field]]:
    """Control fields and data fields of MARC 21."""
    fixed = f"200101s{work.year:<4}    xx {'':12}000 0 {work.language} d"
    control = [
        ("001", f"syn{work.number:09d}"),
        ("003", "XxSyn"),
        ("005", "20260101120000.0"),
        ("008", fixed),
    ]
    data: list[Field] = [
        ("020", "  ", (("a", work.isbn),)),
        ("035", "  ", (("a", f"(XxSyn){work.number}"),)),
        ("040", "  ", (("a", "XxSyn"), ("b", "eng"), ("e", "rda"), ("c", "XxSyn"))),
        ("050", " 4", (("a", f"PN{work.number % 9000}"), ("b", f".S{work.number % 99} {work.year}"))),
        ("100", "1 ", (("a", work.authors[0] + ","), ("e", "author."))),
    ]
    end = f" / {work.authors[0]}."
    if work.subtitle:
        data.append(("245", "10", (("a", work.title + " :"), ("b", work.subtitle + " /"), ("c", end[3:]))))
    else:
        data.append(("245", "10", (("a", work.title + " /"), ("c", end[3:]))))
    data += [
        ("264", " 1", (("a", work.place + " :"), ("b", work.publisher + ","), ("c", f"{work.year}."))),
        ("300", "  ", (("a", f"{work.pages} pages :"), ("b", "illustrations ;"), ("c", "24 cm"))),
        ("336", "  ", (("a", "text"), ("b", "txt"), ("2", "rdacontent"))),
        ("337", "  ", (("a", "unmediated"), ("b", "n"), ("2", "rdamedia"))),
        ("338", "  ", (("a", "volume"), ("b", "nc"), ("2", "rdacarrier"))),
        ("504", "  ", (("a", "Includes bibliographical references and index."),)),
    ]
    if work.abstract:
        data.append(("520", "  ", (("a", work.abstract),)))
    data += [("650", " 0", (("a", subject), ("v", "Case studies."))) for subject in work.subjects]
    data += [("700", "1 ", (("a", author + ","), ("e", "author."))) for author in work.authors[1:]]
    return control, data


def marc(work: Work) -> bytes:
    """ISO 2709, UTF-8."""
    control, data = fields(work)
    parts = [(tag, value.encode()) for tag, value in control]
    parts += [(t, (i + "".join(f"\x1f{c}{v}" for c, v in s)).encode()) for t, i, s in data]
    directory, body = b"", b""
    for tag, value in parts:
        directory += f"{tag}{len(value) + 1:04d}{len(body):05d}".encode()
        body += value + b"\x1e"
    base = 24 + len(directory) + 1
    leader = f"{base + len(body) + 1:05d}nam a22{base:05d} i 4500".encode()
    return leader + directory + b"\x1e" + body + b"\x1d"


def marcxml(work: Work) -> bytes:
    """One record of MARCXML."""
    control, data = fields(work)
    lines = ["<record><leader>00000nam a2200000 i 4500</leader>"]
    lines += [f'<controlfield tag="{t}">{escape(v)}</controlfield>' for t, v in control]
    for tag, i, subfields in data:
        inner = "".join(f'<subfield code="{c}">{escape(v)}</subfield>' for c, v in subfields)
        lines.append(f'<datafield tag="{tag}" ind1="{i[0]}" ind2="{i[1]}">{inner}</datafield>')
    return ("\n".join(lines) + "</record>\n").encode()


def pubmed(work: Work) -> bytes:
    """One PubmedArticle."""
    authors = "".join(
        "<Author><LastName>{}</LastName><ForeName>{}</ForeName><Initials>{}</Initials></Author>".format(
            *map(escape, (name.partition(", ")[0], name.partition(", ")[2], name[-2]))
        )
        for name in work.authors
    )
    mesh = "".join(
        f'<MeshHeading><DescriptorName UI="D{n:06d}" MajorTopicYN="N">{escape(s)}</DescriptorName></MeshHeading>'
        for n, s in enumerate(work.subjects, 1)
    )
    abstract = (
        f"<Abstract><AbstractText>{escape(work.abstract)}</AbstractText></Abstract>" if work.abstract else ""
    )
    date = f"<PubDate><Year>{work.year}</Year><Month>Jun</Month></PubDate>"
    return f"""<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{90_000_000 + work.number}</PMID>
<Article PubModel="Print"><Journal><ISSN IssnType="Print">1234-5679</ISSN><JournalIssue CitedMedium="Print">
<Volume>{work.number % 90}</Volume><Issue>{work.number % 12}</Issue>{date}</JournalIssue>
<Title>{escape(work.publisher)}</Title></Journal><ArticleTitle>{escape(work.title)}.</ArticleTitle>
<Pagination><MedlinePgn>{work.pages}-{work.pages + 7}</MedlinePgn></Pagination>{abstract}
<AuthorList CompleteYN="Y">{authors}</AuthorList><Language>{work.language}</Language>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article>
<MeshHeadingList>{mesh}</MeshHeadingList></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="pubmed">{90_000_000 + work.number}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
""".encode()


FRAMES = {
    "marc": (b"", marc, b""),
    "marcxml": (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n',
        marcxml,
        b"</collection>\n",
    ),
    "pubmed": (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n',
        pubmed,
        b"</PubmedArticleSet>\n",
    ),
}


def pieces(records: int, form: str, seed: int = 1) -> Iterator[bytes]:
    """The file in pieces, one for each record and its frame."""
    head, write, tail = FRAMES[form]
    generator = Generator(seed)
    yield head
    for number in range(1, records + 1):
        yield write(generator.work(number))
    yield tail


def write(out: BinaryIO, records: int, form: str, seed: int = 1) -> None:
    for piece in pieces(records, form, seed):
        out.write(piece)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--format", choices=sorted(FRAMES), default="marc")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    write(sys.stdout.buffer, chosen.records, chosen.format, chosen.seed)


if __name__ == "__main__":
    main()
