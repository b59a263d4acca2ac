"""Try to keep every pattern that botocore's models have busy for more than 50 ms.

    python tests/benchmarks/redos.py [--as-is] [service ...]

For each pattern and each limit that its shapes have, texts are made that go round its loops, and
from one loop to the next, as often as the limit allows, and then fail. They are matched in a child
process, which is killed after 5 s. Prints a table of the slowest, and exits 1 beyond the budget.
`--as-is` attacks the plain translation instead, to see what the precautions are good for.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection

from botocore.loaders import Loader
from botosmith.patterns import LONGEST_CHECKED, safe_pattern, translate
from botosmith.patterns.automaton import Automaton, Loop, alphabet
from botosmith.patterns.implausible import as_meant
from botosmith.patterns.parser import parse

BUDGET = 0.050  # seconds of CPU for one text
TIME_OUT = 5.0
MOST_WORDS = 14
SUFFIXES = ("\x00", "\n!", "")


def main() -> int:
    arguments = argparse.ArgumentParser(description="Attack the patterns of botocore's models.")
    arguments.add_argument("--as-is", action="store_true", help="attack the plain translation")
    arguments.add_argument("services", nargs="*", help="all of them by default")
    options = arguments.parse_args()
    uses = pattern_uses(options.services)
    results: list[tuple[float, str, str, int]] = []
    worker = Worker()
    for given, limit in uses:
        pattern = as_meant(given)
        safe = safe_pattern(pattern, limit)
        longest = safe.longest or limit or LONGEST_CHECKED
        source = translate(pattern) if options.as_is else safe.source
        if source is None:
            results.append((0.0, safe.outcome, pattern, 0))
            continue
        longest = min(5_000, limit or 5_000) if options.as_is else longest
        seconds = max(worker.seconds(source, text) for text in attacks(pattern, longest))
        results.append((seconds, safe.outcome, pattern, longest))
    worker.stop()
    report(results)
    return any(seconds > BUDGET for seconds, *_ in results)


def pattern_uses(services: list[str]) -> list[tuple[str, int | None]]:
    """Each pattern with each limit on its length."""
    loader = Loader()
    found: dict[tuple[str, int | None], None] = {}
    for service in services or loader.list_available_services("service-2"):
        model = loader.load_service_model(service, "service-2")
        for shape in model["shapes"].values():
            if "pattern" in shape:
                found[shape["pattern"], shape.get("max")] = None
    return list(found)


def attacks(pattern: str, longest: int) -> Iterator[str]:
    """Texts of `longest` characters that keep a backtracking matcher going."""
    automaton = Automaton()
    whole = automaton.add(parse(pattern))
    characters = _characters(automaton)
    prefixes = _words_from(automaton, list(whole.first), characters, "")
    yield from ("", "a" * longest, "\x00" * longest)
    for loop in automaton.loops[:8]:
        for start in list(loop.positions)[:4]:
            prefix = prefixes.get(start)
            if prefix is None:
                continue
            for word in _pumps(automaton, loop, start, characters):
                for suffix in SUFFIXES:
                    room = longest - len(prefix) - len(suffix)
                    if room > 0:
                        yield prefix + (word * (room // len(word) + 1))[:room] + suffix


def _pumps(automaton: Automaton, loop: Loop, start: int, characters: list[list[str]]) -> list[str]:
    """Words to repeat: one character, once round the loop, or on to a later loop."""
    words = dict.fromkeys(characters[start][:4])
    targets = _words_from(automaton, list(automaton.follow[start]), characters, "")
    if start in targets:
        words[targets[start]] = None
    for later in automaton.loops:
        if later.positions.start > loop.positions.start and later.positions.start in targets:
            words[targets[later.positions.start]] = None
    return list(words)[:MOST_WORDS]


def _characters(automaton: Automaton) -> list[list[str]]:
    """For each position characters that it reads, first those that most others read as well."""
    letters = sorted(alphabet(automaton.members).items(), key=lambda item: -item[0].bit_count())
    return [
        [chr(_typical(members.ranges)) for having, members in letters if having >> position & 1]
        for position in range(len(automaton.members))
    ]


def _typical(ranges: tuple[tuple[int, int], ...]) -> int:
    printable = [low for low, _ in ranges if 0x20 < low < 0x7F]
    return printable[0] if printable else ranges[0][0]


def _words_from(
    automaton: Automaton, starts: list[int], characters: list[list[str]], prefix: str
) -> dict[int, str]:
    """A shortest word to each position that can be reached, its own character included."""
    words: dict[int, str] = {}
    pending = [(start, prefix) for start in starts]
    while pending:
        later: list[tuple[int, str]] = []
        for position, word in pending:
            if position not in words and characters[position]:
                words[position] = word + characters[position][0]
                later += [(target, words[position]) for target in automaton.follow[position]]
        pending = later
    return words


class Worker:
    """A child process that matches, and can be killed."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.connection, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_serve, args=(other,), daemon=True)
        self.process.start()

    def seconds(self, source: str, text: str) -> float:
        """CPU seconds to match the text; the time-out if it was longer."""
        self.connection.send((source, text))
        if self.connection.poll(TIME_OUT):
            return float(self.connection.recv())
        self.stop()
        self._start()
        return TIME_OUT

    def stop(self) -> None:
        self.process.kill()
        self.process.join()


def _serve(connection: Connection) -> None:
    while True:
        source, text = connection.recv()
        expression = re.compile(source, re.ASCII)
        seconds = _timed(expression, text)
        # Once more if it looks slow: another process may have been in the way.
        connection.send(seconds if seconds < BUDGET / 2 else min(seconds, _timed(expression, text)))


def _timed(expression: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    expression.fullmatch(text)
    return time.process_time() - start


def report(results: list[tuple[float, str, str, int]]) -> None:
    outcomes = Counter(outcome for _, outcome, _, _ in results)
    slow = sum(seconds > BUDGET for seconds, *_ in results)
    print(f"{len(results)} uses:", ", ".join(f"{outcomes[one]} {one}" for one in outcomes))
    print(f"{slow} take more than {BUDGET * 1000:.0f} ms; the slowest:")
    print(f"{'ms':>8}  {'length':>7}  {'outcome':<9}  pattern")
    for seconds, outcome, pattern, longest in sorted(results, reverse=True)[:25]:
        print(f"{seconds * 1000:8.1f}  {longest:7}  {outcome:<9}  {pattern[:80]}")


if __name__ == "__main__":
    sys.exit(main())
