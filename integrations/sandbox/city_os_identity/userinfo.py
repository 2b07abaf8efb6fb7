"""The userinfo endpoint: what the person's client may know, as JSON or signed."""

from http import HTTPStatus

from fastapi import Request, Response

from integrations.sandbox.city_os_identity.answers import document, error
from integrations.sandbox.city_os_identity.faults import FaultKind
from integrations.sandbox.city_os_identity.provider import provider_of
from integrations.sandbox.city_os_identity.tokens import signed


async def tell(request: Request) -> Response:
    provider = provider_of(request)
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    held = provider.holder(token, "openid")
    if held is None or held.subject is None:
        return error("invalid_token", status=HTTPStatus.UNAUTHORIZED)
    claims = provider.people[held.subject].claims(held.scopes)
    if provider.faults.strikes(FaultKind.SUBJECT_MISMATCH):
        claims["sub"] = "somebody-else"
    client = provider.client(held.client_id)
    if client is None or not client.signed_userinfo:
        return document(claims)
    named = {**claims, "iss": provider.issuer(request), "aud": held.client_id}
    return Response(signed(provider, named), media_type="application/jwt", headers={"cache-control": "no-store"})
