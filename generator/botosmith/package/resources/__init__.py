"""boto3's resources: ``service_resource.py``, ``resource_type_defs.py``, and their stubs."""

from botosmith.package.python.files import File
from botosmith.package.resources.service_resource import absent, resources, stub
from botosmith.package.resources.type_defs import stub as types_stub
from botosmith.package.resources.type_defs import type_defs

FILES = (
    File("{package}/service_resource.py", lambda subject: resources(subject) or absent(subject)),
    File("{package}/service_resource.pyi", stub),
    File("{package}/resource_type_defs.py", type_defs),
    File("{package}/resource_type_defs.pyi", types_stub),
)
