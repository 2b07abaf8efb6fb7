"""Runs the provider for one test process, on a free port of this machine."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.integration.city_os.oidc_provider import node
from tests.integration.city_os.oidc_provider.installed import installed
from tests.servers import keeper
from tests.servers.missing import Missing

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class RunningProvider:
    """`issuer` is its address."""

    issuer: str

    def rotate(self, *, keep_old: bool) -> None:
        """A new key signs from now on; the old one stays published or not."""
        answer = httpx.post(f"{self.issuer}/test/rotate", params={"old": "keep" if keep_old else "drop"})
        answer.raise_for_status()


@contextmanager
def running(plan: Mapping[str, Any]) -> Iterator[RunningProvider]:
    """Raises `Missing` where Node.js or the packages cannot be had."""
    found = node.find()
    program = installed(found) / "server.mjs"
    with keeper.new_folder("oidc") as folder:
        (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        ready = folder / "ready"
        command = [str(found.node), str(program), str(folder / "plan.json"), str(ready)]
        with keeper.kept(command, folder) as process:
            give_up = time.monotonic() + START_SECONDS
            while not ready.exists():
                if process.poll() is not None or time.monotonic() > give_up:
                    raise Missing(f"the OpenID Connect provider did not start: {keeper.last_words(folder)}")
                time.sleep(0.02)
            yield RunningProvider(ready.read_text(encoding="utf-8"))
