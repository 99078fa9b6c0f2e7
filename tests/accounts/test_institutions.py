"""Sign-in with an institution: a real OpenID Connect provider, a SAML identity provider and an LDAP directory."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests
from lxml import html

SLAPD = shutil.which("slapd") or ("/usr/sbin/slapd" if Path("/usr/sbin/slapd").exists() else None)
TOML = """
[library]
name = "Test"
languages = ["en"]
[accounts.openid.campus]
name = "the campus"
server = "{openid}"
client_id = "pinakes"
client_secret = "kept well"
groups_claim = "groups"
[accounts.ldap]
server = "{ldap}"
start_tls = false
base = "ou=people,dc=example,dc=org"
filter = "(|(uid={{login}})(mail={{login}}))"
groups = "ou"
[accounts.saml.other]
name = "the other campus"
entity_id = "{saml}/idp"
sso_url = "{saml}/sso"
certificate = "idp.pem"
trusted_email = true
groups = "urn:oid:1.3.6.1.4.1.5923.1.1.1.1"
[accounts.groups]
staff = ["moderators"]
"""
LDIF = """\
dn: dc=example,dc=org
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ou=people,dc=example,dc=org
objectClass: organizationalUnit
ou: people

dn: uid=lena,ou=people,dc=example,dc=org
objectClass: inetOrgPerson
uid: lena
cn: Lena L.
sn: L.
mail: Lena@example.org
ou: staff
ou: administrators
userPassword: a word of the directory

dn: uid=mia,ou=people,dc=example,dc=org
objectClass: inetOrgPerson
uid: mia
cn: Mia M.
sn: M.
userPassword: another word of the directory
"""
SLAPD_CONF = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile {folder}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
suffix "dc=example,dc=org"
directory {folder}/data
access to attrs=userPassword by anonymous auth by * none
access to * by * read
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert process.poll() is None, "the server ended"
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


@contextlib.contextmanager
def running(port: int, *command: str, **options: Any) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def openid() -> Iterator[str]:
    port = free_port()
    with running(port, sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def ldap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a directory; of none where slapd is missing."""
    if not SLAPD:
        yield "ldap://127.0.0.1:9"
        return
    folder, port = tmp_path_factory.mktemp("slapd"), free_port()
    (folder / "data").mkdir()
    (folder / "slapd.conf").write_text(SLAPD_CONF.format(folder=folder))
    (folder / "people.ldif").write_text(LDIF)
    configuration = str(folder / "slapd.conf")
    subprocess.run([SLAPD, "-Ta", "-f", configuration, "-l", str(folder / "people.ldif")], check=True)
    address = f"ldap://127.0.0.1:{port}"
    with running(port, SLAPD, "-f", configuration, "-h", address, "-d", "0"):
        yield address


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    """Of the catalogue and of the SAML identity provider, which have to know each other."""
    return free_port(), free_port()


@pytest.fixture(scope="module")
def catalogue_folder(
    tmp_path_factory: pytest.TempPathFactory, openid: str, ldap: str, ports: tuple[int, int]
) -> Path:
    home = tmp_path_factory.mktemp("served") / "catalogue"
    pinakes(home.parent, "init", str(home))
    make_certificate(home)
    saml = f"http://127.0.0.1:{ports[1]}"
    (home / "pinakes.toml").write_text(TOML.format(openid=openid, ldap=ldap, saml=saml))
    return home


