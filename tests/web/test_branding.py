"""What a library gives its catalogue: accent, logo, own files and pages; what is wrong there stops the start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from web_page import Page

from pinakes import conf
from pinakes.errors import ConfigurationError
from pinakes.web import branding, colours, environment, static_pages
from pinakes.web.colours import DARK, LIGHT

SHEET = (environment.STATIC / "pinakes/css/tokens.css").read_text(encoding="utf-8")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x78\x00\x00\x00\x3c\x08\x06"
Maker = Callable[..., Path]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Maker]:
    """Makes a catalogue's folder with this pinakes.toml and these files, and serves it."""
    overrides = []

    def make(toml: str = "", **files: str | bytes) -> Path:
        (tmp_path / conf.FILE).write_text(f'[library]\nname = "Kestrel"\n{toml}', encoding="utf-8")
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        conf.load.cache_clear()
        environment.static.cache_clear()
        override = override_settings(PINAKES_HOME=tmp_path)
        override.enable()
        overrides.append(override)
        return tmp_path

    yield make
    for override in overrides:
        override.disable()
    conf.load.cache_clear()
    environment.static.cache_clear()


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colours_that_are_compared_are_those_of_the_sheet(scheme: colours.Scheme) -> None:
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", SHEET)
    tokens = {name: pair[scheme is DARK] for name, *pair in found}
    assert {
        n: getattr(scheme, n.replace("-", "_")) for n in ("paper", "sunk", "raised", "ink-3", "line")
    } == {n: tokens[n] for n in ("paper", "sunk", "raised", "ink-3", "line")}
    made = colours.accent(tokens["accent"], scheme)
    assert made.on_accent == tokens["on-accent"]
    for ours, its in ((made.strong, tokens["accent-strong"]), (made.tint, tokens["accent-tint"])):
        assert abs(colours.luminance(ours) - colours.luminance(its)) < 0.02


@pytest.mark.parametrize("colour", ["#2b3f9e", "#0f5f4f", "#8f1f3f", "#3a3f4a"])
def test_accents_that_can_be_read_pass_and_give_one_for_dark_pages(colour: str) -> None:
    colours.check(colour, "")
    dark = colours.for_dark(colour)
    assert colours.faults(dark, DARK) == []
    assert colours.oklch(dark)[0] > colours.oklch(colour)[0]


@pytest.mark.parametrize("colour", ["#ffd500", "#00a651", "#ffffff", "#e30613"])
def test_an_accent_that_cannot_be_read_names_the_nearest_that_can(colour: str) -> None:
    with pytest.raises(ConfigurationError, match=r"accent #.* can't be read on") as caught:
        colours.check(colour, "")
    named = re.findall(r"#[0-9a-f]{6}", str(caught.value))[-1]
    assert colours.faults(named, LIGHT) == []
    hues = [colours.oklch(c)[2] for c in (colour, named)]
    assert colour == "#ffffff" or abs(hues[0] - hues[1]) < 0.1


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#2b3f9e", "#ff8000", "#123456"])
def test_a_colour_survives_the_way_through_oklch(colour: str) -> None:
    back = colours.from_oklch(*colours.oklch(colour))
    assert max(abs(a - b) for a, b in zip(colours._parts(colour), colours._parts(back), strict=True)) <= 1


def test_an_accent_is_a_sheet_of_its_own_after_ours(client: Client, library: Maker) -> None:
    library('[branding]\naccent = "#0f5f4f"\naccent_dark = "#7fd6bf"\n')
    page = Page(client.get("/help"))
    sheets = [s.get("href") for s in page.all("//link[@rel='stylesheet']")]
    (ours,) = [s for s in sheets if s.startswith("/branding.css?v=")]
    answer = client.get(ours)
    assert "--accent:light-dark(#0f5f4f,#7fd6bf)" in answer.content.decode()
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]


def test_without_an_accent_there_is_no_sheet(client: Client) -> None:
    assert "/branding.css" not in client.get("/help").content.decode()


def test_the_logo_has_its_width_before_it_comes(client: Client, library: Maker) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"></svg>'
    library(
        '[branding]\nlogo = "logo.svg"\nlogo_dark = "night.png"\n',
        static__logo_dot_svg=svg,
        static__night_dot_png=PNG,
    )
    logos = Page(client.get("/help")).all("//a[@class='brand']/img")
    assert [(i.get("width"), i.get("height"), i.get("alt")) for i in logos] == [
        ("90", "30", ""),
        ("60", "30", ""),
    ]
    assert logos[0].get("src").startswith("/static/logo.svg?v=")


def test_links_and_words_are_in_the_readers_language(client: Client, library: Maker) -> None:
    library(
        '[branding]\n[[branding.footer]]\ntext = { en = "Opening hours", de = "Öffnungszeiten" }\n'
        'href = "https://library.example/hours"\n'
    )
    for language, text in (("en", "Opening hours"), ("de", "Öffnungszeiten"), ("de-AT", "Öffnungszeiten")):
        page = Page(client.get("/help", headers={"accept-language": language}))
        assert page.text("//footer//a[@href='https://library.example/hours']") == text


def test_the_start_can_be_another_page(client: Client, library: Maker) -> None:
    library('[branding]\nstart = "/browse/title"\n')
    assert client.get("/")["Location"] == "/browse/title"


