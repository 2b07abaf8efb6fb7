"""The stage each test plays on."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.integrations.sandbox.stage import Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    built = Stage()
    yield built
    await built.platform.webhooks.aclose()
    await built.http.aclose()
