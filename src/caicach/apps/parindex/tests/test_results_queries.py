"""smoke"""
import pytest
from . import factories as f
