"""「お知らせを送る」: words of the staff's own to many people, of an open incident or without one."""

from admin import sending_words as words
from admin.commands.sending import announce
from admin.pages.audience_form import AudienceForm
from admin.pages.desk import Desk
from admin.pages.elements import show, tag
from admin.pages.fields import Choice, Line
from admin.pages.places import SEND
from admin.pages.sending_frame import Look, SendingFrame
from admin.queries.choices import Choices
from admin.sending import Plan, Unfinished, tidy
from admin.sessions import Session
from bot.core.audience import Answer
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.rules.announcement import MAX_WORDS, announcement
from bot.storage.announcements import Order
from bot.storage.asking import About
from bot.storage.parting import Sent


class SendPage:
    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk = desk
        self._frame = SendingFrame(desk, session, SEND)

    async def build(self) -> None:
        await self._frame.build(self._fields, self._look, self._carry_out)

    def _fields(self, choices: Choices) -> None:
        self._choices = choices
        changed = self._frame.changed
        named = [(each.id, f"{'【訓練】' if each.drill else ''}{each.title}") for each in choices.incidents]
        self._incident = Choice("どの事案のお知らせか", [("", "事案とは別のお知らせ"), *named], self._chosen)
        answers = [(each.value, said) for each, said in words.ANSWER.items()]
        self._answer = Choice("その事案で", answers, changed)
        show(self._answer.element, shown=False)
        means = f"{MAX_WORDS}文字まで。そのまま届きます。"
        self._words = {Language.JAPANESE: Line("お知らせの文(日本語)", MAX_WORDS, changed, means=means, rows="6")}
        with tag("details", classes="more"):
            tag("summary", "ほかのことばでも書く(なければ日本語で届きます)")
            for each in (Language.PLAIN_JAPANESE, Language.ENGLISH):
                self._words[each] = Line(words.LANGUAGE[each], MAX_WORDS, changed, rows="4")
        self._audience = AudienceForm(choices, changed)

    def _chosen(self, _: str) -> None:
        """Answers there are only in an incident."""
        show(self._answer.element, shown=bool(self._incident.value))
        self._frame.changed()

    def _look(self) -> Look:
        said = self._said()
        incident = next((each for each in self._choices.incidents if each.id == self._incident.value), None)
        born_by = self._desk.city.elders.born_by(self._desk.clock.now())
        audience = self._audience.audience(born_by, incident.id if incident else None, Answer(self._answer.value))
        drill = incident is not None and incident.drill
        said_as = announcement(said, self._desk.city, drill=drill, in_incident=incident is not None)
        plan = Plan(
            audience,
            About(_hazards(incident, tuple(each.hazard for each in audience.hazards))),
            said_as,
            {each.value: what for each, what in said.items()},
            drill,
            incident=incident.id if incident else None,
        )
        return plan, words.whom(audience, self._choices), ()

    def _said(self) -> dict[Language, str]:
        said = {each: tidy(field.text, MAX_WORDS, words.LANGUAGE[each]) for each, field in self._words.items()}
        if not said[Language.JAPANESE]:
            raise Unfinished("「お知らせの文(日本語)」を書いてください。")
        return {each: what for each, what in said.items() if what}

    async def _carry_out(self, plan: Plan, order: Order) -> Sent | None:
        desk, session = self._desk, self._frame.session
        return await announce(desk.database, desk.wakeups, session, order, plan.words, plan.about)


def _hazards(incident: Incident | None, chosen: tuple[Hazard, ...]) -> tuple[Hazard, ...]:
    """Who lives under one of them comes before the others."""
    return tuple(dict.fromkeys((*((incident.hazard,) if incident else ()), *chosen)))
