"""Our words and those of the Data Privacy Vocabularies 2.3. Where DPV has no term, ours stands below DPV's nearest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.consents import Item, Mark, Origin, Phase, Purpose, RecipientKind, Way

CONTEXT: Mapping[str, Any] = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "anpi": "urn:anpi:terms#",
}

PURPOSES: Mapping[Purpose, str] = {
    Purpose.SAFETY_SHARING: "anpi:SafetySharing",
    Purpose.PLAN_DRAFTING: "anpi:PlanDrafting",
    Purpose.PLAN_SHARING: "anpi:PlanSharing",
    Purpose.SUPPORTER_MATCHING: "anpi:SupporterMatching",
    Purpose.SHELTER_CARE: "anpi:ShelterCare",
}
"""DPV has no purpose of disasters; each of these is narrower than `dpv:PublicBenefit`."""

WORDS_OF_PURPOSES: Mapping[Purpose, str] = {
    Purpose.SAFETY_SHARING: "災害のときの安否のお知らせ",
    Purpose.PLAN_DRAFTING: "個別避難計画の作成",
    Purpose.PLAN_SHARING: "個別避難計画の提供",
    Purpose.SUPPORTER_MATCHING: "避難を手伝う人さがし",
    Purpose.SHELTER_CARE: "避難所での支援",
}

GROUNDS: Mapping[Purpose, str] = {
    Purpose.SAFETY_SHARING: "個人情報保護法69条2項1号",
    Purpose.PLAN_DRAFTING: "災対法49条の14①",
    Purpose.PLAN_SHARING: "災対法49条の15②",
    Purpose.SUPPORTER_MATCHING: "個人情報保護法69条2項1号",
    Purpose.SHELTER_CARE: "個人情報保護法69条2項1号",
}
"""The article under which a consent counts (災害対策基本法, 個人情報保護法)."""


@dataclass(frozen=True, slots=True)
class DataTerm:
    """`broader` is DPV's nearest where the term is ours; `special`: 要配慮個人情報 (個人情報保護法2条3項)."""

    term: str
    words: str
    broader: str = ""
    special: bool = False


ITEMS: Mapping[Item, DataTerm] = {
    Item.NAME: DataTerm("pd:Name", "氏名"),
    Item.CONTACT: DataTerm("pd:TelephoneNumber", "電話番号"),
    Item.ADDRESS: DataTerm("pd:PhysicalAddress", "住所"),
    Item.CONDITION: DataTerm("anpi:Condition", "無事・けが・要救助", broader="pd:Health", special=True),
    Item.WHEREABOUTS: DataTerm("anpi:Whereabouts", "居場所", broader="pd:Location"),
    Item.LOCATION: DataTerm("pd:CurrentLocation", "位置"),
    Item.NEEDS: DataTerm("anpi:Needs", "困りごと", broader="dpv:PersonalData"),
    Item.HEALTH: DataTerm("pd:MedicalHealth", "心身の状態", special=True),
    Item.MEDICATION: DataTerm("pd:Prescription", "服薬", special=True),
    Item.PLAN: DataTerm("anpi:EvacuationPlan", "個別避難計画", broader="pd:Health", special=True),
}

RECIPIENTS: Mapping[RecipientKind, str] = {
    RecipientKind.FAMILY: "家族",
    RecipientKind.SUPPORTER: "支援者",
    RecipientKind.ASSOCIATION: "町内会・自主防災組織",
    RecipientKind.COMMISSIONER: "民生委員",
    RecipientKind.CITY: "市",
    RecipientKind.SERVICE: "事業者",
    RecipientKind.PERSON: "本人が選んだ人",
}

PHASES: Mapping[Phase, str] = {
    Phase.PEACETIME: "anpi:Peacetime",
    Phase.EMERGENCY: "anpi:Emergency",
    Phase.BOTH: "anpi:AtAnyTime",
}

ORIGINS: Mapping[Origin, str] = {
    Origin.CHAT: "対話 (LINE・ウェブ)",
    Origin.FILE: "市の名簿",
    Origin.CITY_OS: "都市OS",
    Origin.DESK: "市の職員が聞き取り",
}

WAYS: Mapping[Way, str] = {Way.VISIT: "訪問", Way.PHONE: "電話", Way.PAPER: "書面"}
MARKS: Mapping[Mark, str] = {Mark.OWN_HAND: "自署", Mark.PROXY: "代理"}

CONSENT_NOT_ASKED = "都市OSに同意を確かめられなかったため、法律だけにもとづいて見せました。"
WITHDRAWAL = "LINEかウェブで「同意をやめる」と書く。または市の窓口か電話で申し出る。"


def definitions() -> list[dict[str, Any]]:
    """Our own terms, each below one of DPV."""
    purposes = [
        {"@id": PURPOSES[each], "@type": "dpv:Purpose", "skos:broader": {"@id": "dpv:PublicBenefit"}}
        | {"skos:prefLabel": _japanese(WORDS_OF_PURPOSES[each])}
        for each in Purpose
    ]
    data = [
        {"@id": term.term, "@type": "dpv:PersonalData", "skos:broader": {"@id": term.broader}}
        | {"skos:prefLabel": _japanese(term.words)}
        for term in ITEMS.values()
        if term.broader
    ]
    return [*purposes, *data]


def _japanese(words: str) -> dict[str, str]:
    return {"@value": words, "@language": "ja"}
