"""What keeps machines and guessers out: tries are counted, and a registration takes some work of the browser."""

from __future__ import annotations

import secrets
import time
from hashlib import sha256

from allauth.core.exceptions import ImmediateHttpResponse
from django.core import signing
from django.http import HttpRequest

from pinakes import conf
from pinakes.web import errors, rates
from pinakes.web.rates import Limit

HOUR = 3600
WORK = 14
"""Bits of the digest that must be nought: some 16,000 digests, half a second of a phone."""
OLDEST = 4 * HOUR
"""Seconds for which a form can be sent."""
SOONEST = 3
"""Seconds in which no person fills in a form."""
ACCOUNT_HERE = Limit(kind="sign-in/account/network", most=6, seconds=300)
"""Failed sign-ins to one account from one network."""
ACCOUNT = Limit(kind="sign-in/account", most=60, seconds=HOUR)
"""Failed sign-ins to one account from anywhere: so many that nobody shuts others out easily, too few to guess."""
CODES = Limit(kind="codes", most=8, seconds=900)
LEAVING = Limit(kind="with", most=60, seconds=600)
LINKS = Limit(kind="links", most=30, seconds=HOUR)
CODE_ONCE = Limit(kind="code", most=1, seconds=180)
TO_ADDRESS = Limit(kind="account-mail/address", most=5, seconds=HOUR)
_CHALLENGE_ONCE = Limit(kind="challenge", most=1, seconds=OLDEST)
_SALT = "pinakes.registration"


def settings() -> conf.LimitSettings:
    """[limits] of the catalogue that is served."""
    return conf.current_settings().limits


def refuse(request: HttpRequest, seconds: int) -> None:
    """Answer 429 from wherever we are, when there are seconds to wait."""
    if seconds:
        raise ImmediateHttpResponse(errors.too_many(request, seconds))


def _network(request: HttpRequest) -> str:
    return rates.network(rates.reader(request))


def _sign_in_limits(request: HttpRequest, login: str) -> tuple[tuple[Limit, str], ...]:
    network, login = _network(request), login.strip().casefold()
    return (
        (ACCOUNT_HERE, f"{network} {login}"),
        (ACCOUNT, login),
        (Limit(kind="sign-in/network", most=settings().sign_ins, seconds=600), network),
    )


def before_sign_in(request: HttpRequest, login: str) -> None:
    """Answer 429 when there were too many failures."""
    refuse(request, max(rates.waiting(limit, who) for limit, who in _sign_in_limits(request, login)))


def after_failure(request: HttpRequest, login: str) -> None:
    """Count a failed sign-in."""
    for limit, who in _sign_in_limits(request, login):
        rates.wait(limit, who)


def before_code(request: HttpRequest, account: object) -> None:
    """Answer 429 when there were too many codes."""
    refuse(request, rates.wait(CODES, str(account)))


def is_used(account: object, code: str) -> bool:
    """Whether this code opened the account already; from now on it did."""
    return bool(rates.wait(CODE_ONCE, f"{account} {''.join(code.split())}"))


def before_mail(request: HttpRequest, address: str) -> None:
    """Answer 429 when this network asked for too many mails, or this address got too many."""
    most = Limit(kind="account-mail/network", most=settings().mails, seconds=HOUR)
    refuse(request, rates.wait(most, _network(request)) or rates.wait(TO_ADDRESS, address.casefold()))


def challenge() -> str:
    """What a browser works on while its reader fills in the form; signed, with the time in it."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(9))


def is_solved(challenge: str, answer: str) -> bool:
    """Whether the digest of challenge and answer begins with enough noughts; each challenge counts once."""
    digest = sha256(f"{challenge}:{answer}".encode("utf-8", "replace")).digest()
    if int.from_bytes(digest[:4], "big") >> (32 - WORK):
        return False
    return _age(challenge) is not None and not rates.wait(_CHALLENGE_ONCE, challenge)


def is_too_quick(challenge: str) -> bool:
    """Whether the form was not made by us, is too old, or comes sooner than a person could send it."""
    age = _age(challenge)
    return age is None or age < SOONEST


def _age(challenge: str) -> float | None:
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        signer.unsign(challenge, max_age=OLDEST)
    except signing.BadSignature:
        return None
    made = challenge.split(":")[-2]
    return time.time() - signing.b62_decode(made)


def before_registration(request: HttpRequest) -> None:
    """Answer 429 for a network that made many accounts; without the work done, few are many."""
    most = settings().registrations
    if not is_solved(request.POST.get("challenge", ""), request.POST.get("answer", "")):
        most = -(-most // 6)
        refuse(
            request, rates.wait(Limit(kind="register/unsolved", most=most, seconds=HOUR), _network(request))
        )
        return
    refuse(request, rates.wait(Limit(kind="register", most=most, seconds=HOUR), _network(request)))
