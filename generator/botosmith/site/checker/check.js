// The checks of one request or response, by the rules of its operation (rules.py describes their
// letters). The violations, their places and their order are the same as in botosmith's Python
// checks: a test compares the two.

const DEEPEST = 200; // levels of recursive structures, or of a document
const MOST_NESTED = 1_000_000; // values in recursive structures
const MOST_FOUND = 1_000; // violations
const LONGEST_MATCHED = 65_536; // characters; longer strings are not matched
const WHOLE = { i: [-(2 ** 31), 2 ** 31 - 1], l: [-(2n ** 63n), 2n ** 63n - 1n] };
const PLAIN = Object.fromEntries([..."silfbBtdja"].map((letter) => [letter, { k: letter }]));
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const INSTEAD = {
  bytes: "a string",
  dict: "an object, or its JSON text",
  "dict-or-text": "an object, or text that is not other JSON",
  fields: "a string or an object",
  none: "a string or null",
};
const CLASS_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Ends a check early. */
class EnoughError extends Error {}

/**
 * The violations in a payload, in its order; null if the model has no shape for this side.
 * `side` is "request" or "response"; `payload` is from `readJson`.
 * Each violation has `path` (JMESPath), `rule` and `message`, which is `shortPath` and `what`;
 * `hint` suggests names for an unknown member.
 */
function check(rules, side, payload) {
  const root = side === "request" ? rules.i : rules.o;
  if (root === undefined) return null;
  const checker = new Checker(rules.s, side === "response");
  try {
    checker.value(root, payload);
  } catch (error) {
    if (!(error instanceof EnoughError)) throw error;
    checker.found.push(violation([], "limit", error.message, ""));
  }
  return checker.found;
}

function violation(steps, rule, expected, came, hint = "") {
  const path = jmespath(steps);
  const shortPath = shortened(path);
  const what = `${rule}: expected ${expected}${came && `, got ${came}`}`;
  return { path, rule, message: `${shortPath || "the payload"}: ${what}`, shortPath, what, hint };
}

class Checker {
  /** @type {object[]} */
  found = [];
  /** @type {(string | number | symbol)[]} */
  steps = []; // the path to the current value
  hidden = 0; // positive inside a sensitive structure, list or map
  depth = 0;
  nested = 0;
  /** @type {any} */
  owner = null; // the structure around

  constructor(shapes, isResponse) {
    this.shapes = shapes;
    this.isResponse = isResponse;
  }

  value(ref, value) {
    const shape = typeof ref === "string" ? PLAIN[ref] : this.shapes[ref];
    switch (shape.k) {
      case undefined:
        return this.descend(shape, value);
      case "L":
        return this.list(shape, value);
      case "M":
        return this.map(shape, value);
      case "s":
        return this.string(shape, value);
      case "i":
      case "l":
        return this.integer(shape, value);
      case "f":
        return this.number(shape, value);
      case "b":
        return typeof value === "boolean" || this.mistyped(shape, "a boolean", value);
      case "B":
        return this.blob(shape, value);
      case "t":
        return saysMoment(value) || this.mistyped(shape, "a date, as text or as a number", value);
      case "d":
      case "j":
        return this.document(shape, value, 0);
    }
  }

  /**
   * Adds a violation here, or one step further; `came` is the value in words.
   * @param {string | number | symbol | null} step
   */
  wrong(shape, rule, expected, came, step = null, /** @type {string[]} */ members = []) {
    const isSecret = this.hidden > 0;
    // The name of an unknown member may be a secret, such as a key for a nested map.
    if (isSecret && rule === "unknown") step = MASKED;
    const steps = step === null ? this.steps : [...this.steps, step];
    const hint = isSecret || typeof step !== "string" ? "" : meant(step, members);
    this.found.push(violation(steps, rule, expected, isSecret || shape.h ? "" : came, hint));
    if (this.found.length >= MOST_FOUND) {
      throw new EnoughError(
        `fewer than ${grouped(MOST_FOUND)} violations; what follows was not checked`,
      );
    }
  }

  mistyped(shape, expected, value, came = shown(value)) {
    this.wrong(shape, value === null ? "null" : "type", expected, came);
  }

  at(step, ref, value) {
    this.steps.push(step);
    this.value(ref, value);
    this.steps.pop();
  }

  descend(shape, value) {
    const around = this.owner;
    const isNested = around?.y && shape.y;
    if (isNested && this.depth >= DEEPEST) {
      return this.wrong({}, "depth", `at most ${DEEPEST} levels`, "");
    }
    if (isNested && this.nested >= MOST_NESTED) {
      throw new EnoughError(`at most ${grouped(MOST_NESTED)} values in recursive structures`);
    }
    if (isNested) [this.depth, this.nested] = [this.depth + 1, this.nested + 1];
    this.owner = shape;
    this.structure(shape, value);
    this.owner = around;
    if (isNested) this.depth -= 1;
  }

