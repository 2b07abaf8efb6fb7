"""What is said where a button did nothing: whoever only looked never reads that something may have happened."""

import pytest

from admin.pages.trying import DOWN, NOT_KNOWN, Trying
from bot.core.errors import Unavailable


async def down() -> int:
    raise Unavailable("database")


@pytest.mark.parametrize("looks", [True, False])
async def test_a_look_that_fails_did_nothing_and_a_deed_may_have_been_done(looks: bool) -> None:
    said: list[str] = []
    trying = Trying(said.append, "", "")
    assert await (trying.seen if looks else trying.done)(down()) is None
    assert said == [DOWN if looks else NOT_KNOWN]
