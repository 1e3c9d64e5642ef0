"""What the tests of coverage share."""

from __future__ import annotations

import pytest

from assistant.retrieval.encoders import Encoder
from assistant.settings import Settings
from assistant.tools.coverage import CoverageFinder
from assistant.tools.name_lists import name_file
from tests.tools.coverage.looking import BASE


@pytest.fixture(scope="session")
def finder(encoder: Encoder, settings: Settings) -> CoverageFinder:
    return CoverageFinder(BASE, encoder, name_file(settings.data_dir))
