"""A SAML 2.0 identity provider for tests, made of pysaml2: python saml_idp.py PORT KEY CERTIFICATE SP-METADATA-ADDRESS.

/sso?user=NAME&… signs NAME in; what it says of people is in PEOPLE. /sso?… without a known name asks for one by a form.
"""

from __future__ import annotations

import sys
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.authn_context import PASSWORD
from saml2.config import IdPConfig
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

PEOPLE: dict[str, dict[str, list[str]]] = {
    "petra": {"uid": ["petra"], "mail": ["petra@example.org"], "eduPersonAffiliation": ["staff"]},
    "quentin": {"uid": ["quentin"], "mail": ["quentin@example.org"]},
}


def provider(port: int, key: str, certificate: str, metadata: str) -> Server:
    with urlopen(metadata, timeout=20) as answer:
        told = answer.read().decode()
    base = f"http://127.0.0.1:{port}"
    configuration = {
        "entityid": f"{base}/idp",
        "service": {
            "idp": {
                "endpoints": {"single_sign_on_service": [(f"{base}/sso", BINDING_HTTP_REDIRECT)]},
                "policy": {"default": {"lifetime": {"minutes": 5}, "name_form": NAME_FORMAT_URI}},
            }
        },
        "key_file": key,
        "cert_file": certificate,
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "metadata": {"inline": [told]},
    }
    return Server(config=IdPConfig().load(configuration))


class Handler(BaseHTTPRequestHandler):
    """The one address."""

    made: Any = None

    def do_GET(self) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        user = query.get("user", "")
        if "SAMLRequest" not in query:
            return self._send("ready")
        if user.partition("!")[0] not in PEOPLE:
            fields = "".join(
                f'<input type="hidden" name="{n}" value="{escape(v)}">' for n, v in query.items()
            )
            return self._send(f'<form action="/sso">{fields}<input name="user"></form>')
        if Handler.made is None:
            Handler.made = provider(int(sys.argv[1]), *sys.argv[2:5])
        asked = Handler.made.parse_authn_request(query["SAMLRequest"], BINDING_HTTP_REDIRECT)
        name, _, how = user.partition("!")
        response = str(
            Handler.made.create_authn_response(
                PEOPLE[name],
                in_response_to=asked.message.id,
                destination=asked.message.assertion_consumer_service_url,
                sp_entity_id=asked.message.issuer.text,
                name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=f"subject-of-{name}"),
                authn={"class_ref": PASSWORD},
                sign_assertion=how != "unsigned",
                sign_response=how != "unsigned",
                sign_alg=SIG_RSA_SHA256,
                digest_alg=DIGEST_SHA256,
            )
        )
        if how == "forged":
            response = response.replace("petra", "boss")
        page = Handler.made.apply_binding(
            BINDING_HTTP_POST,
            response,
            asked.message.assertion_consumer_service_url,
            query.get("RelayState", ""),
            response=True,
        )
        return self._send(page["data"])

    def _send(self, text: str) -> None:
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - its name in the base class
        pass


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
