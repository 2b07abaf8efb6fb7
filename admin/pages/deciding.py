"""The buttons of a proposal: 確認して送る and its second tap, 変えて送る, 送らない."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from admin.pages import proposal_words as told
from admin.pages.elements import button, say, show, tag
from admin.pages.form import Filled
from admin.pages.preview import draw_costs
from admin.pages.proposal_form import Fault, change_form, changed
from admin.pages.sure import Question, Sure, focus
from admin.proposals import Looked, Pending
from bot.core.people import District
from bot.core.proposals import Aim, Draft


@dataclass(frozen=True, slots=True)
class Acts:
    """What a card asks of the page. `send` and `refuse` say whether it is decided now, by whomever.

    `by_name`: the address of the sign-in by name, empty where there is none.
    """

    send: Callable[[Pending, Draft | None], Awaitable[bool]]
    refuse: Callable[[Pending], Awaitable[bool]]
    look: Callable[[Pending, Draft | None], Awaitable[Looked | None]]
    phones: Callable[[Pending, Looked], None]
    """Draws what the people will see."""
    districts: Callable[[], Awaitable[Sequence[District] | None]]
    may_decide: bool
    by_name: str


class Deciding:
    def __init__(self, pending: Pending, acts: Acts, city: str) -> None:
        self.pending = pending
        self._acts = acts
        self._city = city
        self._sure = Sure(tag("div", classes="deciding"))
        self._ask()

    def _ask(self, *, focused: bool = False) -> None:
        refuse = self._sure.once(lambda: self._acts.refuse(self.pending), self._ask)
        with self._sure.anew(), tag("div", classes="row"):
            first = button("確認して送る", self._confirm_own, "decide")
            if self.pending.proposal.aim is not Aim.CANCEL:
                button("変えて送る", self._change, "quiet")
            button("送らない", refuse, "quiet")
        if focused:
            focus(first)

    def _back(self) -> None:
        self._ask(focused=True)

    async def _confirm_own(self) -> None:
        await self._confirm(None, self.pending.where)

    async def _confirm(self, draft: Draft | None, where: Sequence[str]) -> None:
        """`draft` None: the proposal's own. `where`: the names of its districts."""
        pending = self.pending
        self._sure.wait()
        looked = await self._acts.look(pending, draft)
        if looked is None:
            self._back()
            return
        asked = looked.before.preview.audience
        question = Question(
            told.what_happens(pending, draft or pending.proposal.draft, where, asked, self._city),
            "送ったあとは、取り消せません。",
            "はい、いま送ります",
            more=lambda: draw_costs(looked.before.preview, looked.quota),
            beside=lambda: self._acts.phones(pending, looked),
        )
        self._sure.ask(question, lambda: self._acts.send(pending, draft), self._back)

    async def _change(self) -> None:
        proposal, known = self.pending.proposal, await self._acts.districts()
        if known is None:
            return

        async def filled_in(filled: Filled) -> None:
            new = changed(proposal.aim, proposal.draft, known, filled)
            if isinstance(new, Fault):
                say(fault, new.words)
                show(fault, shown=True)
            else:
                await self._confirm_changed(new, known)

        with self._sure.anew():
            fault = tag("p", classes="fault", role="alert")
            show(fault, shown=False)
            change_form(proposal.aim, proposal.draft, known, filled_in, self._back)

    async def _confirm_changed(self, new: Draft, known: Sequence[District]) -> None:
        names = tuple(each.name for each in known if each.id in new.districts)
        await self._confirm(None if new == self.pending.proposal.draft else new, names)
