"""What every test stands on, in tests/ and beside the apps: its own settings, a real database.

Tests that use the database are marked `databases` by themselves; `make test` runs them on SQLite with all the
others and once more on PostgreSQL (`python scripts/with_postgresql.py pytest -m databases`). SQLite is a file
with the settings of production, not the in-memory database that Django would take: WAL and immediate
transactions are part of what is tested.
"""

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Iterator

import django
import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

BROWSER_TESTS = "tests/end_to_end/"
OF_THE_CALLER = re.compile(r"(CAICACH_(?!CHROMIUM).*|DEBUG|SECRET_KEY)")

if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers inherit what the first process has made
    for name in filter(OF_THE_CALLER.fullmatch, list(os.environ)):
        del os.environ[name]
    os.environ["CAICACH_HOME"] = tempfile.mkdtemp(prefix="caicach-tests-")
    os.environ["CAICACH_TESTS"] = os.path.join(os.environ["CAICACH_HOME"], "made-once")
    os.mkdir(os.environ["CAICACH_TESTS"])
    atexit.register(shutil.rmtree, os.environ["CAICACH_HOME"], ignore_errors=True)

# Not in pyproject.toml: pytest-django would load the settings before this file could set CAICACH_HOME.
os.environ["DJANGO_SETTINGS_MODULE"] = "caicach.config.settings"
django.setup()

# The first draw of a worker reads all our sources for constants to try: seconds on a busy machine, which is no fault of a test.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

# Half a second less for each user that a test makes.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

import once  # noqa: E402 - only after django.setup()
from caicach.platform.audit import triggers  # noqa: E402

# A test that commits (transaction=True) has its tables emptied afterwards, which the audit trail's own guard refuses.
empty_tables = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def empty_guarded_tables(case: TransactionTestCase) -> None:
    triggers.remove(connections["default"])
    empty_tables(case)
    triggers.install(connections["default"])


TransactionTestCase._fixture_teardown = empty_guarded_tables  # type: ignore[attr-defined]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures or "site" in fixtures:
            item.add_marker(pytest.mark.browser)
        elif "permissions" in item.path.parts:
            pass  # thousands of small requests about rights, which no database decides: once is enough
        elif item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker(pytest.mark.databases)


class ByFile(LoadScopeScheduling):
    """A file of tests stays together on one worker, because what it sets up once may take a minute; so do all browser tests."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return BROWSER_TESTS if file.startswith(BROWSER_TESTS) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    config.option.loadscopereorder = (
        False  # the long ones are collected early; the number of tests says nothing of their length
    )
    return ByFile(config, log)


def pytest_report_header() -> str:
    return f"database: {connections['default'].vendor}"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A file of SQLite is a copy that is there before Django would make it, and goes with the folder of the run."""
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A copy of a database that `caicach migrate` has made once for all workers: migrating takes half a minute.

    On SQLite a file. A run that was to be on PostgreSQL fails rather than pass on SQLite.
    """
    connection, url = connections["default"], os.environ.get("DATABASE_URL", "")
    assert connection.vendor == ("postgresql" if url.startswith("postgres") else "sqlite")
    test = connection.settings_dict["TEST"]
    test["MIGRATE"] = False
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        test["NAME"] = str(once.copy_database(once.migrated(), file))
    else:
        test["TEMPLATE"] = once.migrated_template(url)


@pytest.fixture(scope="module")
def kept_data(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Fixtures of a module that stand on this may fill the database; it is emptied after the last test of the module.

    What they return is copied for each test (`copy.deepcopy`), as the rows are by its savepoint.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def pytest_sessionfinish() -> None:
    """The template goes last, with the first process; PostgreSQL may be one that the caller keeps."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        once.drop_template()
