"""The real line-bot-sdk, unmodified, against the stand-in over a real connection."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import httpx
import pytest
from fastapi import FastAPI, Request
from linebot.v3 import messaging
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
    FlexContainer,
    FlexMessage,
    MulticastRequest,
    PostbackAction,
    PushMessageRequest,
    QuickReply,
    QuickReplyItem,
    ReplyMessageRequest,
    RichMenuArea,
    RichMenuBounds,
    RichMenuRequest,
    RichMenuSize,
    SetWebhookEndpointRequest,
    TextMessage,
)
from linebot.v3.webhook import WebhookParser
from linebot.v3.webhooks import (
    AudioMessageContent,
    FollowEvent,
    ImageMessageContent,
    LocationMessageContent,
    MessageEvent,
    PostbackEvent,
    StickerMessageContent,
    TextMessageContent,
    UnfollowEvent,
    UnsendEvent,
)

from integrations.sandbox.line_platform import Fault, FaultKind, World, create_line_platform
from integrations.sandbox.line_platform.phone.samples import photo
from integrations.sandbox.serve import serving

KEY = "123e4567-e89b-12d3-a456-426614174000"


class Town:
    """The stand-in and a bot, both served, and the SDK's clients."""

    def __init__(self) -> None:
        self.world = World()
        self.haru = self.world.add_user("佐藤ハル").user_id
        self.misaki = self.world.add_user("佐藤美咲").user_id
        self.app = create_line_platform(self.world)
        self.bot = FastAPI()
        self.bot.add_api_route("/line/webhook", self.receive, methods=["POST"])
        self.parser = WebhookParser(self.world.channel.secret)
        self.events: list[Any] = []

    async def receive(self, request: Request) -> None:
        body = (await request.body()).decode()
        self.events += self.parser.parse(body, request.headers["x-line-signature"])

    async def act(self, what: str, body: Any = None) -> dict[str, Any]:
        answer = await self.http.post(f"/sandbox/users/{self.haru}/{what}", json=body)
        assert answer.status_code == 200, answer.text
        done = answer.json()
        assert done["webhook"] == "ok", done
        return dict(done)

    def texts(self, user_id: str) -> list[str]:
        return [str(message.content.get("text")) for message in self.world.chats.of(user_id).messages]

    http: httpx.AsyncClient
    api: AsyncMessagingApi
    blobs: AsyncMessagingApiBlob


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    built = Town()
    async with serving(built.app) as base, serving(built.bot) as bot:
        built.world.channel.webhook_url = f"{bot}/line/webhook"
        settings = Configuration(access_token=built.world.channel.access_token, host=base)
        async with httpx.AsyncClient(base_url=base, trust_env=False) as built.http, AsyncApiClient(settings) as client:
            built.api = AsyncMessagingApi(client)
            built.blobs = AsyncMessagingApiBlob(client)
            yield built


async def test_the_sdk_understands_every_event_and_its_signature(town: Town) -> None:
    await town.act("say", {"text": "さすけねぇ"})
    for what in ("sticker", "photo", "voice"):
        await town.act(what)
    await town.act("location", {"latitude": 37.49, "longitude": 139.93})
    await town.act("unsend", {"message_id": town.events[2].message.id})
    await town.act("block")
    await town.act("follow")
    contents = [TextMessageContent, StickerMessageContent, ImageMessageContent, AudioMessageContent]
    for event, kind in zip(town.events, [*contents, LocationMessageContent], strict=False):
        assert isinstance(event, MessageEvent)
        assert isinstance(event.message, kind)
    assert [type(event) for event in town.events[5:]] == [UnsendEvent, UnfollowEvent, FollowEvent]


async def test_a_reply_carries_quick_replies_that_can_be_tapped(town: Town) -> None:
    await town.act("say", {"text": "まとめ"})
    action = PostbackAction(label="無事です", data="v1.safe", displayText="無事です")
    message = TextMessage(text="ご無事ですか", quickReply=QuickReply(items=[QuickReplyItem(action=action)]))
    token = town.events[0].reply_token
    sent = await town.api.reply_message(ReplyMessageRequest(replyToken=token, messages=[message]))
    assert sent.sent_messages[0].quote_token
    await town.act("tap", {"label": "無事です"})
    assert isinstance(town.events[1], PostbackEvent)
    with pytest.raises(ApiException) as refusal:
        await town.api.reply_message(ReplyMessageRequest(replyToken=token, messages=[message]))
    assert refusal.value.status == 400


