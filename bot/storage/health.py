"""Whether what storage stands on is there: the database, its schema, Redis."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import Connection, inspect, text

from bot.storage.database import Database
from bot.storage.migrations.run import configured

_WITHIN_SECONDS = 5.0


async def check_database(database: Database) -> None:
    """Raises `Unavailable` where the database does not answer."""
    async with database.reading() as connection:
        await connection.execute(text("SELECT 1"))


async def schema_is_newest(database: Database) -> bool:
    """Whether the tables are those of this version. Raises `Unavailable`."""
    async with database.reading() as connection:
        return await connection.run_sync(_is_newest)


def _is_newest(connection: Connection) -> bool:
    script = ScriptDirectory.from_config(configured(connection))
    return MigrationContext.configure(connection).get_current_revision() == script.get_current_head()


async def redis_answers(url: str) -> bool:
    client = Redis.from_url(url, socket_timeout=_WITHIN_SECONDS, socket_connect_timeout=_WITHIN_SECONDS)
    try:
        await client.ping()
    except (RedisError, OSError):
        return False
    finally:
        await client.aclose()
    return True


async def is_empty(database: Database) -> bool:
    """Whether it holds no tables at all, of anybody's. Raises `Unavailable`."""
    async with database.reading() as connection:
        return not await connection.run_sync(lambda sync: inspect(sync).get_table_names())
