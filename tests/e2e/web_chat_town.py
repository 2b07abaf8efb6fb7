"""A small town behind a real web chat: uvicorn on a free port, stores in memory, and a worker that answers by a script.

The stores outlive the server, as a database does: `stop` and `start` are a restart.
"""

import asyncio
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from bot.core.events import (
    ButtonTapped,
    Event,
    FollowStarted,
    Happening,
    LocationShared,
    TextSaid,
    address_of,
)
from bot.core.ids import ConversationId, IncidentId, PersonId
from bot.core.language import Language
from bot.core.replies import (
    Ask,
    AskPlace,
    Bar,
    Card,
    Choice,
    Entry,
    Link,
    Paragraph,
    Reply,
    Say,
    Speech,
    Style,
    Tone,
)
from bot.core.taps import (
    AnswerForFamily,
    AskHelp,
    ChooseLanguage,
    ReportCondition,
    ReportEvacuated,
    ReportWhereabouts,
    SkipQuestion,
)
from bot.core.understanding import Condition, Whereabouts
from handlers.web_chat.hub import Hub
from handlers.web_chat.memory import MemoryAccounts, MemoryChatLog
from handlers.web_chat.parsing import WebChatParser
from handlers.web_chat.ports import WebChatPorts
from handlers.web_chat.router import create_web_chat_router
from handlers.web_chat.sender import WebChatSender
from tests.e2e.processes import HeldPort
from tests.unit.handlers.web_chat.stage import CITY, StageClock, StageInbox, StageWakeups, letter, phrasebook, words

INCIDENT = IncidentId("INC")
WHERE = {
    Language.JAPANESE: ("記録しました。いま、どこにいますか。", "家にいます", "避難所にいます", "あとで"),
    Language.PLAIN_JAPANESE: ("わかりました。いま どこに いますか。", "いえに います", "ひなんじょに います", "あとで"),
    Language.ENGLISH: ("Thank you, I wrote that down. Where are you now?", "At home", "At a shelter", "Later"),
}


class Town:
    def __init__(self) -> None:
        self.inbox = StageInbox()
        self.log = MemoryChatLog()
        self.accounts = MemoryAccounts()
        self.wakeups = StageWakeups()
        self.sender = WebChatSender(self.log, self.wakeups, phrasebook())
        self._held = HeldPort()
        self._languages: dict[ConversationId, Language] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._server: uvicorn.Server | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._held.number}"

    @property
    def said(self) -> list[Happening]:
        """What has come in, in order."""
        return [WebChatParser().parse(each).what for each in self.inbox.arrivals]

    async def start(self) -> None:
        ports = WebChatPorts(self.inbox, self.log, self.accounts, self.wakeups, StageClock())
        hub = Hub(ports)
        app = FastAPI(openapi_url=None)
        app.include_router(
            create_web_chat_router(ports, hub, public_url=self.address, city=CITY, phrasebook=phrasebook())
        )
        config = uvicorn.Config(
            app, host="127.0.0.1", port=self._held.number, log_config=None, lifespan="off", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        parts = (self._server.serve(), hub.run(), self._work())
        self._tasks = [asyncio.create_task(part) for part in parts]
        async with asyncio.timeout(10):
            while not self._server.started:  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)

    async def stop(self) -> None:
        assert self._server is not None
        self._server.should_exit = True
        await self._tasks[0]
        for task in self._tasks[1:]:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def close(self) -> None:
        """For good: its port goes to whoever comes next."""
        await self.stop()
        self._held.release()

    async def say(self, id_: str, what: Speech | Reply) -> None:
        """To everybody who has ever come."""
        people = {address_of(each.conversation) for each in self.inbox.arrivals}
        await self.sender.multicast(letter(id_, what, *people))

    async def _work(self) -> None:
        while True:
            event = WebChatParser().parse(await self.inbox.waiting.get())
            answer = self._answer(event)
            await self.sender.push(letter(f"answer to {event.id}", answer, address_of(event.conversation)))

    def _answer(self, event: Event) -> Speech:
        if isinstance(event.what, ButtonTapped) and isinstance(event.what.tap, ChooseLanguage):
            self._languages[event.conversation] = event.what.tap.language or Language.JAPANESE
        spoken = self._languages.get(event.conversation, Language.JAPANESE)
        return Speech(_replies(event, spoken), spoken, drill=event.what == TextSaid("訓練"))


