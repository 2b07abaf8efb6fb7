"""The stand-in for the LINE platform and our way to it, as integration tests hold them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.events import Channel
from bot.core.ids import MessageId
from bot.core.letters import Letter
from bot.core.replies import Ask, Choice, Reply, Speech
from bot.core.taps import ReportCondition
from bot.core.understanding import Condition
from handlers.line.client import LineSender
from handlers.line.connection import LineConnection
from integrations.sandbox.line_platform import Fault, FaultKind, Platform, World
from tests.unit.handlers.line.phrases import words

SAFE = Choice(words("無事です"), ReportCondition(Condition.SAFE))
QUESTION = Ask(words("ご無事ですか"), (SAFE,))


@dataclass
class Line:
    """The platform, its address, and our way to it."""

    world: World
    platform: Platform
    base: str
    connection: LineConnection
    sender: LineSender

    def letter(self, *recipients: str, reply: Reply = QUESTION, number: int = 1) -> Letter:
        speech = Speech((reply,))
        body = self.sender.render(speech)
        at = datetime.now(UTC)
        return Letter(MessageId(f"M{number}"), Channel.LINE, recipients, speech, at, body=body)

    def plan(self, route: str, kind: FaultKind, times: int = 1) -> None:
        self.platform.faults.add(Fault(route, kind, times=times))

    def texts(self, user: str) -> list[str]:
        messages = self.world.chats.of(user).messages
        return [each.content.get("altText") or each.content["text"] for each in messages if each.sender is None]
