"""A small world in virtual time, the stand-in over it, and a bot that only notes what it was sent."""

import json
from typing import Any

import httpx

from integrations.sandbox.line_platform import Channel, Platform, VirtualClock, World, create_line_platform
from integrations.sandbox.line_platform.phone.hand import Hand

HARU = "U" + "a" * 32
MISAKI = "U" + "b" * 32
STRANGER = "U" + "e" * 32
ASSOCIATION = "C" + "d" * 32
KEY = "123e4567-e89b-12d3-a456-426614174000"
WEBHOOK = "http://127.0.0.1:8000/line/webhook"


def words(text: str = "ご無事ですか") -> dict[str, Any]:
    return {"type": "text", "text": text}


class Stage:
    def __init__(self, channel: Channel | None = None) -> None:
        self.clock = VirtualClock()
        self.world = World(channel or Channel(webhook_url=WEBHOOK), self.clock)
        self.world.add_user("佐藤ハル", HARU, role="住民")
        self.world.add_user("佐藤美咲", MISAKI, role="娘")
        self.world.add_group("城西町内会", [HARU, MISAKI], ASSOCIATION)
        self.posts: list[httpx.Request] = []
        self.bot_answers: list[int | Exception] = []
        bot = httpx.AsyncClient(transport=httpx.MockTransport(self._bot))
        self.app = create_line_platform(self.world, client=bot)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://127.0.0.1")

    @property
    def platform(self) -> Platform:
        platform = self.app.state.platform
        assert isinstance(platform, Platform)
        return platform

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for post in self.posts for event in json.loads(post.content)["events"]]

    def hand(self, user_id: str = HARU, group_id: str | None = None) -> Hand:
        return Hand(self.platform, user_id, group_id)

    def texts(self, chat_id: str = HARU) -> list[str]:
        return [str(message.content.get("text")) for message in self.world.chats.of(chat_id).messages]

    async def api(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """A call as the bot makes it; `_` in header names stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        authorised = {"authorization": f"Bearer {self.world.channel.access_token}", **named}
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            authorised.setdefault("content-type", "application/json")
        return await self.http.request(method, f"/v2/bot/{path}", content=content, headers=authorised)

    async def push(self, to: str = HARU, key: str | None = None, text: str = "ご無事ですか") -> httpx.Response:
        headers = {"x_line_retry_key": key} if key else {}
        return await self.api("POST", "message/push", {"to": to, "messages": [words(text)]}, **headers)

    async def reply(self, token: str) -> httpx.Response:
        return await self.api("POST", "message/reply", {"replyToken": token, "messages": [words("はい")]})

    async def act(self, what: str, body: Any = None, user_id: str = HARU) -> dict[str, Any]:
        answer = await self.http.post(f"/sandbox/users/{user_id}/{what}", json=body)
        assert answer.status_code == 200, answer.text
        done = answer.json()
        assert isinstance(done, dict)
        return done

    async def _bot(self, request: httpx.Request) -> httpx.Response:
        self.posts.append(request)
        answer = self.bot_answers.pop(0) if self.bot_answers else 200
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer)


def problems(answer: httpx.Response) -> dict[str, str]:
    """Path to message of an error answer."""
    return {detail["property"]: detail["message"] for detail in answer.json()["details"]}
