"""Before a decision there is nothing to read, whatever has been scored."""

from __future__ import annotations

import pytest
from django.test import Client

from caicach.apps.parindex.tests import factories, small

pytestmark = [pytest.mark.databases, pytest.mark.django_db]


def test_a_round_that_is_not_published_does_not_exist_here(anybody: Client) -> None:
    small.opened(factories.province(communes=1))
    assert "Chưa có kết quả nào được công bố" in anybody.get("/cong-khai/").content.decode()
    assert anybody.get("/cong-khai/quyet-dinh/1/").status_code == 404
    assert anybody.get("/api/public/units/1").status_code == 404
