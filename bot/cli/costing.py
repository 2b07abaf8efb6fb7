"""What asking many costs in LINE messages, and who goes first where they are short, in sentences. Pure.

No part of those asked is counted: less a count of the console it would be how many are under a disclosure block.
"""

from collections.abc import Iterator

from bot.core.audience import Rank
from bot.core.quota import Quota
from bot.rules.sending import share
from bot.storage.parting import Preview

_RANK = {
    Rank.SUPPORT: "need support",
    Rank.HAZARD: "live under the hazard",
    Rank.OTHERS: "others",
    Rank.CAN_WAIT: "relatives elsewhere and officers",
}


def roads(preview: Preview) -> Iterator[str]:
    asked = preview.audience
    yield f"{asked.asked} people are asked: {asked.by_line} by LINE, {asked.by_web} by web chat."
    if asked.unreachable:
        yield f"{asked.unreachable} of them have no account that can be written to: someone has to go or call."


def costs(preview: Preview, quota: Quota | None) -> Iterator[str]:
    waiting = f", and {preview.waiting} more wait to be sent" if preview.waiting else ""
    yield f"LINE messages: {preview.cost} (replies are free). {_left(quota)}{waiting}."
    shares = share(preview.wanted, preview.left(quota.left if quota else None))
    if not shares.is_short:
        return
    yield "That is not enough; they go in this order:"
    for rank, now in sorted(shares.now.items()):
        later = f"{'some ' if now else ''}wait for 23 hours at most"
        yield f"  {_RANK[rank]}: {later if rank in shares.waiting else 'all now'}"
    if shares.held:
        yield f"  {_RANK[Rank.CAN_WAIT]}: get it with their next reply, which is free"


def _left(quota: Quota | None) -> str:
    if quota is None:
        return "What is left of the month is not known: LINE does not say"
    return "The month has no limit" if quota.left is None else f"Left of the month: {quota.left}"
