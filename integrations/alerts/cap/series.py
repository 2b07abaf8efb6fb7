"""Which CAP messages replace one another: by their references, and only among messages of the same sender."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from integrations.alerts.document import text
from integrations.alerts.moments import moment

_LONGEST = 20_000
_LAST = datetime.max.replace(tzinfo=UTC)


def series_of(root: Element, digest: str, faults: list[str]) -> str:
    """Sender and identifier of the earliest message that this one refers to, else its own.

    A reference to somebody else's message is told to staff: nobody replaces what another has announced.
    """
    sender, identifier = text(root, "sender"), text(root, "identifier")
    if not (sender and identifier):
        faults.append("発信者かIDがありません")
    earlier = _references(text(root, "references", longest=_LONGEST), sender, faults)
    return f"{sender},{earlier or identifier or digest}"


def _references(written: str, sender: str, faults: list[str]) -> str:
    """The identifier of the earliest that is the sender's own; empty where there is none."""
    own: list[tuple[datetime, str]] = []
    for each in written.split():
        parts = each.split(",")
        if len(parts) != 3 or not parts[1]:
            faults.append(f"参照「{each[:300]}」は読めません")
        elif parts[0] != sender:
            faults.append(f"ほかの発信者の情報を参照しています({parts[0][:300]})")
        else:
            own.append((moment(parts[2]) or _LAST, parts[1]))
    return min(own)[1] if own else ""