def test_a_template_of_the_library_extends_ours(client: Client, library: Maker) -> None:
    library(
        templates__pinakes__help_dot_html='{% extends "original/pinakes/help.html" %}'
        "{% block title %}Own {{ frame.library }}{% endblock %}"
    )
    from django.template import engines

    made = engines.all()[0].env  # type: ignore[attr-defined]
    own = environment.environment(loader=made.loader)
    text = (
        own.get_template("pinakes/help.html").source
        if False
        else own.loader.get_source(own, "pinakes/help.html")[0]
    )
    assert text.startswith('{% extends "original/pinakes/help.html" %}')
    assert own.loader.get_source(own, "original/pinakes/help.html")[0].startswith(
        '{% extends "pinakes/base.html" %}'
    )


def test_a_file_of_the_library_takes_the_place_of_ours(library: Maker) -> None:
    before = environment.static("pinakes/css/home.css")
    library(static__pinakes__css__home_dot_css=".home {}")
    assert environment.static("pinakes/css/home.css") != before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('accent = "blue"', 'allowed is "#rrggbb"'),
        ('logo = "missing.svg"', "which is not in"),
        ('start = "https://elsewhere.example/"', "it is a path"),
        ('start = "//elsewhere.example/"', "it is a path"),
        (
            'footer = [{ text = "x", href = "javascript:alert(1)" }]',
            "allowed are paths, http:, https: and mailto:",
        ),
        ('color = "#123456"', "there is no setting 'color'"),
    ],
)
def test_what_cannot_be_is_said_at_the_start(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / conf.FILE).write_text(f"[branding]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=re.escape(said)):
        conf.load(tmp_path)


# Pages of the library


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["about", "privacy", "accessibility", "imprint"])
def test_the_first_pages_are_there_in_both_languages(client: Client, name: str, language: str) -> None:
    page = Page(client.get(f"/pages/{name}", headers={"accept-language": language}))
    assert page.status == 200
    assert len(page.all("//h1")) == 1
    assert "{library}" not in page.source
    footer = page.one(f"//footer//a[@href='/pages/{name}']")
    assert footer.get("aria-current") == "page"
    assert footer.text == page.text("//h1")


def test_privacy_names_every_cookie_that_is_set(client: Client) -> None:
    told = set(re.findall(r"<code>([a-z_]+)</code>", client.get("/pages/privacy").content.decode()))
    from django.conf import settings

    from pinakes.web import cite, history, keeping, pages, views

    ours = {pages.THEME_COOKIE, pages.KEYS_COOKIE, views.COOKIE, keeping.COOKIE, history.COOKIE}
    ours |= {cite.STYLE_COOKIE, cite.LOCALE_COOKIE}
    assert (
        ours | {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME}
        <= told
    )


def test_a_page_of_the_library_goes_before_ours_and_html_in_it_is_text(
    client: Client, library: Maker
) -> None:
    library(
        pages__en__about_dot_md="# About {library}\n\n<script>alert(1)</script> [x](javascript:alert(1)) **bold**\n",
        pages__en__hours_dot_md="# Opening hours\n\n| Mon | Tue |\n| --- | --- |\n| 9 | 10 |\n",
    )
    page = Page(client.get("/pages/about"))
    assert page.text("//h1") == "About Kestrel"
    assert "<script>alert" not in page.source
    assert page.all("//main//a") == []
    assert page.text("//main//strong") == "bold"
    assert Page(client.get("/pages/hours")).text("//footer//a[@href='/pages/hours']") == "Opening hours"
    assert Page(client.get("/pages/hours")).all("//main//table")


def test_a_page_in_another_language_says_so(client: Client, library: Maker) -> None:
    library(pages__de__hours_dot_md="# Öffnungszeiten\n\nImmer.\n")
    page = Page(client.get("/pages/hours", headers={"accept-language": "en"}))
    assert page.one("//main").get("lang") == "de"
    assert page.one("/html").get("lang") == "en"


@pytest.mark.parametrize("name", ["nothing", "..", "%2e%2e%2fsecret", "about.md", "A" * 300])
def test_no_other_file_is_shown(client: Client, name: str) -> None:
    assert client.get(f"/pages/{name}").status_code == 404


def test_what_cannot_be_read_is_passed_over(client: Client, library: Maker) -> None:
    (library() / "pages/en/about.md").mkdir(parents=True)
    assert Page(client.get("/pages/about")).text("//h1") == "About this catalogue"


def test_the_librarys_help_stands_above_ours(client: Client, library: Maker) -> None:
    library(pages__en__help_dot_md="# Help\n\nAsk at the desk.\n")
    text = Page(client.get("/help")).text("//main")
    assert text.index("Ask at the desk.") < text.index("Type words as they come")
    assert client.get("/pages/help")["Location"] == "/help"


def test_a_text_without_a_heading_is_called_as_its_file(tmp_path: Path) -> None:
    file = tmp_path / "opening-hours.md"
    file.write_text("Always.", encoding="utf-8")
    assert static_pages._read(file, 1)[0] == "Opening hours"


def test_pictures_without_a_size_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_text("<svg/>", encoding="utf-8")
    assert branding._width(file) == 0


def test_titles_in_the_foot_are_in_the_language_of_a_page_that_is_not_translated(client: Client) -> None:
    foot = client.get("/?lang=fr").content.decode().partition("<footer")[2]
    assert "À propos de ce catalogue" in foot
    assert "About this catalogue" not in foot
