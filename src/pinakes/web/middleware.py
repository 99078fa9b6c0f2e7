"""What every answer carries: security headers, and the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from pinakes.web import languages

GetResponse = Callable[[HttpRequest], HttpResponseBase]
YEAR = 365 * 24 * 60 * 60

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class SecurityHeadersMiddleware:
    """Nothing from other hosts, nothing inline, no frame around us."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class LanguageMiddleware:
    """The language of the page: ``?lang=``, else the choice that was remembered, else the browser's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        offered = tuple(code for code, _ in settings.LANGUAGES)
        chosen = languages.nearest(request.GET.get("lang", "")[:40], offered)
        remembered = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen or (remembered if remembered in offered else self._accepted(request, offered))
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if chosen and chosen != remembered:
            remember_language(response, chosen)
        return response

    def _accepted(self, request: HttpRequest, offered: tuple[str, ...]) -> str:
        return languages.accepted(request.headers.get("Accept-Language", ""), offered)


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Set the cookie that keeps the reader's language for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=bool(settings.LANGUAGE_COOKIE_SECURE),
    )
