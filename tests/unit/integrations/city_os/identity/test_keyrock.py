"""Keyrock, the identity manager of FIWARE cities: a certificate for a key set, X-Auth-Token for Bearer."""

import pytest

from integrations.city_os.identity import ClientSecret, TokenStyle, load_preset
from integrations.city_os.identity.certificates import key_in_certificate
from integrations.city_os.identity.keys import read_keys

# A self-signed certificate of nobody; its private key was thrown away.
LETTERS = (
    "MIIDFTCCAf2gAwIBAgIUPUI8JUC6vjBjnvxZrGZFmXlBkfswDQYJKoZIhvcNAQEL"
    "BQAwGjEYMBYGA1UEAwwPa2V5cm9jay5leGFtcGxlMB4XDTI2MTEyMjA1NDc1NVoX"
    "DTM2MTExOTA1NDc1NVowGjEYMBYGA1UEAwwPa2V5cm9jay5leGFtcGxlMIIBIjAN"
    "BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnWXcfnRL898YDjycOjYm+5JqMQVe"
    "Bh5HX8Zn1cmGpdMjGKFa01UI7p2n5gY/OgJnwsYkpCrY+YzwroN8RnsSHkQIqvA8"
    "+Fb7tl2NYZETY88D8wRjPZdcCVTOjyjLatvI1ehR5zbvXQTznBnZejb74is1n/YX"
    "LegAg46geG4zQGTURa9/CKLjRUNpti1xQE4QZbdWuhigVTDFAfQjmR60EEI0AxQn"
    "01QrQAd4G/aYr29xqUC+dXrjbSmiO/hw7qAbSybmuTzkisNqM7ANHfO0ClG0qfu/"
    "yT3ETJ87wdBxmqqMIBHXPICL0UnSqkaRyQF8Qo2Kk0+plCifqvWbdKIV9QIDAQAB"
    "o1MwUTAdBgNVHQ4EFgQUen3wplMO1UcaDgceeUtY5TPXfaswHwYDVR0jBBgwFoAU"
    "en3wplMO1UcaDgceeUtY5TPXfaswDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0B"
    "AQsFAAOCAQEASKK5RDEuEvkjIrN9fXi8szFtN+yX3Wpl6z1aLTUph/a7WVfIvxHv"
    "yILtMI09HbW4kqvnYAiKqmR4ujtYv2Qey/wwKACmGPOC6KlmU+hUsQ7+UzDjdUB/"
    "mW1y45980tUVlGNCrRQtGfaZCHn/C/rvz4tWqoFOtkbQ4RTYwP8wusZzj0eabBbH"
    "lksJB6v/PCq+garexfPF3VHxyL2Nv8HvhnGVtF9q8din8sqe1VbeFCUCgvpWm6uI"
    "DP+3e3PjtJhRw6q+c9G9Cmaa3WqF+fbxpoLQxnfV/aYljIVetktzThP6H15J3X1C"
    "MFE+ecv0m8g+J1PsnC3Oruru7zhCLPoGiA=="
)
IN_ONE_LINE = f"-----BEGIN CERTIFICATE-----{LETTERS}-----END CERTIFICATE-----"


def test_the_key_is_in_the_certificate() -> None:
    found = read_keys({"rs_256_certificate": IN_ONE_LINE}, "rs_256_certificate")
    assert [key.key_type for key in found] == ["RSA"]
    assert not found[0].is_private


@pytest.mark.parametrize("text", [None, 7, "", "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----", LETTERS])
def test_what_is_no_certificate_has_no_key(text: object) -> None:
    assert key_in_certificate(text) is None
    assert read_keys({"rs_256_certificate": text}, "rs_256_certificate") == ()


def test_the_preset_knows_its_ways() -> None:
    issuer = "https://keyrock.example/idm/applications/1"
    made = load_preset("keyrock").configured(issuer, "anpi", ClientSecret("secret"))
    assert made.token_style is TokenStyle.X_AUTH_TOKEN
    assert made.certificate_member == "rs_256_certificate"
    assert made.algorithms == ("RS256",)
