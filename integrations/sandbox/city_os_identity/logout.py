"""Both ways out: the browser comes to sign out, or the provider tells clients that somebody has (back-channel)."""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

import httpx
from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from integrations.sandbox.city_os_identity.pages import problem_page, signed_out_page
from integrations.sandbox.city_os_identity.provider import IdentityProvider, provider_of
from integrations.sandbox.city_os_identity.sign_ins import Grant
from integrations.sandbox.city_os_identity.tokens import logout_token

_SEND_SECONDS: Final = 5.0


async def end_session(request: Request) -> Response:
    """RP-initiated logout 1.0: only to an address that the client registered, to the letter."""
    provider, query = provider_of(request), request.query_params
    client = provider.client(query.get("client_id", ""))
    back = query.get("post_logout_redirect_uri")
    if back is None:
        return signed_out_page()
    if client is None or back not in client.post_logout_redirect_uris:
        return problem_page("このサービスは登録されていません。")
    state = {"state": query["state"]} if "state" in query else {}
    return RedirectResponse(f"{back}?{urlencode(state)}" if state else back, HTTPStatus.SEE_OTHER)


async def sign_out(provider: IdentityProvider, issuer: str, subject: str) -> dict[str, int]:
    """Ends every session of a person and tells the clients; status per session, 0 where nobody answered."""
    grants = [grant for grant in provider.sign_ins.sessions.values() if grant.subject == subject]
    for grant in grants:
        del provider.sign_ins.sessions[grant.sid]
    async with httpx.AsyncClient(trust_env=False, timeout=_SEND_SECONDS) as http:
        return {grant.sid: await _told(provider, issuer, grant, http) for grant in grants if _listens(provider, grant)}


def _listens(provider: IdentityProvider, grant: Grant) -> bool:
    client = provider.client(grant.request.client_id)
    return client is not None and client.backchannel_logout_uri is not None


async def _told(provider: IdentityProvider, issuer: str, grant: Grant, http: httpx.AsyncClient) -> int:
    client = provider.client(grant.request.client_id)
    assert client is not None
    assert client.backchannel_logout_uri is not None
    form = {"logout_token": logout_token(provider, issuer, grant)}
    try:
        answer = await http.post(client.backchannel_logout_uri, data=form)
    except httpx.TransportError:
        return 0
    return answer.status_code
