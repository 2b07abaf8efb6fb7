"""What the provider says about itself, and its public keys."""

from fastapi import Request, Response

from integrations.sandbox.city_os_identity.answers import document
from integrations.sandbox.city_os_identity.faults import FaultKind
from integrations.sandbox.city_os_identity.provider import provider_of


async def configuration(request: Request) -> Response:
    """OIDC Discovery 1.0, 3."""
    provider = provider_of(request)
    issuer = provider.issuer(request)
    wrong = provider.faults.strikes(FaultKind.WRONG_DISCOVERED_ISSUER)
    return document(
        {
            "issuer": f"{issuer}/" if wrong else issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks",
            "end_session_endpoint": f"{issuer}/end-session",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [provider.keys.algorithm],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
            "authorization_response_iss_parameter_supported": True,
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }
    )


async def key_set(request: Request) -> Response:
    return document(provider_of(request).keys.published())
