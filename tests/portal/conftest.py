"""A person who has begun: what the tests of saving and sending start from."""

import pytest

from portal.journeys import PATHS


@pytest.fixture
def drafted(portal):
    portal.post(f"/your-voice/{PATHS['your-voice'].number('about')}", data={"topics": ["school"]})
    return portal
