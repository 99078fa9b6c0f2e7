"""Every kind of page is valid HTML, as html-validate (npm, in CI) reads it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client

VALIDATOR = os.environ.get("PINAKES_HTML_VALIDATE", "")
PAGES = (
    "/", "/search?q=lung", "/search?q=lung&view=compact&filter=format:Article&filter=-language:deu&year_from=1990",
    "/search?q=tacrolimus+quokka", "/search?q=xyzzyplugh&filter=format:Map", "/search?q=%22a+b%22~500",
    "/record/pubmed:25473571", "/record/sample:managing-myositis-2020", "/record/odd:withdrawn", "/record/odd:none",
    "/record/pubmed:25473571/why?q=tacrolimus", "/record/odd:markup", "/search/facet/author?q=lung",
    "/search/facet/year?q=lung", "/search/advanced?g1=OR&f1=title&m1=any&w1=lung&g2=NOT&w2=child&filter=format:Article",
    "/search/advanced?go=1&w1=lung&year_from=2024&year_to=1999", "/search/history", "/browse/subject", "/browse/title",
    "/preferences", "/help", "/pages/privacy", "/send?id=pubmed:25473571&id=odd:bare", "/cite?id=pubmed:25473571",
)  # fmt: skip
RULES = {
    "extends": ["html-validate:standard"],
    "rules": {
        # What Jinja leaves between lines, and XHTML's or HTML's way to write the same, is no fault.
        "no-trailing-whitespace": "off",
        "void-style": "off",
        "doctype-style": "off",
        "attr-quotes": "off",
        # Titles of works are as long as they are.
        "long-title": "off",
    },
}


@pytest.mark.skipif(
    not VALIDATOR, reason="html-validate is missing: npm install html-validate, and name its folder"
)
def test_pages_are_valid(client: Client, tmp_path: Path) -> None:
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(RULES | {"root": True}), encoding="utf-8")
    names = {}
    for number, address in enumerate(PAGES):
        for language in (("en", "de")[number % 2],):
            file = tmp_path / f"{number}-{language}.html"
            file.write_bytes(client.get(address, headers={"accept-language": language}).content)
            names[str(file)] = f"{address} ({language})"
    done = subprocess.run(
        ["node", f"{VALIDATOR}/bin/html-validate.mjs", "--formatter", "json", *names],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    found = [
        (names[page["filePath"]], m["message"], m["line"])
        for page in json.loads(done.stdout)
        for m in page["messages"]
    ]
    assert found == []
