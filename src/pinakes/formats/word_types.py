"""Word's types of sources and kinds of authors, in our codes and back."""

from __future__ import annotations

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"

FORMATS: dict[str, tuple[str, ...]] = {
    "JournalArticle": ("Article",), "ArticleInAPeriodical": ("Article",), "Book": ("Book",),
    "BookSection": ("Chapter",), "ConferenceProceedings": ("ConferencePaper",), "Report": ("Report",),
    "InternetSite": ("Website",), "DocumentFromInternetSite": ("Website",), "ElectronicSource": ("Other",),
    "Art": ("Image",), "SoundRecording": ("SoundRecording",), "Performance": ("Other",), "Film": ("Video",),
    "Interview": ("Other",), "Patent": ("Patent",), "Case": ("Other",), "Misc": ("Other",),
}  # fmt: skip
TYPE_OF_FORMAT: dict[str, str] = {
    "Article": "JournalArticle", "CaseReport": "JournalArticle", "Review": "JournalArticle",
    "Letter": "JournalArticle", "Preprint": "DocumentFromInternetSite", "ConferencePaper": "ConferenceProceedings",
    "Chapter": "BookSection", "Book": "Book", "EBook": "Book", "Atlas": "Book", "Reference": "Book",
    "Series": "Book", "AudioBook": "SoundRecording", "ConferenceProceedings": "Book", "Thesis": "Report",
    "Report": "Report", "GovernmentDocument": "Report", "Standard": "Report", "Patent": "Patent",
    "Map": "Art", "Image": "Art", "Photograph": "Art", "Object": "Art", "Slide": "Art", "Music": "SoundRecording",
    "SoundRecording": "SoundRecording", "Video": "Film", "Website": "InternetSite", "Database": "InternetSite",
    "Online": "DocumentFromInternetSite", "DataSet": "ElectronicSource", "Software": "ElectronicSource",
}  # fmt: skip
ROLES: dict[str, str] = {
    "Author": "aut", "Editor": "edt", "Translator": "trl", "BookAuthor": "bkp", "Compiler": "com",
    "Inventor": "inv", "Artist": "art", "Composer": "cmp", "Conductor": "cnd", "Director": "drt",
    "Interviewee": "ive", "Interviewer": "ivr", "Performer": "prf", "ProducerName": "pro", "Writer": "aus",
    "Counsel": "law",
}  # fmt: skip
ROLE_ELEMENTS = {role: name for name, role in ROLES.items() if role not in ("aut", "com")}
