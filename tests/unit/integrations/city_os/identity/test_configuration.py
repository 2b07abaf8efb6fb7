"""A provider's configuration: presets as data, keys from settings, and clear words where something is wrong."""

import json
from dataclasses import replace
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from integrations.city_os.identity import (
    ClientSecret,
    PrivateKeyJwt,
    ProviderConfig,
    TokenStyle,
    load_preset,
    preset_names,
    read_private_key,
)
from integrations.city_os.identity.algorithms import ASYMMETRIC
from integrations.city_os.identity.metadata import read_metadata
from integrations.city_os.identity.presets import read_preset
from integrations.city_os.identity.refusals import Reason, SignInRefused

ISSUER = "https://id.example.jp/realms/city"
DOCUMENT: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/certs",
}


def config(**changes: Any) -> ProviderConfig:
    made = load_preset("generic").configured(ISSUER, "anpi", ClientSecret("secret"))
    return replace(made, **changes)


def test_the_four_presets_are_there() -> None:
    assert preset_names() == ("digital-auth-app", "generic", "keycloak", "keyrock")


@pytest.mark.parametrize("name", preset_names())
def test_each_preset_makes_a_configuration(name: str) -> None:
    key = PrivateKeyJwt.from_key(ECKey.generate_key("P-256"))
    made = load_preset(name).configured(ISSUER, "anpi", key)
    assert set(made.algorithms) <= ASYMMETRIC
    assert "openid" in made.scopes


def test_the_digital_authentication_app_takes_no_secret() -> None:
    with pytest.raises(ValueError, match="private_key_jwt"):
        load_preset("digital-auth-app").configured(ISSUER, "anpi", ClientSecret("secret"))


def test_an_unknown_preset_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"'kyecloak'.*generic, keycloak"):
        load_preset("kyecloak")


@pytest.mark.parametrize("text", ["scopes: [openid]\nalgorithms: [RS256]\nnonsense: 1", "scopes: openid", "[]", ""])
def test_a_preset_that_does_not_hold_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="preset mine: "):
        read_preset("mine", text)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"issuer": "http://id.example.jp"}, "https"),
        ({"issuer": "https://user@id.example.jp"}, "issuer"),
        ({"issuer": "id.example.jp"}, "issuer"),
        ({"issuer": "https://[broken"}, "issuer"),
        ({"issuer": ""}, "issuer"),
        ({"client_id": ""}, "client_id"),
        ({"scopes": ("profile",)}, "openid"),
        ({"algorithms": ()}, "empty"),
        ({"algorithms": ("RS256", "HS256")}, "HS256"),
        ({"algorithms": ("none",)}, "none"),
    ],
)
def test_a_value_that_cannot_work_is_refused_with_its_name(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        config(**changes)


def test_the_token_travels_as_the_city_wants_it() -> None:
    assert config().token_header("t") == {"Authorization": "Bearer t"}
    assert config(token_style=TokenStyle.X_AUTH_TOKEN).token_header("t") == {"X-Auth-Token": "t"}


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (RSAKey.generate_key(2048), "RS256"),
        (ECKey.generate_key("P-256"), "ES256"),
        (ECKey.generate_key("P-384"), "ES384"),
        (OKPKey.generate_key("Ed25519"), "Ed25519"),
    ],
)
def test_a_private_key_is_read_from_a_pem_and_from_a_jwk(key: RSAKey | ECKey | OKPKey, algorithm: str) -> None:
    for text in (key.as_pem(private=True).decode(), json.dumps(key.as_dict(private=True))):
        read = read_private_key(text)
        assert read.is_private
        assert PrivateKeyJwt.from_key(read).algorithm == algorithm


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a key",
        "{}",
        "{broken",
        '{"kty": "EC"}',
        ECKey.generate_key("P-256").as_pem(private=False).decode(),
        json.dumps(OctKey.generate_key(256).as_dict(private=True)),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ],
    ids=("nothing", "words", "empty", "broken", "half", "public", "secret", "hollow"),
)
def test_what_is_no_private_key_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="private key") as refused:
        read_private_key(text)
    assert len(text) < 10 or text not in str(refused.value)


def test_a_key_for_encryption_signs_nothing() -> None:
    with pytest.raises(ValueError, match="X25519"):
        PrivateKeyJwt.from_key(OKPKey.generate_key("X25519"))


def test_an_empty_secret_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="empty"):
        ClientSecret("")


def test_metadata_is_read() -> None:
    read = read_metadata({**DOCUMENT, "authorization_response_iss_parameter_supported": True}, ISSUER)
    assert (read.token_endpoint, read.userinfo_endpoint, read.names_itself) == (f"{ISSUER}/token", None, True)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"issuer": f"{ISSUER}/"}, Reason.WRONG_ISSUER),
        ({"issuer": ISSUER.upper()}, Reason.WRONG_ISSUER),
        ({"issuer": None}, Reason.WRONG_ISSUER),
        ({"token_endpoint": None}, Reason.MALFORMED),
        ({"token_endpoint": "http://id.example.jp/token"}, Reason.MALFORMED),
        ({"token_endpoint": 7}, Reason.MALFORMED),
        ({"jwks_uri": "file:///etc/passwd"}, Reason.MALFORMED),
        ({"userinfo_endpoint": "javascript:alert(1)"}, Reason.MALFORMED),
    ],
)
def test_metadata_of_somebody_else_or_without_https_is_refused(changes: dict[str, Any], reason: Reason) -> None:
    with pytest.raises(SignInRefused) as refused:
        read_metadata({**DOCUMENT, **changes}, ISSUER)
    assert refused.value.reason is reason
