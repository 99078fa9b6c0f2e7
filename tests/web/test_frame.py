"""What all pages have: language, theme, security, errors, health, the addresses of other systems."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client, override_settings
from lxml import etree
from web_catalogue import catalogue_of, sample
from web_page import Page

from pinakes import conf
from pinakes.errors import IndexUnavailable
from pinakes.web.environment import STATIC

PAGES = (
    "/",
    "/search?q=",
    "/record/pubmed:25473571",
    "/search/facet/author",
    "/help",
    "/preferences",
    "/search?q=xyzzyplugh",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_has_one_heading_landmarks_and_its_language(
    client: Client, address: str, language: str
) -> None:
    page = Page(client.get(address, headers={"accept-language": language}))
    assert page.status == 200
    assert page.one("/html").get("lang") == language
    assert len(page.all("//h1")) == 1
    assert len(page.all("//main[@id='content']")) == 1
    assert page.all("//header")
    assert page.all("//footer")
    assert page.all("//nav[@aria-label]")
    assert page.one("/html/head/title").text.strip()


def test_the_address_wins_over_the_cookie_and_the_cookie_over_the_browser(client: Client) -> None:
    assert Page(client.get("/", headers={"accept-language": "de-AT"})).one("/html").get("lang") == "de"
    client.get("/?lang=de", headers={"accept-language": "en"})
    assert Page(client.get("/", headers={"accept-language": "en"})).one("/html").get("lang") == "de"
    assert Page(client.get("/?lang=en")).one("/html").get("lang") == "en"


def test_an_unknown_language_gives_that_of_the_library(client: Client) -> None:
    assert Page(client.get("/?lang=tlh", headers={"accept-language": "tlh"})).one("/html").get("lang") == "en"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_script_or_style_in_line_or_asks_another_host(client: Client, address: str) -> None:
    response = client.get(address)
    page = Page(response)
    assert (
        page.all(
            "//*[@style] | //style | //*[@onclick] | //script[not(@src) and not(@type='application/ld+json')]"
        )
        == []
    )
    sources = [
        e.get("src") or e.get("href")
        for e in page.all("//script[@src] | //link[@rel='stylesheet'] | //img[@src]")
    ]
    assert all(s.startswith("/static/") for s in sources)
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_theme_is_in_the_page_as_it_comes(client: Client) -> None:
    assert Page(client.get("/")).one("/html").get("data-theme") == "auto"
    client.cookies["theme"] = "dark"
    assert Page(client.get("/")).one("/html").get("data-theme") == "dark"
    client.cookies["theme"] = '"><script>'
    assert Page(client.get("/")).one("/html").get("data-theme") == "auto"


def test_preferences_are_remembered_and_lead_back(catalogue: object) -> None:
    client = Client(enforce_csrf_checks=True)
    form = Page(client.get("/preferences?next=/search%3Fq%3Dx%26lang%3Den"))
    token = form.one('//input[@name="csrfmiddlewaretoken"]').get("value")
    target = form.one('//input[@name="next"]').get("value")
    answer = client.post(
        "/preferences", {"csrfmiddlewaretoken": token, "language": "de", "theme": "light", "next": target}
    )
    assert answer["Location"] == "/search?q=x"
    assert answer.cookies["language"].value == "de"
    assert answer.cookies["theme"].value == "light"


def test_preferences_without_a_token_change_nothing(catalogue: object) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/preferences", {"theme": "dark"})
    assert answer.status_code == 403
    assert "theme" not in answer.cookies


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil", ""]
)
def test_preferences_lead_to_no_other_host(client: Client, target: str) -> None:
    assert client.post("/preferences", {"next": target})["Location"] == "/"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/", "/search", "/record/pubmed:25473571", "/health"])
def test_pages_can_only_be_read(client: Client, address: str, method: str) -> None:
    assert getattr(client, method)(address).status_code == 405


def test_an_unknown_address_is_a_page_with_404(client: Client) -> None:
    page = Page(client.get("/nowhere", headers={"accept-language": "de"}))
    assert page.status == 404
    assert page.text("//h1").endswith("gibt es keine Seite")
    assert page.all('//input[@name="q"]')


def test_a_foreign_host_is_400_in_the_same_frame(client: Client) -> None:
    page = Page(client.get("/preferences", headers={"host": "evil.example"}))
    assert page.status == 400
    assert page.all("//header")


class Broken:
    """A catalogue whose parts fail."""

    class index:  # noqa: N801
        @staticmethod
        def state() -> None:
            raise IndexUnavailable("The index does not answer.")

        search = state

    class store:  # noqa: N801
        @staticmethod
        def last_sequence() -> int:
            return 1

        @staticmethod
        def count() -> int:
            return 1

        @staticmethod
        def get_many(ids: object) -> None:
            raise RuntimeError("secret path /srv/x")

    @staticmethod
    def page(*arguments: object, **named: object) -> None:
        raise IndexUnavailable("The index does not answer.")


@pytest.fixture
def broken(client: Client) -> Client:
    conf.use_catalogue(Broken())  # type: ignore[arg-type]
    client.raise_request_exception = False
    return client


def test_a_silent_index_is_503_with_a_sentence(broken: Client) -> None:
    page = Page(broken.get("/search?q=x"))
    assert page.status == 503
    assert page.response["Retry-After"] == "30"


def test_a_fault_of_ours_is_500_with_a_reference_and_no_trace(broken: Client) -> None:
    page = Page(broken.get("/record/a:b"))
    assert page.status == 500
    assert "Reference:" in page.text("//main")
    assert "secret" not in page.source
    assert "Traceback" not in page.source


def test_health_is_503_when_the_index_is_silent(broken: Client) -> None:
    answer = broken.get("/health")
    assert answer.status_code == 503
    assert json.loads(answer.content)["status"] == "unavailable"


def test_health_is_200_when_store_and_index_agree(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert json.loads(answer.content)["status"] == "ok"


def test_health_is_503_when_the_index_lacks_a_change(client: Client) -> None:
    catalogue = catalogue_of(sample()[:3])
    catalogue.store.delete_many([catalogue.store.changes(0)[0].id])
    conf.use_catalogue(catalogue)
    assert client.get("/health").status_code == 503


def test_robots_read_records_and_stay_out_of_searches(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /search" in text
    assert "/record" not in text


def test_the_browsers_own_box_can_search(client: Client) -> None:
    tree = etree.fromstring(client.get("/opensearch.xml").content)
    page, letters = tree.findall("{*}Url")
    assert page.get("template") == "http://testserver/search?q={searchTerms}"
    assert letters.get("type") == "application/x-suggestions+json"
    asked = letters.get("template").removeprefix("http://testserver").replace("{searchTerms}", "tacro")
    answer = client.get(asked)
    assert answer["Content-Type"] == "application/x-suggestions+json"
    typed, found = answer.json()
    assert typed == "tacro"
    assert "Tacrolimus" in found


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("/Search/Results?lookfor=lung&type=AllFields", "/search?q=lung"),
        (
            "/Search/Results?lookfor=x&type=Title&sort=year&page=2",
            "/search?q=x&field=title&sort=newest&page=2",
        ),
        ('/Search/Results?lookfor=&filter[]=format:"Book"', "/search?q=&filter=format%3ABook"),
        ('/Search/Results?lookfor=&filter[]=-~language:"German"', "/search?q=&filter=-language%3Adeu"),
        ('/Search/Results?filter[]=publishDate:"[1999 TO *]"', "/search?q=&filter=year%3A1999.."),
        ("/Search/Results?lookfor=x&filter[]=nonsense&page=-1", "/search?q=x"),
        (
            '/Search/Results?filter[]=topic:"a"&filter[]=topic:"b"',
            "/search?q=&filter=subject%3Aa&filter=subject%3Ab&all=subject",
        ),
        (
            '/Search/Results?filter[]=~topic:"a"&filter[]=~topic:"b"',
            "/search?q=&filter=subject%3Aa&filter=subject%3Ab",
        ),
        (
            '/Search/Results?filter[]=callnumber-first:"Q - Science"',
            "/search?q=&filter=classification%3Alcc%3AQ",
        ),
        ('/Search/Results?filter[]=dewey-tens:"510 - x"', "/search?q=&filter=classification%3Addc%3A51"),
        ('/Search/Results?filter[]=building:"1/Main/Maps/"', "/search?q=&filter=place%3AMain+%E2%80%BA+Maps"),
        ("/Author/Home?author=Rigby,+Amy+L.", "/author/Rigby%2C%20Amy%20L."),
        (
            "/Search/Results?join=OR&bool0[]=OR&lookfor0[]=lung&type0[]=Title&lookfor0[]=&lookfor0[]=liver"
            "&bool1[]=NOT&lookfor1[]=child&type1[]=AllFields",
            "/search?join=OR&g1=OR&f1=title&m1=all&w1=lung&f1=all&m1=all&w1=liver&g2=NOT&f2=all&m2=all&w2=child",
        ),
        ("/Author/Home", "/browse/author"),
    ],
)
def test_vufinds_addresses_lead_to_ours(client: Client, theirs: str, ours: str) -> None:
    answer = client.get(theirs)
    assert answer.status_code == 301
    assert answer["Location"] == ours


def test_an_empty_catalogue_says_how_to_fill_it(client: Client) -> None:
    conf.use_catalogue(catalogue_of([]))
    assert "pinakes import" in Page(client.get("/")).text("//main")
    assert "pinakes import" in Page(client.get("/search?q=")).text("//main")


def test_the_start_page_shows_the_collection(client: Client) -> None:
    page = Page(client.get("/"))
    bars = page.all('//div[contains(@class, "wide")]//svg//a[@href]')
    assert len(bars) > 5
    assert all(b.get("aria-label") for b in bars)
    decade = Page(client.get(bars[-1].get("href")))
    assert int(decade.one("//*[@data-total]").get("data-total")) > 0


@override_settings(DEBUG=False)
def test_styles_and_script_are_light() -> None:
    import gzip

    def weight(pattern: str) -> int:
        return sum(len(gzip.compress(f.read_bytes())) for f in Path(STATIC).rglob(pattern))

    assert weight("*.css") < 30 * 1024
    assert weight("*.js") < 25 * 1024


def test_every_icon_that_is_named_is_in_the_sprite(client: Client) -> None:
    from pinakes.web.presenters import ICONS

    sprite = (STATIC / "pinakes/vendor/icons.svg").read_text(encoding="utf-8")
    for name in set(ICONS.values()):
        assert f'id="{name}"' in sprite
    used = {u.get("href").split("#")[1] for a in PAGES for u in Page(client.get(a)).all("//use")}
    assert [name for name in used if f'id="{name}"' not in sprite] == []