  structure(shape, value) {
    if (!(value instanceof Map)) return this.mistyped({}, "an object", value, kindOf(value));
    this.hidden += shape.h ?? 0;
    if (shape.u && value.size !== 1) this.wrong({}, "union", "exactly one member", namesOf(value));
    for (let index = 0; index < shape.m.length; index += 3) {
      const name = shape.m[index];
      const ref = shape.m[index + 1];
      const required = shape.m[index + 2];
      const [alias, usual] = shape.a?.[name] ?? [name, name];
      const given = value.has(name) ? name : alias;
      if (value.has(given)) {
        this.at(given, ref, value.get(given));
      } else if (required === 1 || (required && this.steps.length > 0)) {
        this.wrong({}, "required", "a value: this member is required", "", usual);
      }
    }
    this.unknown(shape, value);
    this.conditions(shape, value);
    this.hidden -= shape.h ?? 0;
  }

  unknown(shape, value) {
    shape.names ??= new Set(
      shape.m
        .filter((_, index) => index % 3 === 0)
        .flatMap((name) => [name, ...(shape.a?.[name]?.slice(0, 1) ?? [])]),
    );
    for (const name of value.keys()) {
      const isMetadata = this.isResponse && this.steps.length === 0 && name === "ResponseMetadata";
      if (shape.names.has(name) || isMetadata) continue;
      const listed = printable([...shape.names].slice(0, MOST_VALUES).join(", "));
      const more = shape.names.size > MOST_VALUES ? ", ..." : "";
      const expected = listed ? `one of the members ${listed}${more}` : "no member at all";
      this.wrong({}, "unknown", expected, "", name, [...shape.names]);
    }
  }

  conditions(shape, value) {
    for (const [sibling, values, isAmong, mustBeThere, members, words] of shape.c ?? []) {
      if (values.includes(value.get(sibling)) !== Boolean(isAmong)) continue;
      for (const name of members) {
        if (value.has(name) !== Boolean(mustBeThere)) this.wrong({}, "presence", words, "", name);
      }
    }
  }

  list(shape, value) {
    if (!Array.isArray(value)) return this.mistyped(shape, "an array", value, kindOf(value));
    this.size(shape, value, "size", value.length, "item");
    this.hidden += shape.h ?? 0;
    value.forEach((item, index) => {
      if (item !== null || !shape.z) this.at(index, shape.v, item);
    });
    this.hidden -= shape.h ?? 0;
  }

  map(shape, value) {
    if (!(value instanceof Map)) return this.mistyped(shape, "an object", value, kindOf(value));
    this.size(shape, value, "size", value.size, "entry", "entries");
    this.hidden += shape.h ?? 0;
    for (const [key, item] of value) {
      this.steps.push(shape.w ? MASKED : key);
      this.value(shape.q, key);
      if (item !== null || !shape.z) this.value(shape.v, item);
      this.steps.pop();
    }
    this.hidden -= shape.h ?? 0;
  }

  string(shape, value) {
    if (typeof value !== "string") return this.converted(shape, value);
    if (shape.o === "path") value = value.slice(value.lastIndexOf("/") + 1);
    const length = lengthOf(value);
    if (!isBetween(shape, length)) {
      const { n: low = 0, x: high = Infinity } = shape;
      this.wrong(shape, "length", bounds(low, high, "character"), shown(value));
    } else if (shape.e) {
      shape.values ??= new Set(shape.e);
      if (!shape.values.has(value)) this.wrong(shape, "enum", oneOf(shape.e), shown(value));
    } else if (shape.p !== undefined && !(length > shape.g) && !matches(shape, value)) {
      this.wrong(shape, "pattern", `text that matches ${shape.p}`, shown(value));
    } else if (shape.o?.startsWith("dict") && !decodes(shape.o, value)) {
      this.mistyped(shape, INSTEAD[shape.o], value);
    } else {
      this.further(shape, value);
    }
  }

  /** A value that is not a string, but that a client accepts or returns instead of one. */
  converted(shape, value) {
    const isDict = value instanceof Map;
    if (shape.o === "none" && value === null) return;
    if (shape.o?.startsWith("dict") && isDict) return this.document({}, value, 0);
    if (shape.o !== "fields" || !isDict) {
      return this.mistyped(shape, INSTEAD[shape.o] ?? "a string", value);
    }
    for (const [name, isRequired] of Object.entries(shape.f)) {
      if (value.has(name)) this.at(name, "s", value.get(name));
      else if (isRequired) this.wrong({}, "required", "a value: this member is required", "", name);
    }
    const expected = `one of the members ${Object.keys(shape.f).join(", ")}`;
    for (const name of value.keys()) {
      if (!Object.hasOwn(shape.f, name)) this.wrong({}, "unknown", expected, "", name, Object.keys(shape.f));
    }
  }

  integer(shape, value) {
    if (typeof value !== "bigint") return this.mistyped(shape, "an integer", value);
    const [low, high] = WHOLE[shape.k];
    const { n = low, x = high } = shape;
    if (isBetween({ n, x }, value)) return this.further(shape, value);
    this.wrong(shape, "range", limits(n, x), shown(value));
  }