async def test_a_push_is_safe_to_repeat_after_a_lost_answer(town: Town) -> None:
    town.app.state.platform.faults.add(Fault("POST /v2/bot/message/push", FaultKind.RESET_AFTER))
    request = PushMessageRequest(to=town.haru, messages=[TextMessage(text="ご無事ですか")])
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await town.api.push_message(request, x_line_retry_key=KEY)
    with pytest.raises(ApiException) as conflict:
        await town.api.push_message(request, x_line_retry_key=KEY)
    assert conflict.value.status == 409
    assert conflict.value.headers["x-line-accepted-request-id"]
    assert town.texts(town.haru) == ["ご無事ですか"]


async def test_a_connection_cut_before_the_effect_delivers_nothing(town: Town) -> None:
    town.app.state.platform.faults.add(Fault("*", FaultKind.RESET_BEFORE))
    with pytest.raises(httpx.RemoteProtocolError):
        await town.http.post("/v2/bot/message/push", json={})
    assert town.texts(town.haru) == []


async def test_flex_goes_to_many_at_once(town: Town) -> None:
    words = {"type": "text", "text": "ご無事ですか", "wrap": True, "scaling": True}
    body = {"type": "box", "layout": "vertical", "contents": [words]}
    flex = FlexMessage(altText="【訓練】安否確認", contents=FlexContainer.from_dict({"type": "bubble", "body": body}))
    await town.api.multicast(MulticastRequest(to=[town.haru, town.misaki], messages=[flex]), x_line_retry_key=KEY)
    for user_id in (town.haru, town.misaki):
        assert town.world.chats.of(user_id).messages[0].content["altText"] == "【訓練】安否確認"


async def test_profile_quota_bot_and_webhook_are_read(town: Town) -> None:
    assert (await town.api.get_profile(town.haru)).display_name == "佐藤ハル"
    assert (await town.api.get_message_quota()).type == "none"
    assert (await town.api.get_message_quota_consumption()).total_usage == 0
    assert (await town.api.get_bot_info()).basic_id == "@sandbox"
    assert (await town.api.get_followers()).user_ids == [town.haru, town.misaki]
    url = town.world.channel.webhook_url
    await town.api.set_webhook_endpoint(SetWebhookEndpointRequest(endpoint=url))
    assert (await town.api.get_webhook_endpoint()).endpoint == url
    assert (await town.api.test_webhook_endpoint(messaging.TestWebhookEndpointRequest(endpoint=url))).success


async def test_a_rich_menu_is_made_painted_and_linked(town: Town) -> None:
    bounds = RichMenuBounds(x=0, y=0, width=1600, height=1000)
    area = RichMenuArea(bounds=bounds, action=PostbackAction(label="安否を伝える", data="start"))
    size = RichMenuSize(width=1600, height=1000)
    request = RichMenuRequest(size=size, selected=True, name="住民", chatBarText="メニュー", areas=[area])
    await town.api.validate_rich_menu_object(request)
    menu_id = (await town.api.create_rich_menu(request)).rich_menu_id
    picture = photo()[:16] + (1600).to_bytes(4) + (1000).to_bytes(4) + photo()[24:]
    await town.blobs.set_rich_menu_image(menu_id, body=bytearray(picture), _headers={"Content-Type": "image/png"})
    await town.api.link_rich_menu_id_to_user(town.haru, menu_id)
    await town.api.set_default_rich_menu(menu_id)
    assert (await town.api.get_rich_menu_id_of_user(town.haru)).rich_menu_id == menu_id
    assert (await town.api.get_rich_menu_list()).richmenus[0].areas[0].action.data == "start"
    await town.act("tap", {"label": "安否を伝える"})
    assert town.events[0].postback.data == "start"


async def test_a_photo_is_fetched_until_it_is_taken_back(town: Town) -> None:
    message_id = (await town.act("photo"))["message_id"]
    assert bytes(await town.blobs.get_message_content(message_id)) == photo()
    await town.act("unsend", {"message_id": message_id})
    with pytest.raises(ApiException) as gone:
        await town.blobs.get_message_content(message_id)
    assert gone.value.status == 410


async def test_a_bot_that_is_too_slow_is_given_up_after_the_time_limit(town: Town) -> None:
    town.app.state.platform.webhooks.settings.timeout_seconds = 0.0001
    answer = await town.http.post(f"/sandbox/users/{town.haru}/say", json={"text": "はい"})
    assert answer.json()["webhook"] == "request_timeout"


async def test_the_stream_tells_which_chat_changed(town: Town) -> None:
    async with town.http.stream("GET", "/sandbox/events") as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == ": watching"
        await town.act("say", {"text": "はい"})
        told = [await anext(lines) for _ in range(3)]
    assert told == ["", "event: change", f'data: {{"{town.haru}": "message"}}']
