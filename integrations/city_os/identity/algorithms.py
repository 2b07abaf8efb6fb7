"""The signature algorithms that Anpi may accept or use: asymmetric ones only (RFC 8725 3.1, RFC 9864)."""

from typing import Final

ASYMMETRIC: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
"""Never `none`. Never HS*: whoever knows the public key (or the client's secret) could sign with it."""


def only_asymmetric(algorithms: tuple[str, ...]) -> None:
    """Raises ValueError with the remedy where the list is empty or names another algorithm."""
    strangers = sorted(set(algorithms) - ASYMMETRIC)
    if strangers or not algorithms:
        found = ", ".join(strangers) or "an empty list"
        raise ValueError(f"algorithms: {found} is not accepted; allowed are {', '.join(sorted(ASYMMETRIC))}")
