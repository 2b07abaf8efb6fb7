"""The buttons of a proposal: 確認して送る and its second tap, 変えて送る, 送らない."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from admin.pages import proposal_words as told
from admin.pages.elements import button, say, show, tag
from admin.pages.form import Filled
from admin.pages.proposal_form import Fault, change_form, changed
from admin.pages.sure import Question, Sure, focus
from admin.proposals import Pending
from bot.core.people import District
from bot.core.proposals import Aim, Draft
from bot.storage.questions import Audience


@dataclass(frozen=True, slots=True)
class Acts:
    """What a card asks of the page. `send` and `refuse` say whether it is decided now, by whomever.

    `by_name`: the address of the sign-in by name, empty where there is none.
    """

    send: Callable[[Pending, Draft | None], Awaitable[bool]]
    refuse: Callable[[Pending], Awaitable[bool]]
    count: Callable[[Pending, Draft], Awaitable[Audience | None]]
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

    def _confirm_own(self) -> None:
        pending = self.pending
        sentence = told.what_happens(pending, pending.proposal.draft, pending.where, pending.asked, self._city)
        self._confirm(sentence, pending.asked, None)

    def _confirm(self, sentence: str, asked: Audience, draft: Draft | None) -> None:
        note = f"{told.reaches(asked)}。送ったあとは、取り消せません。"
        question = Question(sentence, note, "はい、いま送ります")
        self._sure.ask(question, lambda: self._acts.send(self.pending, draft), self._back)

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
        asked = await self._acts.count(self.pending, new)
        if asked is None:
            return
        names = tuple(each.name for each in known if each.id in new.districts)
        draft = None if new == self.pending.proposal.draft else new
        self._confirm(told.what_happens(self.pending, new, names, asked, self._city), asked, draft)
