"""The menu under the chat."""

from io import BytesIO

import pytest
from PIL import Image

from bot.core.language import Language
from bot.core.reports import Listing
from bot.core.taps import AskAboutFamily, AskHelp, AskListing, AskSummary, StartReport, encode
from config.catalogue import load_catalogue
from handlers.line.rich_menu.areas import WIDTH, MenuRole
from handlers.line.rich_menu.menu import menu_for
from handlers.line.rich_menu.picture import LEAST_LETTER
from integrations.sandbox.line_platform.validator.rich_menu import RICH_MENU
from tests.unit.handlers.line.phrases import Phrases

PHONE = "0242-00-0000"
_RESIDENT = [
    ("安否を伝える", encode(StartReport())),
    ("家族のことを聞く", encode(AskAboutFamily())),
    ("使い方", encode(AskHelp())),
    ("電話する", f"tel:{PHONE}"),
]
_LEADER = [
    *_RESIDENT[:2],
    ("まとめ", encode(AskSummary())),
    ("まだの人", encode(AskListing(Listing.SILENT))),
    *_RESIDENT[2:],
]


@pytest.mark.parametrize(("role", "offered"), [(MenuRole.RESIDENT, _RESIDENT), (MenuRole.LEADER, _LEADER)])
def test_each_role_is_offered_its_own_and_always_the_telephone(role: MenuRole, offered: list[tuple[str, str]]) -> None:
    actions = [area["action"] for area in menu_for(role, Phrases(), PHONE).request.to_dict()["areas"]]
    assert [(each["label"], each.get("data") or each["uri"]) for each in actions] == offered


@pytest.mark.parametrize("role", MenuRole)
def test_line_accepts_the_menu_and_its_fields_fill_the_picture(role: MenuRole) -> None:
    request = menu_for(role, Phrases(), PHONE).request.to_dict()
    assert list(RICH_MENU(request, "")) == []
    frames = [area["bounds"] for area in request["areas"]]
    assert sum(each["width"] * each["height"] for each in frames) == WIDTH * request["size"]["height"]
    assert len({(each["x"], each["y"]) for each in frames}) == len(frames)


@pytest.mark.parametrize("role", MenuRole)
def test_the_picture_is_as_large_as_the_menu_and_within_a_megabyte(role: MenuRole) -> None:
    menu = menu_for(role, Phrases(), PHONE)
    assert len(menu.picture) < 1_000_000
    with Image.open(BytesIO(menu.picture)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, menu.request.size.height))


def test_letters_are_at_least_a_tenth_of_the_tallest_picture() -> None:
    """A field holds one line of the largest letters, so its ink must be about that tall."""
    with Image.open(BytesIO(menu_for(MenuRole.RESIDENT, Phrases(menu_help="国"), PHONE).picture)) as image:
        field = image.convert("L").crop((60, image.height // 2 + 60, WIDTH // 2 - 60, image.height - 60))
        ink = field.point(lambda grey: 255 if grey < 90 else 0).getbbox()
    assert ink is not None
    assert ink[3] - ink[1] >= LEAST_LETTER * 0.9


def test_words_that_would_be_too_small_are_sent_back_to_the_catalogue() -> None:
    with pytest.raises(ValueError, match="break the line in the catalogue"):
        menu_for(MenuRole.RESIDENT, Phrases(menu_help="この言葉はひとつの行に入りません"), PHONE)


def test_the_name_changes_with_words_and_telephone_and_with_nothing_else() -> None:
    def name(phrases: Phrases, phone: str = PHONE) -> str:
        return menu_for(MenuRole.RESIDENT, phrases, phone).name

    assert name(Phrases()) == name(Phrases())
    assert len({name(Phrases()), name(Phrases(menu_help="つかい方")), name(Phrases(), "119")}) == 3


def test_english_words_keep_their_spaces_in_the_spoken_label() -> None:
    phrases = Phrases(menu_report="How\nI am")
    menu = menu_for(MenuRole.RESIDENT, phrases, PHONE, Language.ENGLISH)
    assert menu.request.to_dict()["areas"][0]["action"]["label"] == "en:How I am"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("role", MenuRole)
def test_the_words_of_the_catalogues_fit_into_their_fields(role: MenuRole, language: Language) -> None:
    request = menu_for(role, load_catalogue("Asia/Tokyo"), PHONE, language).request.to_dict()
    assert list(RICH_MENU(request, "")) == []
