"""What happens when a server cannot be had: an error under CI, a loud skip elsewhere."""

import os
from typing import NoReturn

import pytest


class Missing(Exception):  # noqa: N818  it is a fact about the machine before it is an error
    """A server that tests need is not to be had here; the message says what was tried and what would help."""


def skip_or_fail(reason: Missing) -> NoReturn:
    """Under CI a test that cannot run has failed: what is skipped there proves nothing."""
    if os.environ.get("CI"):
        pytest.fail(str(reason), pytrace=False)
    pytest.skip(str(reason))
