"""RIS types of reference, in our codes and back, and the tags that RIS and its dialects have."""

from __future__ import annotations

FORMATS_OF_TYPE: dict[str, tuple[str, ...]] = {
    "JOUR": ("Article",), "EJOUR": ("Article",), "EJOU": ("Article",), "MGZN": ("Article",), "NEWS": ("Article",),
    "INPR": ("Article",), "ABST": ("Article",), "BOOK": ("Book",), "EDBOOK": ("Book",), "EBOOK": ("EBook", "Book"),
    "CLSWK": ("Book",), "PAMP": ("Book",), "CHAP": ("Chapter",), "ECHAP": ("Chapter",), "ENCYC": ("Chapter",),
    "DICT": ("Chapter",), "CPAPER": ("ConferencePaper",), "CONF": ("ConferenceProceedings",), "THES": ("Thesis",),
    "RPRT": ("Report",), "GOVDOC": ("GovernmentDocument",), "PAT": ("Patent",), "STAND": ("Standard",),
    "MAP": ("Map",), "MUSIC": ("Score",), "SOUND": ("SoundRecording",), "PODCAST": ("SoundRecording",),
    "VIDEO": ("Video",), "MPCT": ("Video",), "ADVS": ("Video",), "ART": ("Image",), "FIGURE": ("Image",),
    "CHART": ("Image",), "SLIDE": ("Slide",), "DATA": ("DataSet",), "COMP": ("Software",), "ELEC": ("Website",),
    "BLOG": ("Website",), "WEB": ("Website",), "DBASE": ("Database",),
    "AGGR": ("Database",), "MANSCPT": ("Manuscript",),
    "UNPB": ("Manuscript",), "UNPD": ("Manuscript",), "ANCIENT": ("Manuscript",),
    "JFULL": ("Journal",), "SER": ("Series",),
}  # fmt: skip
"""TY → codes of vocabularies/formats.toml. Laws, cases, hearings, bills and what else there is: Other."""

KNOWN_TYPES = frozenset(FORMATS_OF_TYPE) | frozenset(
    """BILL CASE CTLG EQUA GEN GRNT GRANT HEAR ICOMM INTV LEGAL MULTI PCOMM STAT UNBILL""".split()  # noqa: SIM905
)
"""All types of the specification and of EndNote."""

TYPE_OF_FORMAT: dict[str, str] = {
    "Article": "JOUR", "CaseReport": "JOUR", "Review": "JOUR", "Letter": "JOUR", "Preprint": "UNPB",
    "ConferencePaper": "CPAPER", "Chapter": "CHAP", "EBook": "EBOOK", "Book": "BOOK",
    "Atlas": "BOOK", "AudioBook": "SOUND",
    "Reference": "BOOK", "Journal": "JFULL", "Newspaper": "JFULL", "Serial": "JFULL", "Series": "SER",
    "ConferenceProceedings": "CONF", "Thesis": "THES", "Report": "RPRT", "GovernmentDocument": "GOVDOC",
    "Standard": "STAND", "Patent": "PAT", "Manuscript": "MANSCPT", "Archive": "MANSCPT", "Map": "MAP", "Globe": "MAP",
    "Score": "MUSIC", "SoundRecording": "SOUND", "Music": "SOUND", "Video": "VIDEO",
    "Image": "ART", "Photograph": "ART",
    "Object": "ART", "Slide": "SLIDE", "DataSet": "DATA", "Software": "COMP", "Game": "COMP", "Website": "ELEC",
    "Database": "DBASE", "Online": "ELEC", "Kit": "GEN", "Other": "GEN",
}  # fmt: skip

PARTS = frozenset({"CHAP", "ECHAP", "ENCYC", "DICT", "CPAPER", "CONF"})
"""Types whose T2 is a book or proceedings."""

ARTICLES = frozenset({"JOUR", "EJOUR", "EJOU", "MGZN", "NEWS", "INPR", "ABST"})
"""Types whose T2 is a journal, magazine or newspaper."""

KNOWN_TAGS = frozenset(
    """TY A1 A2 A3 A4 A5 A6 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CL CN CP CR CT CY DA DB DI DO DOI
    DP ED EP ER ET FD H1 H2 ID IP IS J1 J2 JA JF JO KW L1 L2 L3 L4 LA LB LK LL M1 M2 M3 N1 N2 NO NV OL
    OP PA PB PG PP PM PY RD RI RN RP SE SF SL SN SP SR ST SV T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 U6 U7 U8
    U9 UR VL VO WP WT WV Y1 Y2 YR""".split()  # noqa: SIM905
)
