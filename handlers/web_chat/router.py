"""The web chat, put together: page, files, account and socket as one router."""

from fastapi import APIRouter

from bot.core.people import City
from bot.core.replies import Phrasebook
from handlers.web_chat.account import AccountCookie, create_account_router
from handlers.web_chat.assets import create_assets_router
from handlers.web_chat.hub import Hub
from handlers.web_chat.origin import Origins
from handlers.web_chat.page import create_page_router
from handlers.web_chat.ports import WebChatPorts
from handlers.web_chat.socket import create_socket_router


def create_web_chat_router(
    ports: WebChatPorts, hub: Hub, *, public_url: str, city: City, phrasebook: Phrasebook
) -> APIRouter:
    """`GET /chat`, `/chat/static/*`, `POST /chat/account`, WebSocket `/chat/socket`.

    `hub.run()` must run as a task while the application does. `public_url` is the address people see.

    Raises:
        ValueError: `public_url` is no http(s) address.
        KeyError: a text `web_chat.*` is missing in the phrasebook.
    """
    origins = Origins(public_url)
    cookie = AccountCookie(ports.accounts, origins)
    router = APIRouter()
    router.include_router(create_page_router(phrasebook, city, origins))
    router.include_router(create_assets_router())
    router.include_router(create_account_router(cookie, origins))
    router.include_router(create_socket_router(ports, hub, cookie, origins))
    return router
