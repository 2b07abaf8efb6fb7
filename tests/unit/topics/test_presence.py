"""The card for whoever follows the account anew while a level stands: it tells nobody where somebody is."""

from dataclasses import replace

from bot.core.people import Person
from tests.transcripts.stage import Stage
from tests.transcripts.town import WHO

FLOOD = {"id": "I1", "title": "大雨", "hazard": "flood", "level": 4, "districts": ["north"]}
OF_THE_OTHER = "手助けする方がその地区にいるときは"


def card_of_the_husband(wife: Person) -> str:
    """Who is in no known district."""
    stage = Stage()
    stage.world.people[wife.id] = wife
    stage.world.people[WHO["元夫"].id] = replace(WHO["元夫"], district=None)
    stage.play({"opens": FLOOD})
    answers: list[str] = stage.play({"who": "元夫", "sends": "友だち追加"})["answers"]
    return answers[-1]


def test_it_reads_the_same_whether_they_help_somebody_there_or_not() -> None:
    wife = replace(WHO["隠れた人"], support_needed=True)
    alone, protected, helping = (
        card_of_the_husband(each)
        for each in (replace(wife, support_needed=False), wife, replace(wife, disclosure_block=False))
    )
    assert OF_THE_OTHER in alone
    assert alone == protected == helping
