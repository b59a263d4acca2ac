// JSON, read as Python's json module reads it, so that `botosmith check` has the same results.
// Integers become BigInt, so that none is rounded and 1.0 differs from 1. Objects become Map, which
// keeps the order of names and has no special names (`__proto__`, "10").

const DEEPEST_JSON = 500; // nested objects and arrays
const MOST_DIGITS = 4300; // of an integer; Python reads no more
const STRAIGHT = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /(-?(?:0|[1-9][0-9]*))((?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)/y;
const HEXADECIMAL = /[0-9a-fA-F]{4}/y;
const ESCAPES = new Map([..."\"\\/bfnrt"].map((letter, index) => [letter, "\"\\/\b\f\n\r\t"[index]]));
const CONSTANTS = Object.entries({
  null: null, true: true, false: false, NaN, Infinity, "-Infinity": -Infinity,
});

/** A text that cannot be checked; the message has the reason. */
class PayloadError extends Error {}

/** The value of a JSON text. Throws PayloadError with line and column if it is not valid. */
function readJson(text) {
  let at = 0;
  let depth = 0;

  function fail(reason, where) {
    throw new PayloadError(`the payload is not JSON: ${reason}: ${position(text, where)}`);
  }

  function skipSpace() {
    while (" \t\n\r".includes(text[at] ?? "x")) at += 1;
  }

  function next(expression) {
    expression.lastIndex = at;
    return expression.exec(text);
  }

  function value() {
    switch (text[at]) {
      case '"':
        return string();
      case "{":
        return nested(members);
      case "[":
        return nested(items);
    }
    const found = next(NUMBER);
    if (found) {
      at += found[0].length;
      return found[2] ? Number(found[0]) : integer(found[1]);
    }
    for (const [name, constant] of CONSTANTS) {
      if (text.startsWith(name, at)) {
        at += name.length;
        return constant;
      }
    }
    return fail("Expecting value", at);
  }

  function integer(digits) {
    if (digits.replace("-", "").length > MOST_DIGITS) {
      throw new PayloadError(`the payload has a number of more than ${grouped(MOST_DIGITS)} digits`);
    }
    return BigInt(digits);
  }

  function string() {
    const start = at;
    let read = "";
    for (at += 1; ; ) {
      const straight = next(STRAIGHT)[0];
      read += straight;
      at += straight.length;
      if (at >= text.length) fail("Unterminated string starting at", start);
      if (text[at] === '"') break;
      if (text[at] !== "\\") fail("Invalid control character at", at);
      at += 1;
      if (at >= text.length) fail("Unterminated string starting at", start);
      const letter = text[at];
      if (letter !== "u" && !ESCAPES.has(letter)) fail("Invalid \\escape", at - 1);
      at += 1;
      if (letter === "u") {
        const code = next(HEXADECIMAL) ?? fail("Invalid \\uXXXX escape", at - 1);
        at += 4;
        read += String.fromCharCode(parseInt(code[0], 16));
      } else {
        read += ESCAPES.get(letter);
      }
    }
    at += 1;
    return read;
  }

  function nested(read) {
    depth += 1;
    if (depth > DEEPEST_JSON) {
      throw new PayloadError(
        `the payload is nested too deeply to be read: more than ${DEEPEST_JSON} nested objects ` +
          "and arrays",
      );
    }
    at += 1;
    skipSpace();
    const container = read();
    at += 1;
    depth -= 1;
    return container;
  }

  /** Reads a comma; false if the container ends instead. */
  function another(end) {
    skipSpace();
    if (text[at] === end) return false;
    if (text[at] !== ",") fail("Expecting ',' delimiter", at);
    at += 1;
    skipSpace();
    return true;
  }

  function members() {
    const found = new Map();
    if (text[at] === "}") return found;
    do {
      if (text[at] !== '"') fail("Expecting property name enclosed in double quotes", at);
      const name = string();
      skipSpace();
      if (text[at] !== ":") fail("Expecting ':' delimiter", at);
      at += 1;
      skipSpace();
      found.set(name, value());
    } while (another("}"));
    return found;
  }

  function items() {
    const found = [];
    if (text[at] === "]") return found;
    do {
      found.push(value());
    } while (another("]"));
    return found;
  }

  if (text.startsWith("\ufeff")) fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
  skipSpace();
  const read = value();
  skipSpace();
  if (at < text.length) fail("Extra data", at);
  return read;
}

function position(text, where) {
  const before = text.slice(0, where);
  const line = before.lastIndexOf("\n") + 1;
  const count = before.split("\n").length;
  const column = lengthOf(before.slice(line)) + 1;
  return `line ${count} column ${column} (char ${lengthOf(before)})`;
}
