"""The models under ``models/``, botocore's, and clients of ours."""

import json
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.session import Session

MODELS = Path(__file__).parents[3] / "models"
SERVICES = ("glue-migration", "importexport", "personium-cell")
UNIT = "https://unit.example/"

Json = dict[str, Any]


@cache
def ours(service: str, file: str) -> Json:
    (path,) = MODELS.glob(f"{service}/*/{file}.json")
    data: Json = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def botocores(service: str, file: str) -> Json:
    data: Json = Loader().load_service_model(service, file)
    return data


def is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


# botocore's own classes say too little, and its stubs at times too much, of what tests look at.
def make_client(service: str, **options: Any) -> Any:
    session = Session()
    session.set_credentials("key", "secret")
    session.get_component("data_loader").search_paths.insert(0, str(MODELS))
    return session.create_client(service, region_name="us-east-1", **options)


def service_model(service: str) -> Any:
    return ServiceModel(ours(service, "service-2"), service_name=service)
