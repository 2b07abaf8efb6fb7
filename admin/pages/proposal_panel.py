"""The proposals of one world, above everything else in it: those that wait, and small below them those decided."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.pages import proposal_words as told
from admin.pages.deciding import Acts
from admin.pages.elements import button, say, show, tag
from admin.pages.proposal_card import ProposalCard
from admin.proposals import Decided, Pending, Proposed
from bot.core.proposals import ProposalId, ProposalState
from bot.rules.triggers.deciding import MAY_BE_UNDONE

Reopen = Callable[[Decided], Awaitable[None]]


class ProposalPanel:
    def __init__(self, acts: Acts, reopen: Reopen, city: str, zone: ZoneInfo, *, drill: bool) -> None:
        self._acts = acts
        self._reopen = reopen
        self._city = city
        self._zone = zone
        self._drill = drill
        self._cards: dict[ProposalId, ProposalCard] = {}
        self._drawn: Sequence[tuple[Decided, bool]] = ()
        label = f"{words.WORLD[drill]} 警報からの提案"
        self._element = tag("section", classes="proposals", aria_label=label)
        with self._element:
            with tag("div", classes="waiting") as self._waiting:
                with tag("h3", classes="title"):
                    tag("span", f"{'【訓練】' if drill else ''}警報からの提案があります")
                    self._count = tag("span", classes="count")
                tag("p", "まだ、だれにも送っていません。送るかどうか、決めてください。", "means")
                self._list = tag("ol", classes="list")
            with tag("div", classes="decided") as self._decided:
                tag("h3", "決めた提案", "decided-title")
                self._lines = tag("ul")

    def update(self, proposed: Proposed, now: datetime) -> bool:
        """Whether something waits here."""
        pending = [each for each in proposed.pending if each.proposal.drill is self._drill]
        decided = [each for each in proposed.decided if each.proposal.drill is self._drill]
        self._update_cards(pending, now)
        self._update_decided([(each, self._may_reopen(each, now)) for each in decided], now)
        say(self._count, f"{len(pending)}")
        show(self._waiting, shown=bool(pending))
        show(self._decided, shown=bool(decided))
        show(self._element, shown=bool(pending or decided))
        return bool(pending)

    def _update_cards(self, pending: Sequence[Pending], now: datetime) -> None:
        for gone in self._cards.keys() - {each.proposal.id for each in pending}:
            self._cards.pop(gone).element.delete()
        for place, each in enumerate(pending):
            card = self._cards.get(each.proposal.id)
            if card is None:
                with self._list:
                    card = ProposalCard(each, self._acts, self._city, self._zone)
                self._cards[each.proposal.id] = card
            if self._list.default_slot.children[place] is not card.element:
                card.element.move(target_index=place)
            card.update(each, now)

    def _may_reopen(self, each: Decided, now: datetime) -> bool:
        proposal = each.proposal
        is_fresh = proposal.decided_at is not None and now - proposal.decided_at <= MAY_BE_UNDONE
        return self._acts.may_decide and proposal.state is ProposalState.REFUSED and is_fresh

    def _update_decided(self, decided: Sequence[tuple[Decided, bool]], now: datetime) -> None:
        if decided == self._drawn:
            return
        self._drawn = decided
        self._lines.clear()
        with self._lines:
            for each, may_reopen in decided:
                self._line(each, now, may_reopen=may_reopen)

    def _line(self, each: Decided, now: datetime, *, may_reopen: bool) -> None:
        at = words.clock_time(each.proposal.decided_at or each.proposal.made_at, now, self._zone)
        with tag("li", classes="decided-line"):
            tag("span", told.decided_line(each, at))
            if may_reopen:
                label = f"やはり提案に戻す: {each.proposal.draft.title}"
                button("やはり提案に戻す", lambda: self._reopen(each), "quiet", aria_label=label)
