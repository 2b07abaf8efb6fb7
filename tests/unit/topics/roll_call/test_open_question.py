"""A button of a list, while 「どこの、どなたのことですか」 about somebody in danger waits for its answer."""

from bot.core.conversation import State
from bot.core.events import Channel, conversation_id
from tests.transcripts.stage import Stage
from tests.transcripts.town import WHO


def test_a_button_of_the_list_leaves_who_it_is_about_open() -> None:
    stage = Stage()
    stage.play({"opens": {"id": "quake", "title": "地震", "level": "5強"}})
    stage.play({"who": "会長", "says": "花子さんは無事、鈴木さんも無事"})
    here = conversation_id(Channel.LINE, WHO["会長"].id)
    known = stage.world.conversations[here]
    stage.world.conversations[here] = known.at(State.AWAITING_NAME, incident=known.incident)
    stage.play({"who": "会長", "taps": "なおす"})
    assert stage.world.conversations[here].state is State.AWAITING_NAME
