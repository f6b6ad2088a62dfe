"""Behind TLS: secure cookies, a redirect for who comes without, and HSTS. In a process of its own, with its own settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from caicach.config import environment
from caicach.config.environment import EnvironmentFault

PROGRAM = """
import json, django
django.setup()
from django.test import Client
plain = Client().get("/dang-nhap/", HTTP_HOST="cchc.phutho.gov.vn")
secure = Client().get("/dang-nhap/", HTTP_HOST="cchc.phutho.gov.vn", HTTP_X_FORWARDED_PROTO="https")
health = Client().get("/suc-khoe/", HTTP_HOST="localhost")
cookie = secure.cookies["csrftoken"]
print(json.dumps([plain.status_code, plain["Location"], secure.status_code, secure["Strict-Transport-Security"],
                  bool(cookie["secure"]), health.status_code]))
"""


def test_pages_are_for_tls_only(tmp_path: Path) -> None:
    variables = {
        "CAICACH_HOME": str(tmp_path),
        "CAICACH_HTTPS": "1",
        "CAICACH_PROXIES": "1",
        "CAICACH_ALLOWED_HOSTS": "cchc.phutho.gov.vn",
        "CAICACH_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "caicach.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        301,
        "https://cchc.phutho.gov.vn/dang-nhap/",
        200,
        "max-age=31536000",
        True,
        200,
    ]


def test_tls_without_a_proxy_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAICACH_HTTPS", "1")
    with pytest.raises(EnvironmentFault, match="CAICACH_PROXIES"):
        environment.https(0)
    assert environment.https(1)
    monkeypatch.setenv("CAICACH_HTTPS", "0")
    assert not environment.https(0)