  number(shape, value) {
    if (typeof value !== "bigint" && typeof value !== "number") {
      return this.mistyped(shape, "a number", value);
    }
    // NaN is outside of every range, and valid if there is no range.
    if (isBetween(shape, value)) return this.further(shape, value);
    this.wrong(shape, "range", limits(shape.n, shape.x), shown(value));
  }

  blob(shape, value) {
    const size = typeof value === "string" ? sizeOf(value) : null;
    if (size === null) return this.mistyped(shape, "Base64 text", value);
    this.size(shape, value, "length", size, "byte");
  }

  size(shape, value, rule, size, unit, units) {
    if (isBetween(shape, size)) return this.further(shape, value);
    const { n: low = 0, x: high = Infinity } = shape;
    this.wrong(shape, rule, bounds(low, high, unit, units), grouped(size));
  }

  /** Checks the further constraints of a value that is valid otherwise. */
  further(shape, value) {
    for (const [trait, said] of Object.entries(shape.t ?? {})) {
      const { rule, holds, expected } = CONSTRAINTS[trait];
      if (!holds(value, said)) this.wrong(shape, rule, expected(said), "");
    }
  }

  document(shape, value, depth) {
    const entries = value instanceof Map || Array.isArray(value) ? value.entries() : null;
    if (entries && depth >= DEEPEST) {
      return this.wrong(shape, "depth", `at most ${DEEPEST} levels`, "");
    }
    for (const [step, part] of entries ?? []) {
      this.steps.push(shape.h && typeof step !== "number" ? MASKED : step);
      this.document(shape, part, depth + 1);
      this.steps.pop();
    }
  }
}

/** Whether botocore decodes a string to the type that the type hints declare. */
function decodes(instead, text) {
  let read;
  try {
    read = readJson(instead === "dict" ? unquoted(text) : text);
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return instead !== "dict";
  }
  return read instanceof Map || (typeof read === "string" && instead !== "dict");
}

/** The same as Python's unquote: invalid UTF-8 is replaced, and any percent sign is accepted. */
function unquoted(text) {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (quoted) => {
    const bytes = quoted.slice(1).split("%").map((byte) => Number.parseInt(byte, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  });
}

/** A limit of the rules as a number; limits that are not exact in JavaScript are strings there. */
function limit(written) {
  if (typeof written !== "string") return written;
  return /^-?[0-9]+$/.test(written) ? BigInt(written) : Number(written.replace("inf", "Infinity"));
}

function isBetween(shape, value) {
  const [low, high] = [limit(shape.n), limit(shape.x)];
  return (low === undefined || value >= low) && (high === undefined || value <= high);
}

/** How many bytes a Base64 string encodes, null if it is not Base64. */
function sizeOf(text) {
  if (text.length % 4 !== 0 || !BASE64.test(text)) return null;
  return (text.length / 4) * 3 - (text.match(/=/g)?.length ?? 0);
}

function matches(shape, text) {
  shape.expression ??= new RegExp(unpacked(shape.r ?? `^(?:${shape.p})$`), "u");
  try {
    return shape.expression.test(text);
  } catch (error) {
    // A long string can be too much for the browser's regular expressions.
    if (text.length > LONGEST_MATCHED) return true;
    throw error;
  }
}

function unpacked(source) {
  if (typeof source === "string") return source;
  return source.map((part, index) => (index % 2 === 0 ? part : unpackedClass(part))).join("");
}

function unpackedClass(packed) {
  const sign = packed.startsWith("^") ? "^" : "";
  const numbers = [];
  let [number, scale] = [0, 1];
  for (const digit of packed.slice(sign.length)) {
    const value = CLASS_DIGITS.indexOf(digit);
    number += (value % 32) * scale;
    scale *= 32;
    if (value < 32) {
      numbers.push(number);
      [number, scale] = [0, 1];
    }
  }
  let [members, last] = ["", 0];
  for (let index = 0; index < numbers.length; index += 2) {
    const low = last + numbers[index];
    last = low + numbers[index + 1];
    members += `\\u{${low.toString(16)}}-\\u{${last.toString(16)}}`;
  }
  return `[${sign}${members}]`;
}

const registered = new Map();

/** The script with an operation's rules calls this function. */
globalThis.botosmithRules = (operation, rules) => registered.set(operation, rules);

Object.assign(globalThis, { botosmithPayloads: {
  /** The violations in a JSON text, or the `problem` why it cannot be checked. */
  checked(operation, side, text) {
    const rules = registered.get(operation);
    if (rules === undefined) return { problem: `the rules of ${operation} are missing` };
    try {
      const violations = check(rules, side, readJson(text));
      if (violations) return { violations };
      const [, service, name] = /^(.*)\.(.*)$/.exec(operation) ?? [];
      return { problem: `${name} of ${service} has no ${side} to check: its model is empty` };
    } catch (error) {
      if (error instanceof PayloadError) return { problem: error.message };
      throw error;
    }
  },
} });
