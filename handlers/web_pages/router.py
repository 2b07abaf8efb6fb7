"""The sign-in pages, put together as one router."""

from fastapi import APIRouter, Request, Response

from bot.core.people import City
from bot.core.replies import Phrasebook
from handlers.web_pages.logout import end_session
from handlers.web_pages.page import Pages, stylesheet
from handlers.web_pages.ports import SignInPorts
from handlers.web_pages.sign_in import BEGIN, CALLBACK, SignInPages

LINE_DIALOG = "https://access.line.me/dialog/bot/accountLink"


def create_sign_in_router(
    ports: SignInPorts, *, phrasebook: Phrasebook, city: City, public_url: str, dialog: str = LINE_DIALOG
) -> APIRouter:
    """`GET /sign-in` (from LINE with `linkToken`, from the web chat with its cookie), `/sign-in/begin`,
    `/sign-in/callback`, `POST /sign-in/logout`.

    `public_url` is the address that people see; `public_url` + `/sign-in/callback` is registered at the city OS.
    """
    pages = SignInPages(ports, Pages(phrasebook, city), city, public_url=public_url, dialog=dialog)
    router = APIRouter()

    @router.get("/sign-in", include_in_schema=False)
    async def sign_in(request: Request) -> Response:
        return await pages.show(request)

    @router.get(BEGIN, include_in_schema=False)
    async def begin(request: Request) -> Response:
        return await pages.begin(request)

    @router.get(CALLBACK, include_in_schema=False)
    async def back(request: Request) -> Response:
        return await pages.back(request)

    @router.post("/sign-in/logout", include_in_schema=False)
    async def logout(request: Request) -> Response:
        return await end_session(ports, request)

    @router.get("/sign-in/page.css", include_in_schema=False)
    async def style() -> Response:
        return stylesheet()

    return router