def make_certificate(home: Path) -> None:
    """A key and a certificate that it signed itself."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    kind = serialization.PrivateFormat.TraditionalOpenSSL
    (home / "idp.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, plain))
    (home / "idp.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))


@pytest.fixture(scope="module")
def saml(served: str, catalogue_folder: Path, ports: tuple[int, int]) -> Iterator[None]:
    script = str(Path(__file__).parent / "saml_idp.py")
    files = [str(catalogue_folder / name) for name in ("idp.key", "idp.pem")]
    metadata = f"{served}/account/with/saml/other/metadata"
    with running(ports[1], sys.executable, "-W", "ignore", script, str(ports[1]), *files, metadata):
        yield


def environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "PINAKES_APPS")}


def command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-c", "from pinakes.cli.main import main; main()", "-C", str(home), *arguments]


def pinakes(home: Path, *arguments: str, input_: str = "") -> str:
    done = subprocess.run(
        command(home, *arguments), capture_output=True, text=True, input=input_, env=environment(), check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def served(catalogue_folder: Path, ports: tuple[int, int]) -> Iterator[str]:
    port = ports[0]
    with running(
        port, *command(catalogue_folder, "serve", "--port", str(port), "--workers", "1"), env=environment()
    ):
        yield f"http://127.0.0.1:{port}"


class Browser:
    """Follows links and sends forms as a browser without script does."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "en"
        self.answer: Any = None

    def open(self, path: str) -> Any:
        return self._take(self.session.get(urljoin(self.base, path), timeout=20))

    def send(self, choose: str, **values: str) -> Any:
        form = self.tree.xpath(f"//form[{choose}]")[0]
        data = {
            i.get("name"): i.get("value") or ""
            for i in form.xpath(".//input[@name]")
            if i.get("type") != "checkbox"
        }
        target = urljoin(self.answer.url, form.get("action") or self.answer.url)
        if (form.get("method") or "get").lower() == "get":
            return self._take(self.session.get(target, params=data | values, timeout=20))
        return self._take(
            self.session.post(target, data | values, timeout=20, headers={"Referer": self.answer.url})
        )

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    @property
    def path(self) -> str:
        return urlsplit(self.answer.url).path

    def name(self) -> str:
        """Who is signed in."""
        self.open("/help")
        return "".join(self.tree.xpath("//header//details//bdi/text()"))

    def _take(self, answer: Any) -> Any:
        self.answer, self.tree = answer, html.fromstring(answer.text)
        if refresh := self.tree.xpath("//meta[@http-equiv='refresh']/@content"):
            return self._take(self.session.get(refresh[0].partition("url=")[2], timeout=20))
        return answer


@pytest.fixture
def browser(served: str) -> Iterator[Browser]:
    made = Browser(served)
    yield made
    made.session.close()


@pytest.fixture
def person(openid: str) -> Callable[..., None]:
    def make(sub: str, **claims: Any) -> None:
        requests.put(f"{openid}/users/{sub}", json=claims, timeout=10).raise_for_status()

    return make


def with_campus(browser: Browser, sub: str) -> None:
    browser.open("/account/sign-in?next=/help")
    browser.send("contains(@action, 'openid/campus')")
    assert "oauth2/authorize" in browser.answer.url, browser.answer.url
    browser.send("1", sub=sub)


def role_of(home: Path, name: str) -> str:
    listed = {line.split("\t")[0]: line.split("\t") for line in pinakes(home, "user", "list").splitlines()}
    return listed[name][2]


def test_the_first_sign_in_makes_an_account_and_the_next_finds_it(
    browser: Browser, served: str, person: Callable[..., None]
) -> None:
    claims = {"preferred_username": "nora", "email": "nora@example.org", "email_verified": True}
    person("sub-1", **claims)
    with_campus(browser, "sub-1")
    assert browser.path == "/help"
    assert browser.name() == "nora"
    person("sub-1", **claims | {"preferred_username": "renamed"})
    again = Browser(served)
    with_campus(again, "sub-1")
    assert again.name() == "nora", "the subject counts, not the name"
    again.session.close()


def test_groups_of_the_institution_are_given_and_taken(
    browser: Browser, served: str, catalogue_folder: Path, person: Callable[..., None]
) -> None:
    claims = {"preferred_username": "olga", "email": "olga@example.org", "email_verified": True}
    person("sub-2", **claims, groups=["staff", "administrators", "unknown"])
    with_campus(browser, "sub-2")
    assert role_of(catalogue_folder, "olga") == "moderator", "our own groups are not theirs to give"
    person("sub-2", **claims, groups=[])
    again = Browser(served)
    with_campus(again, "sub-2")
    assert role_of(catalogue_folder, "olga") == "reader"
    again.session.close()


def test_an_address_of_somebody_else_opens_nobodys_account(
    browser: Browser, catalogue_folder: Path, person: Callable[..., None]
) -> None:
    pinakes(catalogue_folder, "user", "add", "victim", "--email", "victim@example.org", "--password-stdin",
            input_="a good sentence of mine\n")  # fmt: skip
    person("sub-3", preferred_username="victim", email="victim@example.org", email_verified=True)
    with_campus(browser, "sub-3")
    assert browser.name() == ""


def test_breaking_off_changes_nothing(browser: Browser) -> None:
    browser.open("/account/sign-in")
    browser.send("contains(@action, 'openid/campus')")
    state = re.search(r"state=([^&]+)", browser.answer.url)
    assert state
    browser.open(f"/account/with/openid/campus/back?error=access_denied&state={state[1]}")
    assert browser.path == "/account/with/cancelled"
    browser.open("/account/with/openid/campus/back?code=forged&state=forged")
    assert "did not work" in browser.text
    assert browser.name() == ""


