"""While somebody in danger is asked where they are: words that another topic knows as its own are no place.

They are answered as if nothing had been asked, and then the place is asked again. A call for help comes first, and what
tells of a place or of how somebody is stays the answer.
"""

import re
from dataclasses import replace

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.replies import MAX_REPLIES
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Intent
from bot.rules.ended_call import is_taken_back
from bot.rules.incident_meant import incident_meant, says_in_earnest
from bot.rules.of_whom import asks_how_somebody_is
from bot.rules.safety import tells_how
from bot.topics import language
from bot.topics.check_in import ask_back
from bot.topics.consent.wishes import is_only_a_wish
from bot.topics.family import asked_where, going_signs

OF_A_CALL = (State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER)

_PLEASE = (
    r"(?:は|を|が)?(?:(?:見せて|教えて|送って|呼んで|して)?(?:ください|下さい|ほしい)?|見たい|見る|お願いします)"
    r"[。!！?？]*"
)
_ANOTHER_TOPICS = re.compile(
    rf"(?:まとめ|まだの(?:人|方)|未回答|(?:各班|班ごと|班別)|地[域区]の(?:状況|様子)|名簿|印刷|助けが必要な(?:人|方)"
    rf"|ヘルプ|使い方|つかいかた|メニュー|何ができますか|言葉を変える|避難所はどこ(?:ですか)?|(?:個別)?避難計画"
    rf"|家族の(?:様子|こと|安否)|(?:職員|市の人|役所の人)(?:と話したい(?:です)?|と話す)?"
    rf"|(?:見守り|みまもり|毎月の(?:訓練|練習))(?:を|の)?(?:設定|(?:やめ|止め|休み|再開し)(?:る|たい)(?:です)?|やめて|休む)?"
    rf"|(?:やめる|やめたい(?:です)?|キャンセル))(?:{_PLEASE})"
    r"|(?:summary|no answer yet|menu|how to use(?: this)?|settings)[.!?]*",
    re.IGNORECASE,
)
"""Whole messages, nothing beside them: 「職員室にいます」 and 「見守りセンター」 are places."""


def is_beside(turn: Turn) -> bool:
    what, understood = turn.event.what, turn.understanding
    if turn.conversation.state not in OF_A_CALL or not isinstance(what, TextSaid) or understood is None:
        return False
    if is_taken_back(what.text):
        return False
    if going_signs.is_on_the_way_to_them(turn):
        return True
    if tells_how(understood) or understood.whereabouts is not None or says_in_earnest(turn):
        return False
    whole = _ANOTHER_TOPICS.fullmatch(what.text.strip()) is not None
    asks_how = understood.intent is Intent.ASK_FAMILY and asks_how_somebody_is(what.text)
    return whole or asks_how or is_only_a_wish(what.text) or language.applies(turn)


def as_if_unasked(turn: Turn) -> Turn:
    """But whoever says to be on the way is asked of somebody, and that is to whom they go."""
    if not is_beside(turn) or going_signs.is_on_the_way_to_them(turn):
        return turn
    return replace(turn, conversation=turn.conversation.idle())


def asked_again(turn: Turn, outcome: Outcome) -> Topic[Outcome]:
    """`turn` as it came in: its question stays open and stands below, but never under another mark than its own."""
    if outcome.conversation.state in OF_A_CALL:
        return outcome
    was = turn.conversation
    asked = yield from _question(turn)
    kept = replace(outcome.conversation, state=was.state, about=was.about, incident=was.incident)
    if asked is None or asked.drill != outcome.drill or len(outcome.replies) >= MAX_REPLIES:
        return replace(outcome, conversation=kept)
    rows = (*outcome.disclosures, *asked.disclosures)
    return replace(outcome, conversation=kept, replies=(*outcome.replies, *asked.replies), disclosures=rows)


def _question(turn: Turn) -> Topic[Outcome | None]:
    if turn.conversation.about is not None:
        relative = yield from asked_where.asked_about(turn)
        return asked_where.again(turn, relative) if relative else None
    incident = incident_meant(turn)
    question = ask_back.open_question(turn, incident)[1]
    return Outcome(turn.conversation, (question,), drill=bool(incident and incident.drill))
