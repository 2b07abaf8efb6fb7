"""Kantara Consent Receipt 1.1: one receipt for each consent that was given. A refusal is no consent and has none."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.consents import Consent
from bot.core.people import City
from bot.storage.consent_record.part import PersonPart, seconds, stands
from bot.storage.consent_record.terms import ITEMS, ORIGINS, RECIPIENTS, WAYS, WITHDRAWAL, WORDS_OF_PURPOSES

VERSION = "KI-CR-v1.1.0"


def receipts(part: PersonPart) -> list[dict[str, Any]]:
    """By the field names of Kantara CR 1.1; nobody is named but the controller."""
    return [_receipt(each, part) for each in part.consents if not each.refused]


def _receipt(consent: Consent, part: PersonPart) -> dict[str, Any]:
    special = [ITEMS[each].words for each in sorted(consent.items) if ITEMS[each].special]
    return {
        "version": VERSION,
        "jurisdiction": "JP",
        "consentTimestamp": seconds(consent.given_at),
        "collectionMethod": _collected(consent),
        "consentReceiptID": consent.id,
        "language": consent.terms.language.value if consent.terms else "ja",
        "piiPrincipalId": consent.person,
        "piiControllers": [_controller(part.city)],
        "policyUrl": part.city.controller.policy_url,
        "services": [{"service": f"{part.city.name} 安否", "purposes": [_purpose(consent, part)]}],
        "sensitive": bool(special),
        "spiCat": special,
    }


def _collected(consent: Consent) -> str:
    """Also where somebody else gave it in the person's name: in which way."""
    if consent.proxy:
        return f"{ORIGINS[consent.origin]}、代理 ({WAYS[consent.proxy.way]})"
    return ORIGINS[consent.origin]


def _controller(city: City) -> dict[str, Any]:
    of = city.controller
    return {
        "piiController": city.name,
        "onBehalf": False,
        "contact": of.contact,
        "address": of.address,
        "email": of.email,
        "phone": city.phone,
        "piiControllerUrl": of.url,
    }


def _purpose(consent: Consent, part: PersonPart) -> dict[str, Any]:
    to_others = consent.recipient_kind.value != "city"
    return {
        "purpose": WORDS_OF_PURPOSES[consent.purpose],
        "purposeCategory": [consent.purpose.value],
        "consentType": "EXPLICIT",
        "piiCategory": [ITEMS[each].words for each in sorted(consent.items)],
        "primaryPurpose": True,
        "termination": _ends(consent, part),
        "thirdPartyDisclosure": to_others,
        "thirdPartyName": _third_party(consent) if to_others else "",
    }


def _third_party(consent: Consent) -> str:
    words = RECIPIENTS[consent.recipient_kind]
    return f"{words} ({consent.recipient})" if consent.recipient else words


def _ends(consent: Consent, part: PersonPart) -> str:
    if not stands(consent, part.at):
        end = consent.withdrawn_at or consent.expires_at
        return f"{_day(end, part.city)} に終わりました。" if end else WITHDRAWAL
    until = f"{_day(consent.expires_at, part.city)} まで。" if consent.expires_at else ""
    return until + WITHDRAWAL


def _day(moment: datetime, city: City) -> str:
    return moment.astimezone(ZoneInfo(city.time_zone)).date().isoformat()
