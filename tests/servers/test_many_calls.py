"""Many connections at the same time, with mixed rules: each call gets its own answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest
from botosmith_importexport.fakes import FakeImportExport

CONNECTIONS, CALLS = 64, 50
KIND = {"Content-Type": "application/x-www-form-urlencoded"}
MEASURE = "Action=GetStatus&Version=2010-06-01&JobId="


def wrong_answers(port: int, connection: int) -> list[str]:
    """The answers of one connection that are not those to its calls."""
    client = HTTPConnection("127.0.0.1", port)
    wrong: list[str] = []
    for number in range(CALLS):
        job = f"J{connection}-{number}" if number % 2 else f"F{number % 10}"
        client.request("POST", "/", MEASURE + job, KIND)
        response = client.getresponse()
        body = response.read().decode()
        if number % 10 == 4:
            expected = (400, "<Code>InvalidJobIdException<")
        else:
            expected = (200, f"<JobId>{job}<")
        if response.status != expected[0] or expected[1] not in body:
            wrong.append(f"{job}: {response.status} {body}")
    client.close()
    return wrong


@pytest.mark.parametrize("in_threads", [False, True])
def test_many_connections(in_threads: bool) -> None:
    fake = FakeImportExport(keep_calls=0)
    for number in range(10):
        fake.get_status(JobId=f"F{number}").optional().returns(JobId=f"F{number}")
    fake.get_status(JobId="F4").raises("InvalidJobIdException")
    for connection in range(CONNECTIONS):
        for number in range(1, CALLS, 2):
            job = f"J{connection}-{number}"
            rule = fake.get_status(JobId=job)
            if in_threads:
                rule.responds(lambda request: {"JobId": request["JobId"]})
            else:
                rule.returns(JobId=job)
    with fake.serve() as server, ThreadPoolExecutor(CONNECTIONS) as pool:
        ports = [server.port] * CONNECTIONS
        wrong = [*pool.map(wrong_answers, ports, range(CONNECTIONS))]
    assert [one for some in wrong for one in some] == []
    assert fake.call_count == CONNECTIONS * CALLS