def test_an_unknown_institution_is_not_found(browser: Browser) -> None:
    assert browser.open("/account/with/openid/nosuch").status_code == 404


def sign_in(browser: Browser, login: str, password: str) -> Any:
    browser.open("/account/sign-in")
    return browser.send(
        "contains(@action, 'sign-in') and .//input[@name='login']", login=login, password=password
    )


needs_xmlsec = pytest.mark.skipif(
    not Path("/usr/bin/xmlsec1").exists(), reason="needs xmlsec1 (Debian: apt-get install xmlsec1)"
)


def with_saml(browser: Browser, user: str) -> Any:
    browser.open("/account/sign-in?next=/help")
    browser.send("contains(@action, 'saml/other')")
    assert "/sso?" in browser.answer.url, browser.answer.url
    browser.send("@action='/sso'", user=user)
    return browser.send("contains(@action, 'saml/other/acs')")


@needs_xmlsec
def test_saml_makes_an_account_and_finds_it_again(
    browser: Browser, served: str, saml: None, catalogue_folder: Path
) -> None:
    with_saml(browser, "petra")
    assert browser.name() == "petra", browser.text
    assert role_of(catalogue_folder, "petra") == "moderator"
    again = Browser(served)
    with_saml(again, "petra")
    assert again.name() == "petra"
    again.session.close()


@needs_xmlsec
@pytest.mark.parametrize("how", ["unsigned", "forged"])
def test_what_nobody_signed_opens_nothing(browser: Browser, saml: None, how: str) -> None:
    with_saml(browser, f"petra!{how}")
    assert "did not work" in browser.text
    assert browser.name() == ""


needs_slapd = pytest.mark.skipif(not SLAPD, reason="needs slapd (Debian: apt-get install slapd)")


@needs_slapd
@pytest.mark.parametrize("login", ["lena", "lena@example.org"])
def test_the_directory_opens_an_account(browser: Browser, catalogue_folder: Path, login: str) -> None:
    sign_in(browser, login, "a word of the directory")
    assert browser.name() == "lena"
    assert role_of(catalogue_folder, "lena") == "moderator"


@needs_slapd
def test_somebody_without_an_address_may_come_in_too(browser: Browser) -> None:
    sign_in(browser, "mia", "another word of the directory")
    assert browser.name() == "mia"


@needs_slapd
@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("lena", "wrong"),
        ("nobody", "a word of the directory"),
        ("*", "a word of the directory"),
        ("lena)(uid=*", "a word of the directory"),
        ("uid=lena,ou=people,dc=example,dc=org", "a word of the directory"),
        ("l\0ena", "a word of the directory"),
    ],
)
def test_wrong_names_and_passwords_open_nothing(browser: Browser, login: str, password: str) -> None:
    assert sign_in(browser, login, password).status_code == 422
    assert browser.name() == ""


def test_a_directory_that_is_silent_opens_nothing_and_breaks_nothing() -> None:
    # In a process of its own: ldap3 leaves a socket to the collector.
    code = """if True:
        import os, django
        os.environ["DJANGO_SETTINGS_MODULE"] = "pinakes.site.settings"
        django.setup()
        from pinakes import conf
        from pinakes.accounts import directory
        settings = conf.LdapSettings(server="ldap://127.0.0.1:9", base="dc=example,dc=org", start_tls=False)
        print(directory.ask(settings, "lena", "a word of the directory"))
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, env=environment()
    )
    assert done.stdout.strip() == "None"
    assert "does not answer" in done.stderr


@pytest.mark.parametrize("names", [(["a"], ["a"]), (["ldap"], []), (["A b"], []), ([], ["../x"])])
def test_one_institution_can_not_speak_for_another(
    names: tuple[list[str], list[str]], tmp_path: Path
) -> None:
    from pinakes import conf
    from pinakes.errors import ConfigurationError
    from pinakes.site import sign_in

    accounts = conf.AccountsSettings(
        openid={n: conf.OpenIdSettings(name=n, server="https://x", client_id="x") for n in names[0]},
        saml={n: conf.SamlSettings(name=n, entity_id="x") for n in names[1]},
    )
    with pytest.raises(ConfigurationError):
        sign_in.providers(accounts, tmp_path)
