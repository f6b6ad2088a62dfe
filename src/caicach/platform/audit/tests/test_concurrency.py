"""Several writers at once: the one thing that a test inside a transaction cannot show."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction
from pytest_django import DjangoDbBlocker

from caicach.platform.access import Scope
from caicach.platform.audit import triggers
from caicach.platform.audit.actions import Subject, record
from caicach.platform.audit.models import Entry, Head
from caicach.platform.audit.queries import verify

SYSTEM = Scope.system("test")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database without a transaction around the test; what it wrote is taken out again, which only its owner can."""
    with django_db_blocker.unblock():
        yield
        triggers.remove(connection)
        Entry.objects.all().delete()
        Head.objects.all().delete()
        triggers.install(connection)
        connection.close()


@pytest.mark.databases
@pytest.mark.usefixtures("committed")
def test_four_writers_at_once_make_one_chain() -> None:
    faults: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(25):
                with transaction.atomic():
                    record(SYSTEM, "unit.renamed", Subject("unit", 34, "Xã Hy Cương"), None, None)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify()
    assert not faults
    assert verdict.ok
    assert verdict.checked == 100
