"""Whatever is tapped and written on a phone of two, a call for help of one ends only by that one's word (promise 3)."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.events import Channel, conversation_id
from bot.core.ids import ConversationId, IncidentId, PersonId
from bot.core.replies import Card, Choice, Reply
from bot.core.taps import ChooseSpeaker, EndAccount, SpeakAs, Tap, Unlink
from bot.core.understanding import Condition
from tests.transcripts.stage import Stage

MIYO, QUAKE = PersonId("miyo"), IncidentId("I1")
PHONE = conversation_id(Channel.LINE, "hanako")
OPENED = {"opens": {"id": "I1", "title": "地震", "districts": ["north"]}}
WORDS = (
    "ありがとう",
    "無事です",
    "もう大丈夫です",
    "ミヨは無事です",
    "ミヨさんは避難所にいます",
    "ふたりとも無事です",
    "助けて",
    "けがをしました",
    "家の2階です",
    "花子です",
)
"""None of them says that it is ミヨ who speaks."""


@dataclass
class Phone(Stage):
    """Of 花子 and ミヨ. `seen`: all buttons that ever came to it, but for those by which ミヨ says that it is her."""

    seen: list[Tap] = field(default_factory=list)

    def _offer(self, conversation: ConversationId, replies: tuple[Reply, ...]) -> None:
        super()._offer(conversation, replies)
        if conversation == PHONE:
            self.seen += [tap for tap in map(_tap, _buttons(replies)) if tap is not None and not _is_miyos(tap)]

    def does(self, act: str | int, after: int) -> None:
        """Writes the words, or taps a button, counted from the newest."""
        if isinstance(act, str):
            self.play({"who": "花子", "says": act, "after": after})
            return
        self.buttons[PHONE]["this"] = self.seen[-1 - act % len(self.seen)]
        self.play({"who": "花子", "taps": "this", "after": after})

    def how_is_miyo(self) -> Condition | None:
        return self.world.check_ins[QUAKE, MIYO].check_in.standing.condition


def _buttons(replies: tuple[Reply, ...]) -> list[object]:
    return [
        each
        for reply in replies
        for each in (reply.buttons if isinstance(reply, Card) else getattr(reply, "choices", ()))
    ]


def _tap(button: object) -> Tap | None:
    return button.tap if isinstance(button, Choice) else None


def _is_miyos(tap: Tap) -> bool:
    """And those that untie an account, which are another matter."""
    match tap:
        case ChooseSpeaker(who) | SpeakAs(who):
            return who == MIYO
        case _:
            return isinstance(tap, Unlink | EndAccount)


def called() -> Phone:
    """花子 is known to speak on the phone of two; ミヨ calls for help from one of her own."""
    phone = Phone()
    phone.play(OPENED)
    phone.play({"shares": "hanako", "with": ["ミヨ"]})
    phone.play({"who": "花子", "says": "無事です"})
    phone.play({"who": "花子", "taps": "会津 花子さん"})
    phone.play({"who": "ミヨ", "says": "動けない、助けて"})
    return phone


ACTS = st.lists(
    st.tuples(st.integers(0, 30) | st.sampled_from(WORDS), st.sampled_from((1, 1, 1, 30, 70))), min_size=1, max_size=12
)


@settings(max_examples=150, deadline=None)
@given(ACTS)
def test_nobody_but_her_ends_her_call_for_help(acts: list[tuple[str | int, int]]) -> None:
    phone = called()
    for act, after in acts:
        phone.does(act, after)
        assert phone.how_is_miyo() is Condition.NEEDS_RESCUE, act


def test_she_ends_it_herself() -> None:
    phone = called()
    phone.does("ふたりとも無事です", 1)
    assert phone.how_is_miyo() is Condition.NEEDS_RESCUE
    phone.play({"who": "花子", "taps": "渡部 ミヨさん"})
    assert phone.how_is_miyo() is Condition.SAFE


def test_one_of_eight_who_speaks_for_all_asks_no_more_than_a_turn_may() -> None:
    """The stage stops a topic that asks more than ten times."""
    phone = Phone()
    phone.play(OPENED)
    phone.play({"shares": "hanako", "with": ["ミヨ", "恵", "会長", "隣人", "隠れた人", "元夫", "Emily"]})
    phone.play({"who": "花子", "says": "べつの人がこたえる"})
    phone.play({"who": "花子", "taps": "会津 花子さん"})
    told = phone.play({"who": "花子", "says": "全員無事です"})
    reports = [each.partition(": ")[2] for each in told["keeps"] if each.startswith("ReportMade")]
    assert reports == ["self, safe", *(["family, safe"] * 7)]
