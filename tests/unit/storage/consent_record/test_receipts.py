"""Kantara's receipts and the details of RFC 9396 say what those formats know, by their own names."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import Consent, Item, Proxy, RecipientKind, Way
from bot.core.ids import PersonId
from bot.storage.consent_record.authorization import authorization_details
from bot.storage.consent_record.kantara import receipts
from bot.storage.consent_record.part import stands
from tests.unit.storage.consent_record.any_consents import CONSENTS, NOW, part_of
from tests.unit.storage.consent_record.plain_consent import PLAIN

REQUIRED: dict[str, type] = {
    **dict.fromkeys(("version", "jurisdiction", "collectionMethod", "consentReceiptID", "piiPrincipalId"), str),
    **dict.fromkeys(("language", "policyUrl"), str),
    **dict.fromkeys(("piiControllers", "services", "spiCat"), list),
    "consentTimestamp": int,
    "sensitive": bool,
}
OF_PURPOSE: dict[str, type] = {
    **dict.fromkeys(("purpose", "consentType", "termination", "thirdPartyName"), str),
    **dict.fromkeys(("purposeCategory", "piiCategory"), list),
    **dict.fromkeys(("primaryPurpose", "thirdPartyDisclosure"), bool),
}
OF_CONTROLLER = {"piiController", "onBehalf", "contact", "address", "email", "phone", "piiControllerUrl"}


@given(st.lists(CONSENTS, max_size=4))
def test_every_receipt_has_the_fields_of_kantara_and_no_others(consents: list[Consent]) -> None:
    found = receipts(part_of(*consents))
    assert len(found) == sum(not each.refused for each in consents)
    for receipt in found:
        assert {key: type(value) for key, value in receipt.items()} == REQUIRED
        assert set(receipt["piiControllers"][0]) == OF_CONTROLLER
        (service,) = receipt["services"]
        assert {key: type(value) for key, value in service["purposes"][0].items()} == OF_PURPOSE


def test_a_receipt_says_who_what_to_whom_and_how_to_stop() -> None:
    (receipt,) = receipts(part_of(PLAIN))
    purpose: dict[str, Any] = receipt["services"][0]["purposes"][0]
    assert (receipt["version"], receipt["consentTimestamp"]) == ("KI-CR-v1.1.0", 1777680000)
    assert (receipt["sensitive"], receipt["spiCat"]) == (True, ["無事・けが・要救助"])
    assert purpose["piiCategory"] == ["無事・けが・要救助", "氏名"]
    assert (purpose["thirdPartyDisclosure"], purpose["thirdPartyName"]) == (True, "町内会・自主防災組織 (ikki)")
    assert "同意をやめる" in purpose["termination"]


def test_a_receipt_of_data_for_the_city_alone_names_no_third_party_and_a_plain_datum_is_not_sensitive() -> None:
    own = replace(PLAIN, recipient_kind=RecipientKind.CITY, recipient=None, items=frozenset({Item.NAME}))
    (receipt,) = receipts(part_of(own))
    purpose = receipt["services"][0]["purposes"][0]
    assert (receipt["sensitive"], purpose["thirdPartyDisclosure"], purpose["thirdPartyName"]) == (False, False, "")


def test_a_receipt_says_how_somebody_else_gave_it_and_when_it_ended() -> None:
    ended = replace(PLAIN, proxy=Proxy(PersonId("P2"), "娘", Way.PAPER), withdrawn_at=NOW)
    (receipt,) = receipts(part_of(ended))
    assert receipt["collectionMethod"] == "対話 (LINE・ウェブ)、代理 (書面)"
    assert receipt["services"][0]["purposes"][0]["termination"] == "2026-06-01 に終わりました。"


@given(st.lists(CONSENTS, max_size=4))
def test_only_consents_that_stand_authorize(consents: list[Consent]) -> None:
    details = authorization_details(part_of(*consents))
    assert [each["identifier"] for each in details] == [each.id for each in consents if stands(each, NOW)]
    assert all(each["type"] == "urn:anpi:consent" and each["actions"] == ["read"] for each in details)


def test_an_authorization_tells_what_to_whom_and_until_when() -> None:
    (detail,) = authorization_details(part_of(replace(PLAIN, expires_at=NOW.replace(year=2027))))
    assert detail == {
        "type": "urn:anpi:consent",
        "identifier": "C1",
        "actions": ["read"],
        "datatypes": ["condition", "name"],
        "privileges": ["SafetySharing", "both"],
        "recipient_kind": "association",
        "recipient": "ikki",
        "until": "2027-06-01T00:00:00.000000Z",
        "locations": ["https://city.example"],
    }
