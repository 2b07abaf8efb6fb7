"""The JSON-LD document loses nothing, holds what TS 27560 demands, and names nobody but the city."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import PersonId
from bot.storage.consent_record import terms
from bot.storage.consent_record.dpv import dpv_document, status_of
from bot.storage.consent_record.dpv_reading import consents_of_document
from bot.storage.ledger.chain import canonical, digest, row_hash
from bot.storage.ledger.entry import EntryKind
from tests.unit.storage.consent_record.any_consents import CONSENTS, HANA, NOW, part_of, rows_of
from tests.unit.storage.consent_record.plain_consent import PLAIN


@given(st.lists(CONSENTS, max_size=4, unique_by=lambda each: each.id))
def test_the_consents_can_be_rebuilt_from_what_was_exported(consents: list[Consent]) -> None:
    exported = json.loads(json.dumps(dpv_document(part_of(*consents)), ensure_ascii=False))
    assert consents_of_document(exported) == tuple(consents)


@given(CONSENTS)
def test_the_consents_can_be_rebuilt_where_the_ledger_no_longer_holds_its_bodies(consent: Consent) -> None:
    part = part_of(consent)
    erased = replace(part, rows=tuple(replace(each, body=None) for each in part.rows))
    assert consents_of_document(json.loads(json.dumps(dpv_document(erased)))) == (consent,)


@given(CONSENTS)
def test_the_rows_of_the_ledger_in_it_still_prove_themselves(consent: Consent) -> None:
    for row in part_of(consent).rows:
        columns = {"seq": row.seq, "id": row.id, "at": row.at, "kind": row.kind, "person_id": row.person}
        columns |= {"other_id": row.other, "message_id": row.message, "drill": row.drill}
        columns |= {"previous": row.previous, "body_digest": row.body_digest}
        assert row_hash(columns) == row.hash
        assert row.body is not None
        assert digest(canonical(row.body)) == row.body_digest


def test_a_disclosure_that_never_arrived_is_marked_and_no_other_row_is() -> None:
    (given,) = rows_of(PLAIN)
    seen = replace(given, kind=EntryKind.DISCLOSURE, message="m1")
    unseen = replace(seen, message="m2")
    rows = (given, seen, unseen, replace(unseen, kind=EntryKind.UNDELIVERED))
    ledger = dpv_document(replace(part_of(PLAIN), rows=rows))["anpi:ledger"]
    assert [each.get("anpi:arrived") for each in ledger] == [None, None, False, None]


def test_what_ts_27560_makes_mandatory_is_there() -> None:
    record = dpv_document(part_of(PLAIN))["anpi:records"][0]
    process = record["dpv:hasProcess"]
    controller = process["dpv:hasDataController"]
    header = (record["dct:conformsTo"], record["dct:identifier"], record["dpv:hasDataSubject"]["dct:identifier"])
    assert header == ("ISO/IEC TS 27560:2023", "C1", "P1")
    assert record["dpv:hasNotice"]["dct:language"] == "ja"
    mandatory = ("hasPurpose", "hasPersonalData", "hasRecipient", "hasStorageCondition", "hasDuration")
    assert all(process[f"dpv:{each}"] for each in (*mandatory, "hasConsentControl", "hasJurisdiction"))
    assert all(controller[f"dpv:{each}"] for each in ("hasName", "hasAddress", "hasContact"))
    for event in record["anpi:events"]:
        assert {"anpi:time", "anpi:validity", "dpv:isIndicatedBy", "anpi:type", "dpv:hasConsentStatus"} <= set(event)
        assert event["anpi:time"].endswith("Z")
        assert event["anpi:proof"]["anpi:hash"]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "dpv:ConsentGiven"),
        ({"confirmed_at": NOW}, "dpv:RenewedConsentGiven"),
        ({"refused": True}, "dpv:ConsentRefused"),
        ({"expires_at": NOW}, "dpv:ConsentExpired"),
        ({"withdrawn_at": NOW}, "dpv:ConsentWithdrawn"),
        ({"withdrawn_at": NOW, "withdrawn_by": HANA}, "dpv:ConsentWithdrawn"),
        ({"withdrawn_at": NOW, "withdrawn_by": PersonId("P7")}, "dpv:ConsentRevoked"),
        ({"withdrawn_at": NOW + timedelta(days=1)}, "dpv:ConsentGiven"),
    ],
)
def test_the_state_is_one_of_dpv_and_is_worked_out_at_the_moment(changes: dict[str, Any], state: str) -> None:
    consent = replace(PLAIN, **changes)
    assert status_of(consent, part_of(consent)) == state


def test_every_word_of_ours_has_one_term_and_no_two_share_it() -> None:
    for of, all_ in ((terms.PURPOSES, Purpose), (terms.PHASES, Phase), (terms.RECIPIENTS, RecipientKind)):
        assert list(of) == list(all_)
        assert len(set(of.values())) == len(of)
    assert list(terms.ITEMS) == list(Item)
    assert len({each.term for each in terms.ITEMS.values()}) == len(Item)
    assert set(terms.GROUNDS) == set(terms.WORDS_OF_PURPOSES) == set(Purpose)


def test_every_prefix_that_is_used_is_declared() -> None:
    document = json.dumps(dpv_document(part_of(PLAIN)))
    used = {each.split(":")[0] for each in _names(json.loads(document)) if ":" in each and not each.startswith("urn:")}
    assert used - set(terms.CONTEXT) == {"https", "http"} & used
    assert {each["@id"] for each in json.loads(document)["anpi:terms"]} >= {"anpi:SafetySharing", "anpi:Condition"}


def _names(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [key for key in node if not key.startswith("@")]
        ids = [node["@id"]] if "@id" in node else []
        return own + ids + [name for key, each in node.items() if key != "@context" for name in _names(each)]
    return [name for each in node for name in _names(each)] if isinstance(node, list) else []
