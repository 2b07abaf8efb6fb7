"""「事案を開く」: a disaster or a drill opened by hand, looked at before, and confirmed by a named member of staff."""

from typing import Final

from admin import sending_words as words
from admin.commands.sending import open_incident
from admin.pages.audience_form import AudienceForm
from admin.pages.desk import Desk
from admin.pages.fields import Choice, Line, Radio
from admin.pages.places import OPEN
from admin.pages.sending_frame import Look, SendingFrame
from admin.queries.choices import Choices
from admin.sending import Plan, Unfinished, one_line
from admin.sessions import Session
from admin.words import HAZARD
from bot.core.audience import Audience
from bot.core.ids import DistrictId
from bot.core.incidents import Hazard, Incident
from bot.rules.opening_message import opening_words
from bot.storage.announcements import Order
from bot.storage.asking import about
from bot.storage.parting import Sent

MAX_TITLE: Final = 100
_INTENSITIES: Final = ("3", "4", "5弱", "5強", "6弱", "6強", "7")
_ORDERS: Final = {"3": "高齢者等避難", "4": "避難指示", "5": "緊急安全確保"}
_LEVELS: Final = (
    ("", "なし"),
    *((f"order-{level}", f"警戒レベル{level} {name}") for level, name in _ORDERS.items()),
    *((f"quake-{each}", f"震度{each}") for each in _INTENSITIES),
)


class OpenPage:
    def __init__(self, desk: Desk, session: Session) -> None:
        self._desk = desk
        self._frame = SendingFrame(desk, session, OPEN)

    async def build(self) -> None:
        await self._frame.build(self._fields, self._look, self._carry_out)

    def _fields(self, choices: Choices) -> None:
        self._choices = choices
        changed = self._frame.changed
        kinds = (("drill", "【訓練】"), ("real", "実際の災害"))
        self._kind = Radio("訓練か、実際の災害か", "kind", kinds, changed)
        self._title = Line("何が起きたか(みなさんが読むことば)", MAX_TITLE, changed, means="例: 大雨、県沖の地震")
        self._hazard = Choice("災害の種類", [(each.value, said) for each, said in HAZARD.items()], changed)
        self._level = Choice("レベル・震度", _LEVELS, changed)
        self._audience = AudienceForm(choices, changed)

    def _look(self) -> Look:
        incident = self._incident()
        audience = self._audience.audience(self._desk.city.elders.born_by(incident.opened_at))
        named = tuple(each for each in self._choices.districts if each.id in incident.districts)
        said = opening_words(incident, self._desk.city, named)
        matter = about(incident, audience.born_by, fitted=callable(said))
        plan = Plan(audience, matter, said, {"ja": incident.title}, incident.drill, opens=incident)
        return plan, words.whom(audience, self._choices), self._notes(incident)

    def _incident(self) -> Incident:
        if not self._kind.value:
            raise Unfinished("「訓練か、実際の災害か」をえらんでください。")
        title = one_line(self._title.text, MAX_TITLE, "何が起きたか")
        if not title:
            raise Unfinished("「何が起きたか」を書いてください。みなさんの画面に、そのまま出ます。")
        hazard, now = Hazard(self._hazard.value), self._desk.clock.now()
        id_ = self._desk.mailroom.incident_id(now, self._desk.city)
        districts = _districts(self._audience.audience(None))
        return Incident(id_, title, hazard, self._level_for(hazard), districts, self._kind.value == "drill", now)

    def _level_for(self, hazard: Hazard) -> str:
        kind, _, level = self._level.value.partition("-")
        if kind == "quake" and hazard is not Hazard.EARTHQUAKE:
            raise Unfinished("「レベル・震度」が震度です。災害の種類を地震にするか、警戒レベルをえらんでください。")
        if kind == "order" and hazard is Hazard.EARTHQUAKE:
            raise Unfinished("地震に警戒レベルはありません。「レベル・震度」で震度をえらんでください。")
        return level

    def _notes(self, incident: Incident) -> tuple[str, ...]:
        """What else is open, read when the page was opened."""
        if incident.drill and any(not each.drill for each in self._choices.incidents):
            return ("実際の事案が開いています。訓練のメッセージが、その中にまざって届きます。",)
        if any(each.drill == incident.drill for each in self._choices.incidents):
            return ("ほかの事案が開いています。同じ人に、もう一度たずねることになります。",)
        return ()

    async def _carry_out(self, plan: Plan, order: Order) -> Sent | None:
        assert plan.opens is not None
        desk, session = self._desk, self._frame.session
        return await open_incident(desk.database, desk.wakeups, session, order, plan.opens, plan.words)


def _districts(audience: Audience) -> tuple[DistrictId, ...]:
    return tuple(dict.fromkeys((*audience.districts, *(each.district for each in audience.blocks))))
