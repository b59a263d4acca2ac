"""``fakes.py``, ``fake_types.py`` and ``samples.json``: the fake of a service, typed.

``faking`` collects what is printed: operations, their rules, and the errors that they can raise.
"""

from botosmith.package.fakes.fake_types import fake_types
from botosmith.package.fakes.fakes import fakes
from botosmith.package.fakes.samples import samples
from botosmith.package.python.files import File

FILES = (
    File("{package}/fake_types.py", fake_types),
    File("{package}/fakes.py", fakes),
    File("{package}/samples.json", lambda subject: samples(subject.service)),
)
