"""``botosmith serve``: any service by its name, with rules from a file."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from served import served

RULES = """
[[rules]]
service = "sqs"
operation = "SendMessage"
when = { QueueUrl = { "$regex" = ".*/orders" }, MessageBody = "hi" }
answers = [
    { throttles = true, times = 1 },
    { returns = { MessageId = "m1" } },
]

[[rules]]
service = "dynamodb"
operation = "get_item"
returns = { Item = { id = { S = "1" }, blob = { B = { "$base64" = "aGk=" } } } }
"""


@pytest.fixture
def rules(tmp_path: Path) -> None:
    (tmp_path / "fakes.toml").write_text(RULES, encoding="utf-8")


@pytest.mark.usefixtures("rules")
def test_services_with_rules(tmp_path: Path) -> None:
    with served("sqs", "dynamodb", "--rules", "fakes.toml", cwd=tmp_path) as server:
        assert server.first["services"] == ["sqs", "dynamodb"]
        item = server.client("dynamodb").get_item(TableName="t", Key={"id": {"S": "1"}})["Item"]
        assert item == {"id": {"S": "1"}, "blob": {"B": b"hi"}}
        line = server.line()
        assert line["milliseconds"] > 0
        assert (line["service"], line["operation"], line["verdict"], line["status"]) == (
            "dynamodb", "GetItem", "answered", 200,
        )  # fmt: skip
        assert line["rule"] == "get_item(), written at fakes.toml:11"
        sqs, url = server.client("sqs"), "https://queue/1/orders"
        with pytest.raises(ClientError, match="ThrottlingException"):
            sqs.send_message(QueueUrl=url, MessageBody="hi")
        assert sqs.send_message(QueueUrl=url, MessageBody="hi")["MessageId"] == "m1"
        assert [server.line()["verdict"] for _ in range(2)] == ["fault", "answered"]
        with pytest.raises(ClientError, match=r"MessageBody +'hi' +!= +'bye'"):
            sqs.send_message(QueueUrl=url, MessageBody="bye")
        line = server.line()
        assert line["verdict"] == "unmatched"
        assert re.search(r"MessageBody +'hi' +!= +'bye'", line["message"])
        with pytest.raises(ClientError, match="SerializationException") as caught:
            sqs.send_message(QueueUrl=url, MessageBody=7)
        assert "MessageBody" in str(caught.value)
        assert server.line()["verdict"] == "unreadable"
        status, (end,) = server.stop()
    assert end == {"event": "stopped", "calls": 5, "refused": 2}
    assert status == 1


def test_every_service(tmp_path: Path) -> None:
    """Each call gets a valid sample, and the same one for the same seed."""
    with served("--all", cwd=tmp_path) as server:
        assert len(server.first["services"]) > 400
        assert server.client("sts").get_caller_identity()["Account"]
        assert server.client("lambda").list_functions()["Functions"]
        regions = server.client("ec2").describe_regions()["Regions"]
        assert regions == server.client("ec2").describe_regions()["Regions"]
        server.client("iam").list_users()
        server.client("route53").list_hosted_zones()
        server.client("s3").list_buckets()
        stream = server.client("kinesis").describe_stream_summary(StreamName="s")
        assert stream["StreamDescriptionSummary"]
        status, lines = server.stop()
    assert {line["verdict"] for line in lines[:-1]} == {"sampled"}
    assert status == 0


def test_secrets_are_not_printed(tmp_path: Path) -> None:
    """Not those in headers, in requests that are refused, or in requests that cannot be read."""
    with served("cognito-idp", "secretsmanager", cwd=tmp_path) as server:
        calls = (
            {"ClientId": "c", "Username": "hidden-1", "Password": "hidden-2"},
            {"ClientId": "c" * 500, "Username": "hidden-1", "Password": "hidden-2 "},
            {"ClientId": "c", "Username": "u", "Password": ["hidden-3"]},
        )
        for given in calls:
            with pytest.raises(ClientError):
                server.client("cognito-idp").sign_up(**given)
        with pytest.raises(ClientError):
            server.client("secretsmanager").put_secret_value(SecretId="s", SecretString=77_123)
        _, lines = server.stop()
    verdicts = [line["verdict"] for line in lines[:-1]]
    assert verdicts == ["unmatched", "invalid", "unreadable", "unreadable"]
    text = str(lines)
    assert not re.search(r"hidden-|77.?123|AKIAFAKE|AWS4|Signature", text)


def test_bearer_tokens_are_not_printed(tmp_path: Path) -> None:
    models = Path(__file__).parents[2] / "models"
    given = ("personium-cell", "--models", str(models), "--https", "--unmatched", "sample")
    command = [sys.executable, "-m", "botosmith", "serve", "--port", "0", *given]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stdout is not None
        head = process.stdout.readline()
        lines = [process.stdout.readline() for _ in range(8)]
        found = dict(re.findall(r"export (\w+)=(\S+)", "".join(lines)))
        url = re.search(r"https://\S+\d", head)
        assert url is not None
        call = (
            "from botosmith_personium_cell import connect\n"
            f"cell = connect(endpoint_url={url[0]!r}, verify={found['AWS_CA_BUNDLE']!r}, "
            "token='hidden-token')\n"
            "print(cell.get_cell_import_status(CellName='c')['status'])"
        )
        done = subprocess.run([sys.executable, "-c", call], capture_output=True, check=True)
        assert done.stdout.strip()
        line = process.stdout.readline()
        process.terminate()
        rest = process.stdout.read()
    assert "200 sampled personium-cell GetCellImportStatus" in line
    assert "hidden-token" not in line + rest + "".join(lines)
    assert "stopped after 1 calls, of which 0 were refused" in rest


def refusal(*arguments: str, cwd: Path) -> str:
    command = [sys.executable, "-m", "botosmith", "serve", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.usefixtures("rules")
def test_mistakes(tmp_path: Path) -> None:
    with served("sqs", cwd=tmp_path) as server:
        port = server.url.rpartition(":")[2]
        message = refusal("sqs", "--port", port, cwd=tmp_path)
        assert f"port {port} of 127.0.0.1 is in use: choose another port" in message
    assert "no service to serve" in refusal(cwd=tmp_path)
    assert "did you mean sqs?" in refusal("sqss", cwd=tmp_path)
    assert "name none, or leave out --all" in refusal("--all", "sqs", cwd=tmp_path)
    assert "nothing.toml cannot be read" in refusal("--rules", "nothing.toml", cwd=tmp_path)
    message = refusal("sqs", "--rules", "fakes.toml", cwd=tmp_path)
    assert "fakes.toml:11: rule 2: dynamodb is not served, only sqs" in message


def test_models_that_are_not_valid(tmp_path: Path) -> None:
    """A user's own model stops the command, or is left out of all services."""
    directory = tmp_path / "models" / "mine" / "2026-01-01"
    directory.mkdir(parents=True)
    (directory / "service-2.json").write_text('{"metadata": {}}', encoding="utf-8")
    assert "models/mine/2026-01-01/service-2.json" in refusal("mine", cwd=tmp_path)
    command = [sys.executable, "-m", "botosmith", "serve", "--all", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "services at http://127.0.0.1:" in process.stdout.readline()
        process.terminate()
        assert "warning: not served: the model of mine" in process.stderr.read()


def test_another_host_is_a_warning(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "botosmith",
        "serve",
        "sqs",
        "--host",
        "0.0.0.0",
        "--port",
        "0",
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "127.0.0.1" in process.stdout.readline()
        process.terminate()
        assert "warning: 0.0.0.0 is not only this machine" in process.stderr.read()


def test_ctrl_c_with_clients_connected(tmp_path: Path) -> None:
    """One client waits for an answer that takes an hour, one is between two requests."""
    rule = '[[rules]]\nservice = "sts"\noperation = "GetCallerIdentity"\ndelays = 3600\n'
    (tmp_path / "slow.toml").write_text(rule + "returns_sample = {}\n", encoding="utf-8")
    with served("sts", "sqs", "--rules", "slow.toml", cwd=tmp_path) as server:
        port = int(server.url.rpartition(":")[2])
        waiting, idle = (socket.create_connection(("127.0.0.1", port)) for _ in range(2))
        with waiting, idle:
            body = b"Action=GetCallerIdentity&Version=2011-06-15"
            head = (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            )
            waiting.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            with pytest.raises(ClientError):
                server.client("sqs").list_queues()
            assert server.line()["verdict"] == "unmatched"
            status, lines = server.stop()
            for one in (waiting, idle):
                while one.recv(65536):  # to the end of the connection
                    pass
    assert status == 1
    assert lines[-1]["event"] == "stopped"
