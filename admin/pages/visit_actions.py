"""What staff do with a line of the visits: send somebody, say how whoever was met is, or that nobody has to go."""

from collections.abc import Awaitable, Callable

from admin import words
from admin.pages.elements import button, say, show, tag
from admin.pages.fields import Choice, Line
from admin.showing import Profile
from admin.visit_sight import VisitSight
from bot.core.understanding import Condition, Whereabouts
from bot.core.visits import MAX_ASSIGNED, MAX_NOTE, OVER, VisitState
from bot.storage.staff_word.visiting import Change, Changed, Finding

Changing = Callable[[VisitSight, Change], Awaitable[Changed | None]]

_MET = ((Condition.SAFE, "safe"), (Condition.INJURED, "injured"), (Condition.NEEDS_RESCUE, "needs_rescue"))
_NO_TEAM = "行く人を書いてください。"


class VisitActions:
    """Drawn anew when the line has changed; what somebody types in the meantime stays.

    They stand for what was shown when they were drawn. When somebody has called since, the first press is refused, and
    from then on they stand for what is shown now.
    """

    def __init__(self, name: str, sight: VisitSight, change: Changing) -> None:
        self._name = name
        self._sight = sight
        self._change = change
        self._where: Whereabouts | None = None
        self._asks_again = False
        if sight.state in OVER:
            button("もう一度行く", self._to(VisitState.UNASSIGNED), "quiet", aria_label=f"もう一度行く: {name}")
            return
        with tag("div", classes="steps") as self._steps:
            self._draw_steps()
        self._form = tag("div", classes="met-form")
        show(self._form, shown=False)

    def take(self, sight: VisitSight) -> bool:
        """Whether they may stay as they are drawn."""
        if (sight.version, sight.state) != (self._sight.version, self._sight.state):
            return False
        if self._asks_again:
            self._sight, self._asks_again = sight, False
        return True

    async def _press(self, change: Change) -> None:
        if await self._change(self._sight, change) is Changed.CALLED_AGAIN:
            self._asks_again = True
            self._back()

    def _draw_steps(self) -> None:
        """Who goes, then what became of it."""
        if self._sight.state is VisitState.HEADING:
            button("会えた", self._ask_how, "act", aria_label=f"会えた: {self._name}")
            self._button("会えなかった", VisitState.NOT_MET)
            self._button("不要", VisitState.NOT_NEEDED)
            self._button("担当をはずす", VisitState.UNASSIGNED)
            return
        phone = _phone_of_far(self._sight)
        if phone:
            tag("a", f"電話する {phone}", "act", href=f"tel:{phone}", aria_label=f"電話する: {self._name}")
        self._team = Line("行く人", MAX_ASSIGNED, placeholder="消防1班 など")
        button("向かう", self._send, "quiet" if phone else "act", aria_label=f"向かう: {self._name}")
        button("会えた", self._ask_how, "quiet", aria_label=f"会えた: {self._name}")
        self._button("不要", VisitState.NOT_NEEDED)
        self._fault = tag("p", _NO_TEAM, "warning", role="alert")
        show(self._fault, shown=False)

    def _draw_form(self) -> None:
        """How they were: a report of staff's. Of somebody unknown only that they were met."""
        self._note = Line("メモ", MAX_NOTE, placeholder="けがの様子、家族と一緒 など")
        if self._sight.person is not None:
            places = (("", "―"), *((each.value, words.WHEREABOUTS[each]) for each in Whereabouts))
            Choice("居場所", places, self._choose_place)
            tag("p", "どんなご様子でしたか。押すと記録します。", "hint")
        with tag("div", classes="foot"):
            if self._sight.person is None:
                button("会えた", self._met(None), "act")
            else:
                for condition, tone in _MET:
                    label = f"{words.CONDITION[condition]}: {self._name}"
                    button(words.CONDITION[condition], self._met(condition), f"found {tone}", aria_label=label)
            button("もどる", self._back, "quiet")

    def _button(self, text: str, state: VisitState) -> None:
        button(text, self._to(state), "quiet", aria_label=f"{text}: {self._name}")

    def _to(self, state: VisitState) -> Callable[[], Awaitable[None]]:
        keeps_team = state in {VisitState.NOT_MET, VisitState.NOT_NEEDED}

        async def changed() -> None:
            await self._press(Change(state, self._sight.assigned if keeps_team else ""))

        return changed

    async def _send(self) -> None:
        team = self._team.text.strip()
        if team:
            await self._press(Change(VisitState.HEADING, team))
            return
        say(self._fault, _NO_TEAM)
        show(self._fault, shown=True)

    def _met(self, condition: Condition | None) -> Callable[[], Awaitable[None]]:
        async def met() -> None:
            found = Finding(condition, self._where) if condition else None
            await self._press(Change(VisitState.MET, self._sight.assigned, self._note.text.strip(), found))

        return met

    def _choose_place(self, value: str) -> None:
        self._where = Whereabouts(value) if value in {each.value for each in Whereabouts} else None

    def _ask_how(self) -> None:
        """Drawn only now: a hundred lines would each carry a form that nobody opens.

        What was typed outlasts a refusal.
        """
        if not self._form.default_slot.children:
            with self._form:
                self._draw_form()
        show(self._steps, shown=False)
        show(self._form, shown=True)

    def _back(self) -> None:
        show(self._form, shown=False)
        show(self._steps, shown=True)


def _phone_of_far(sight: VisitSight) -> str:
    """Of whoever lives in no district of the city: a call comes before a car."""
    subject = sight.who.subject if sight.who and sight.is_far else None
    return subject.phone if isinstance(subject, Profile) else ""
