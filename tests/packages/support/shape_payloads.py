"""Requests and responses that break their shapes, and what comes of a call."""

import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import botosmith_glue_migration
from botocore.exceptions import ParamValidationError
from botosmith_runtime.violations import RequestShapeError, ResponseShapeError
from wire import KEYS, Wire, shared_session

FINE = '{"ImportStatus": {"ImportCompleted": true}}'
JUNK = '{"ImportStatus": {"ImportedBy": "two\\nlines"}}'  # breaks a pattern
BROKEN = '{"ImportStatus": {"ImportCompleted": "yes"}}'  # breaks code that trusts the type
BAD_REQUEST: Any = {"CatalogId": "x" * 256}  # botocore lets it pass


def glue(text: str = FINE, **options: Any) -> tuple[Any, Wire]:
    """A client that is answered with this text."""
    given: Any = {"region_name": "us-east-1", "session": shared_session(), **KEYS, **options}
    client = botosmith_glue_migration.connect(**given)
    return client, Wire(client, (200, text))


@contextmanager
def recorded() -> Generator[list[warnings.WarningMessage], None, None]:
    """The warnings of a block, whatever the filters and whatever has been said before."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def outcome(call: Callable[..., Any], **params: Any) -> str:
    """What came of a call."""
    with recorded() as caught:
        try:
            call(**params)
        except RequestShapeError:
            return "refused"
        except ResponseShapeError:
            return "raised"
        except ParamValidationError:
            return "refused by botocore"
    return "warned" if caught else "passed"
