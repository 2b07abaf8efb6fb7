"""The authorization endpoint: checks the request, lets a person of the town be chosen, sends the browser back."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from integrations.sandbox.city_os_identity.answers import form_of
from integrations.sandbox.city_os_identity.faults import FaultKind
from integrations.sandbox.city_os_identity.pages import choice_page, problem_page
from integrations.sandbox.city_os_identity.provider import IdentityProvider, provider_of
from integrations.sandbox.city_os_identity.sign_ins import Grant, SignInRequest

_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


async def ask(request: Request) -> Response:
    """`GET`: a request whose client or redirect address is not known to the letter goes nowhere."""
    provider, query = provider_of(request), dict(request.query_params)
    client = provider.client(query.get("client_id", ""))
    if client is None or query.get("redirect_uri") not in client.redirect_uris:
        return problem_page("このサービスは登録されていません。")
    wrong = _wrong_with(query)
    if wrong is not None:
        return _back(provider, request, query["redirect_uri"], {"error": wrong, "state": query.get("state", "")})
    return choice_page(provider.sign_ins.open.keep(_read(query), provider.now()), tuple(provider.people.values()))


async def choose(request: Request) -> Response:
    """`POST`: a person was chosen, or 「やめる」."""
    provider, form = provider_of(request), await form_of(request)
    asked = provider.sign_ins.open.take(form.get("request", ""), provider.now())
    if asked is None:
        return problem_page("時間がたちすぎました。もとのページからやりなおしてください。")
    if form.get("person") not in provider.people:
        return _back(provider, request, asked.redirect_uri, {"error": "access_denied", "state": asked.state})
    grant = Grant(asked, form["person"], provider.new_sid(), provider.now())
    provider.sign_ins.remember(grant)
    code = provider.sign_ins.codes.keep(grant, provider.now())
    return _back(provider, request, asked.redirect_uri, {"code": code, "state": asked.state})


def _wrong_with(query: Mapping[str, str]) -> str | None:
    if query.get("response_type") != "code":
        return "unsupported_response_type"
    if "openid" not in query.get("scope", "").split():
        return "invalid_scope"
    challenged = _CHALLENGE.fullmatch(query.get("code_challenge", "")) and query.get("code_challenge_method") == "S256"
    return None if challenged and query.get("state") else "invalid_request"


def _read(query: Mapping[str, str]) -> SignInRequest:
    return SignInRequest(
        client_id=query["client_id"],
        redirect_uri=query["redirect_uri"],
        scopes=tuple(query["scope"].split()),
        state=query["state"],
        nonce=query.get("nonce"),
        code_challenge=query["code_challenge"],
        acr_values=tuple(query.get("acr_values", "").split()),
    )


def _back(provider: IdentityProvider, request: Request, redirect_uri: str, fields: dict[str, str]) -> Response:
    """Names itself with every answer (RFC 9207)."""
    named = {**fields, "iss": provider.issuer(request)}
    if provider.faults.strikes(FaultKind.WRONG_ISS_PARAMETER):
        named["iss"] = "https://another-issuer.example"
    if provider.faults.strikes(FaultKind.NO_ISS_PARAMETER):
        del named["iss"]
    if provider.faults.strikes(FaultKind.WRONG_STATE):
        named["state"] = "of-another-sign-in"
    joint = "&" if "?" in redirect_uri else "?"
    return RedirectResponse(f"{redirect_uri}{joint}{urlencode(named)}", HTTPStatus.SEE_OTHER)
