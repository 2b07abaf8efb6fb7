"""Installs the provider's npm packages as its lock says, once for each lock, into a folder that git does not see."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

from tests.integration.city_os.oidc_provider.node import Node
from tests.servers.missing import Missing

HERE = Path(__file__).resolve().parent
KEPT = Path(sys.prefix) / "oidc-provider"
LOCKED = ("package.json", "package-lock.json", ".npmrc")
INSTALL_SECONDS = 300


def installed(node: Node) -> Path:
    """The folder with `server.mjs` and all that it imports. Raises `Missing`."""
    folder = KEPT / fingerprint()
    if not folder.exists():
        draft = new_draft()
        try:
            run_npm(node, draft)
            take(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return folder


def fingerprint() -> str:
    content = b"\0".join((HERE / name).read_bytes() for name in (*LOCKED, "server.mjs"))
    return hashlib.sha256(content).hexdigest()[:16]


def new_draft() -> Path:
    KEPT.mkdir(exist_ok=True)
    draft = Path(mkdtemp(prefix="draft-", dir=KEPT))
    for name in (*LOCKED, "server.mjs"):
        shutil.copy(HERE / name, draft / name)
    return draft


def run_npm(node: Node, draft: Path) -> None:
    """`npm ci`: exactly the lock, checked by its hashes; no package runs a script."""
    path = f"{node.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        answer = subprocess.run(
            command, cwd=draft, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False,
            env={**os.environ, "PATH": path},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"npm ci did not end well: {type(error).__name__}") from error
    if answer.returncode != 0:
        raise Missing(f"npm ci failed: {answer.stderr.strip()[-500:] or 'it said nothing'}")


def take(draft: Path, folder: Path) -> None:
    """In one step; a test process beside this one may have been faster with the same."""
    try:
        draft.rename(folder)
    except OSError:
        if not folder.exists():
            raise