def _replies(event: Event, language: Language) -> tuple[Reply, ...]:
    match event.what:
        case FollowStarted():
            return (question(),)
        case ButtonTapped(ReportCondition() | ReportEvacuated() | ChooseLanguage()):
            return (where(language),)
        case TextSaid("訓練"):
            return (question(header="【訓練】安否確認", tone=Tone.DRILL),)
        case TextSaid("助けて"):
            return (
                danger(),
                AskPlace(words("いまいる場所を教えてください。"), (call_119(), later())),
            )
        case TextSaid("はじめて"):
            return (welcome(), question())
        case TextSaid("まとめ"):
            return (summary(),)
        case TextSaid(said):
            return (Say(words(f"「{said[:40]}」ですね。")),)
        case LocationShared(latitude, longitude):
            return (Say(words(f"場所を受け取りました({latitude}, {longitude})。")),)
        case _:
            return (Say(words("ありがとうございます。")),)


def question(header: str = "【安否確認】", tone: Tone = Tone.INCIDENT) -> Card:
    choices = (
        Choice(words("無事です"), ReportCondition(Condition.SAFE, INCIDENT), Style.GOOD),
        Choice(words("けがをした"), ReportCondition(Condition.INJURED, INCIDENT), Style.WARNING),
        Choice(words("助けてほしい"), ReportCondition(Condition.NEEDS_RESCUE, INCIDENT), Style.DANGER),
        Choice(words("避難しました"), ReportEvacuated(INCIDENT)),
        Choice(words("家族のことを答える"), AnswerForFamily(INCIDENT), Style.QUIET),
    )
    blocks = (
        Paragraph(words("会津若松市です。門田地区で、震度6弱の地震がありました。")),
        Paragraph(words("ご無事ですか?"), strong=True),
        Paragraph(words("下のボタンを 1つ 押してください。")),
    )
    return Card(words(header), blocks, words("ご無事ですか?"), choices, tone)


def where(language: Language) -> Ask:
    asked, home, shelter, later = WHERE[language]
    return Ask(
        words(asked),
        (
            Choice(words(home), ReportWhereabouts(Whereabouts.HOME, INCIDENT)),
            Choice(words(shelter), ReportWhereabouts(Whereabouts.SHELTER, INCIDENT)),
            Choice(words(later), SkipQuestion(), Style.QUIET),
        ),
    )


def danger() -> Card:
    block = Paragraph(words("これは119番ではありません。命が危ないときは、まず119番に電話してください。"))
    return Card(words("助けが必要です"), (block,), words("119"), (call_119(),), Tone.DANGER)


def call_119() -> Link:
    return Link(words("119に電話する"), "tel:119", Style.DANGER)


def later() -> Choice:
    return Choice(words("あとで"), SkipQuestion(), Style.QUIET)


def welcome() -> Card:
    """Longer than the window of a small phone."""
    blocks = tuple(Paragraph(words(f"{number}つめの、はじめての方へのご案内です。")) for number in range(1, 9))
    return Card(words("安否の窓口"), blocks, words("安否の窓口"), ())


def summary() -> Card:
    bars = (
        Bar(words("無事"), 28, 40, Style.GOOD),
        Bar(words("けが"), 2, 40, Style.WARNING),
        Bar(words("助けが必要"), 1, 40, Style.DANGER),
        Bar(words("まだ回答が届いていません"), 9, 40),
    )
    people = (
        Entry(words("佐藤 ハナ さん"), words("2班・助けてほしい"), Style.DANGER),
        Entry(words("ほか 8人"), None),
    )
    buttons = (
        Choice(words("まだの人"), AskHelp()),
        Choice(words("この人のことを答える"), ReportCondition(Condition.SAFE, INCIDENT, PersonId("p1"))),
    )
    return Card(
        words("門田地区のまとめ"),
        (*bars, Paragraph(words("気になる人"), strong=True), *people),
        words("まとめ"),
        buttons,
    )
