"""The desk of an officer, for the tests of screening and of the ways beside the stages."""

from tests.models.cases.screened import desk as desk
