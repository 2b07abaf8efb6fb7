"""The order, the number and the words of CAP 1.2's elements (OASIS CAP 1.2, 3.2), to hold what we write against."""

from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from integrations.alerts.document import local_name

ORDER = {
    "alert": "identifier! sender! sent! status! msgType! source scope! restriction addresses code* note references"
    " incidents info*",
    "info": "language category!* event! responseType* urgency! severity! certainty! audience eventCode* effective onset"
    " expires senderName headline description instruction web contact parameter* resource* area*",
    "area": "areaDesc! polygon* circle* geocode* altitude ceiling",
    "eventCode": "valueName! value!",
    "parameter": "valueName! value!",
    "geocode": "valueName! value!",
}
WORDS = {
    "status": "Actual Exercise System Test Draft",
    "msgType": "Alert Update Cancel Ack Error",
    "scope": "Public Restricted Private",
    "category": "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
    "responseType": "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None",
    "urgency": "Immediate Expected Future Past Unknown",
    "severity": "Extreme Severe Moderate Minor Unknown",
    "certainty": "Observed Likely Possible Unlikely Unknown",
}


def offences(element: Element) -> Iterator[str]:
    """What the schema does not allow, from here downward."""
    name, names = local_name(element), [local_name(each) for each in element]
    if name not in ORDER:
        if not (element.text or "").strip() or names:
            yield f"{name} holds no text"
        if name in WORDS and element.text not in WORDS[name].split():
            yield f"{name} says {element.text}"
        return
    allowed = [each.strip("!*") for each in ORDER[name].split()]
    yield from (f"{each} has no place in {name}" for each in names if each not in allowed)
    known = [allowed.index(each) for each in names if each in allowed]
    yield from (f"{name} is out of order" for one, other in pairwise(known) if one > other)
    for each in ORDER[name].split():
        plain = each.strip("!*")
        if "!" in each and plain not in names:
            yield f"{name} has no {plain}"
        if "*" not in each and names.count(plain) > 1:
            yield f"{name} has {plain} more than once"
    for child in element:
        yield from offences(child)
