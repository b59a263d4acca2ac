"""Uses of strategies that a type checker has to flag, line by line."""

from botosmith_importexport import strategies
from botosmith_importexport.fakes import FakeImportExport

strategies.get_state_response()  # error: no such operation
strategies.get_status_response(JobId="J1")  # error: it takes nothing
strategies.get_status_request().map(lambda request: request["Job"])  # error: no such member


def wrong_answer(fake: FakeImportExport) -> None:
    jobs = strategies.list_jobs_response()
    jobs.map(lambda response: fake.get_status().returns_each(response))  # error: another response
