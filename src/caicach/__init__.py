"""Cải Cách: a locality runs, measures and scores its administrative reform."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("caicach")
except PackageNotFoundError:  # run from a source tree that is not installed
    __version__ = "0"
