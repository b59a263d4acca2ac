"""``strategies.py`` and ``shapes.json``: Hypothesis strategies for requests and responses."""

from botosmith.package.python.files import File
from botosmith.package.strategies.shape_facts import shape_facts
from botosmith.package.strategies.strategies import strategies

FILES = (
    File("{package}/shapes.json", lambda subject: shape_facts(subject.service)),
    File("{package}/strategies.py", strategies),
)
