"""The stand-in for the city OS's consents: docs/city-os-consent-api.md in memory, with faults on demand."""

from integrations.sandbox.city_os_consent.access import Access, IssuedTokens, OneToken
from integrations.sandbox.city_os_consent.app import create_consent_service
from integrations.sandbox.city_os_consent.book import ConsentBook
from integrations.sandbox.city_os_consent.faults import Fault, FaultKind, Faults
from integrations.sandbox.city_os_consent.seed import seed_from_town

__all__ = [
    "Access",
    "ConsentBook",
    "Fault",
    "FaultKind",
    "Faults",
    "IssuedTokens",
    "OneToken",
    "create_consent_service",
    "seed_from_town",
]
