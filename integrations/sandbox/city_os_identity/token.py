"""The token endpoint: a code with its verifier, or a client's own credentials, in exchange for tokens."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request, Response

from integrations.sandbox.city_os_identity.answers import document, error, form_of
from integrations.sandbox.city_os_identity.clients import SandboxClient, UnknownClientError
from integrations.sandbox.city_os_identity.faults import FaultKind
from integrations.sandbox.city_os_identity.provider import IdentityProvider, provider_of
from integrations.sandbox.city_os_identity.sign_ins import TOKEN_SECONDS, AccessToken, Grant
from integrations.sandbox.city_os_identity.tokens import id_token


async def give(request: Request) -> Response:
    provider, form = provider_of(request), await form_of(request)
    issuer = provider.issuer(request)
    authorization = request.headers.get("authorization", "")
    try:
        client = provider.door.let_in(authorization, form, (issuer, f"{issuer}/token"), provider.now())
    except UnknownClientError:
        return error("invalid_client", status=HTTPStatus.UNAUTHORIZED)
    match form.get("grant_type"):
        case "authorization_code":
            return _for_code(provider, issuer, client, form)
        case "client_credentials":
            return _for_system(provider, client, form)
        case _:
            return error("unsupported_grant_type")


def _for_code(provider: IdentityProvider, issuer: str, client: SandboxClient, form: Mapping[str, str]) -> Response:
    grant = provider.sign_ins.codes.take(form.get("code", ""), provider.now())
    if grant is None or not _is_his(grant, client, form):
        return error("invalid_grant")
    held = AccessToken(client.client_id, grant.request.scopes, grant.subject)
    token = provider.sign_ins.tokens.keep(held, provider.now())
    return document({**_bearer(token, held.scopes), "id_token": id_token(provider, issuer, grant, token)})


def _is_his(grant: Grant, client: SandboxClient, form: Mapping[str, str]) -> bool:
    asked = grant.request
    same = asked.client_id == client.client_id and asked.redirect_uri == form.get("redirect_uri")
    return same and hmac.compare_digest(_challenge(form.get("code_verifier", "")), asked.code_challenge)


def _challenge(verifier: str) -> str:
    """S256 (RFC 7636 4.2), worked out here and not by the library that the client under test uses."""
    digest = hashlib.sha256(verifier.encode(errors="replace")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _for_system(provider: IdentityProvider, client: SandboxClient, form: Mapping[str, str]) -> Response:
    asked = tuple(form.get("scope", "").split())
    if not asked or not set(asked) <= set(client.system_scopes):
        return error("invalid_scope" if client.system_scopes else "unauthorized_client")
    granted = asked[:-1] if provider.faults.strikes(FaultKind.LESS_SCOPE) else asked
    audience = form.get("resource") or form.get("audience") or ""
    held = AccessToken(client.client_id, granted, audience=audience)
    return document(_bearer(provider.sign_ins.tokens.keep(held, provider.now()), granted))


def _bearer(token: str, scopes: tuple[str, ...]) -> dict[str, object]:
    return {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS, "scope": " ".join(scopes)}
