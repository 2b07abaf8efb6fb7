"""The fields that say whom a message is for."""

from datetime import date

from admin import sending_words as words
from admin.pages.elements import tag
from admin.pages.fields import Choice, Given, Ticks
from admin.queries.choices import Choices
from bot.core.audience import Answer, AtHome, Audience
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard
from bot.core.language import Language
from bot.core.people import Office

_AT_HOME = {
    "": ((), "限らない"),
    "flood": ((AtHome(Hazard.FLOOD),), "浸水する(深さを問わない)"),
    "flood-0.5": ((AtHome(Hazard.FLOOD, 0.5),), "浸水 0.5m以上"),
    "flood-3": ((AtHome(Hazard.FLOOD, 3.0),), "浸水 3m以上(2階も危ない)"),
    "landslide": ((AtHome(Hazard.LANDSLIDE),), "土砂災害の警戒区域"),
    "landslide-special": ((AtHome(Hazard.LANDSLIDE, special=True),), "土砂災害の特別警戒区域"),
}


class AudienceForm:
    def __init__(self, choices: Choices, changed: Given) -> None:
        self._blocks = choices.blocks
        districts = [(each.id, each.name) for each in choices.districts]
        hint = "えらばなければ、市全体です。地区の分からない人は、いつも入ります。"
        self._districts = Ticks("地区", districts, changed, hint)
        self._supported = Ticks("だれに", [("yes", words.SUPPORTED + "だけ(高齢者等)")], changed)
        with tag("details", classes="more"):
            tag("summary", "さらに、しぼる(班、自宅の危険、役職、ことば)")
            blocks = [(str(n), f"{choices.name_of(each.district)} {each.name}") for n, each in enumerate(self._blocks)]
            hint = "えらんだ地区に加えて、これらの班に送ります。" if blocks else "班は登録されていません。"
            self._chosen = Ticks("班", blocks, changed, hint)
            at_home = [(value, said) for value, (_, said) in _AT_HOME.items()]
            self._hazard = Choice("自宅の危険(ハザードマップ)", at_home, changed)
            offices = [(each.value, said) for each, said in words.OFFICE.items()]
            self._offices = Ticks("役職", offices, changed)
            languages = [(each.value, said) for each, said in words.LANGUAGE.items()]
            self._languages = Ticks("ことば", languages, changed)

    def audience(
        self, born_by: date | None, incident: IncidentId | None = None, answer: Answer = Answer.ASKED
    ) -> Audience:
        """`born_by`: who needs time by age today."""
        return Audience(
            districts=tuple(DistrictId(each) for each in self._districts.values),
            blocks=tuple(self._blocks[int(each)] for each in self._chosen.values),
            hazards=_AT_HOME[self._hazard.value][0],
            supported=bool(self._supported.values),
            born_by=born_by,
            offices=tuple(Office(each) for each in self._offices.values),
            languages=tuple(Language(each) for each in self._languages.values),
            incident=incident,
            answer=answer,
        )
