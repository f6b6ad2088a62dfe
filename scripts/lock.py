"""Writes the three lock files: `make lock` after a change of dependencies; --upgrade moves everything up.

One resolution for every Python from 3.11 on and every platform, with hashes, without the name of any package
index: an installation behind a mirror uses them as they are. requirements.lock is what a server needs;
requirements-dev.lock is the same pins and the tools beside them; requirements-build.lock pins the build and
the installer.
"""

import sys

from steps import SCRIPTS, Command, StepFailed, run

OPTIONS = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url".split()
QUIET = "--no-annotate --no-header --quiet".split()
LOCKS = {
    "requirements.lock": ["pyproject.toml"],
    "requirements-dev.lock": ["pyproject.toml", "--group", "dev", "--constraint", "requirements.lock"],
    "requirements-build.lock": ["--group", "build", "--constraint", "requirements-dev.lock"],
}


def main() -> int:
    try:
        for lock, sources in LOCKS.items():
            command: Command = [SCRIPTS / "uv", "pip", "compile", *OPTIONS, *QUIET, *sources, *sys.argv[1:]]
            run(lock, [*command, "--output-file", lock])
    except StepFailed as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
