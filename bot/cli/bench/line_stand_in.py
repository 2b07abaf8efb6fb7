"""The stand-in for LINE in a process of its own: `python -m bot.cli.bench.line_stand_in PORT USERS`."""

import sys

from bot.bootstrap.sandbox import SANDBOX_TOKEN
from bot.cli.bench.town import user_id
from integrations.sandbox.line_platform import Channel, World, create_line_platform
from integrations.sandbox.serve import server

_KEEP_ALIVE_SECONDS = 75


def main() -> None:
    port, users = int(sys.argv[1]), int(sys.argv[2])
    world = World(Channel(access_token=SANDBOX_TOKEN))
    for number in range(users):
        world.add_user(f"会津 花子{number}", user_id(number))
    stand_in = server(create_line_platform(world), port=port)
    # Not uvicorn's five seconds: a call on a connection that is being closed counts as lost and costs a retry.
    stand_in.config.timeout_keep_alive = _KEEP_ALIVE_SECONDS
    stand_in.run()


if __name__ == "__main__":
    main()
