"""`disclosure:` of a city.yaml: whether an ordinance lets the city provide data in peacetime without consent."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.consents import DisclosureRules, Ordinance, WithoutConsent
from config.faults import choice_fault, key_faults, text_fault

_LONGEST = 60
_KINDS = ("list", "plan")
_CITED = ("number", "date")


def disclosure_of(told: Mapping[str, Any]) -> DisclosureRules:
    """The rules of a mapping that has no `disclosure_faults`."""
    of_list, of_plan = (_ordinance(told.get(kind, {})) for kind in _KINDS)
    return DisclosureRules(of_list, of_plan, told.get("plan_without_supporter", False))


def _ordinance(told: Mapping[str, Any]) -> Ordinance:
    without_consent = WithoutConsent(told.get("without_consent", WithoutConsent.NONE))
    return Ordinance(without_consent, told.get("number", ""), told.get("date", ""))


def disclosure_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "disclosure holds no keys; write list, plan or plan_without_supporter"
        return
    yield from key_faults("disclosure", told, (), (*_KINDS, "plan_without_supporter"))
    if not isinstance(told.get("plan_without_supporter", False), bool):
        yield "disclosure: plan_without_supporter is neither true nor false"
    for kind in _KINDS:
        if kind in told:
            yield from _ordinance_faults(f"disclosure: {kind}", told[kind])


def _ordinance_faults(where: str, told: Any) -> Iterator[str]:
    """An ordinance that opens something is cited: whoever is asked for the ground must find it."""
    if not isinstance(told, Mapping):
        yield f"{where} holds no keys; write without_consent, number and date"
        return
    yield from key_faults(where, told, ("without_consent",), _CITED)
    if "without_consent" in told:
        yield from choice_fault(f"{where}: without_consent", told["without_consent"], WithoutConsent)
    opens = told.get("without_consent", WithoutConsent.NONE) != WithoutConsent.NONE
    for key in _CITED:
        if key in told:
            yield from text_fault(f"{where}: {key}", told[key], _LONGEST)
        elif opens:
            yield f"{where}: {key} is missing; cite the ordinance, such as 令和7年条例第14号"
