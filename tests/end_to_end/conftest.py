"""What several files of browser tests share beside the demonstration itself."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from visiting import AtSite

SUPPORT = Path(__file__).resolve().parents[1] / "support"


@pytest.fixture(scope="session")
def at_site(site: str, home: Path) -> AtSite:
    """For what has to be done before or found out after a visit, and no page does."""

    def run(program: str, *arguments: str) -> Any:
        environment = {
            **os.environ,
            "CAICACH_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "caicach.config.settings",
        }
        environment["PYTHONPATH"] = os.pathsep.join((str(SUPPORT), environment.get("PYTHONPATH", "")))
        made = subprocess.run(
            [sys.executable, SUPPORT / program, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert made.returncode == 0, made.stderr
        return json.loads(made.stdout)

    return run


@pytest.fixture(scope="session")
def counters(at_site: AtSite) -> Any:
    """Two counters with people and procedures that nobody else has; what lies on the desk of the second one."""
    return at_site("counter_world.py")
