"""`caicach bench saves` in small: nothing that was confirmed is lost, nothing is saved twice, also when the server is killed."""

import json
import subprocess
from pathlib import Path

import once

COMMAND = [*once.CAICACH, "bench", "saves", "--json"]
SMALL = "--units 3 --people 2 --seconds 5 --pace 0.5 --killing 6".split()


def test_saves_of_several_people_survive_a_killed_server(tmp_path: Path) -> None:
    file = once.copy_database(once.migrated(), tmp_path / once.DATABASE)
    environment = once.environment(tmp_path, TMPDIR=str(tmp_path), DATABASE_URL=f"sqlite:///{file}")
    done = subprocess.run([*COMMAND, *SMALL], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    report = json.loads(done.stdout)
    assert report["saves"] > 6
    assert report["sent_again"] > 0, "the kill was meant to cut a save off"
    assert report["lost"] == report["errors"] == []
