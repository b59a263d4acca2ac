// Values and limits as text, the same as in `botosmith check`: values are written as in JSON, and
// numbers as in Python.

const LONGEST = 60; // characters of a value
const LONGEST_PATH = 250; // characters of a path in a message
const MOST_VALUES = 12;
const MASKED = Symbol("a step of a path that must not be shown");
const ASTRAL = /[\u{10000}-\u{10ffff}]/gu;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const UNPRINTABLE = /[\p{C}\p{Z}]/u;
const UNSEEN = /(?! )[\p{C}\p{Z}]/gu;

/** How many characters a text has: code points, where JavaScript counts UTF-16's units. */
function lengthOf(text) {
  return text.length - (text.match(ASTRAL)?.length ?? 0);
}

/** The first characters of a text. */
function beginning(text, count) {
  return [...text.slice(0, 2 * count)].slice(0, count).join("");
}

/** A scalar value, cut if it is long; for any other value, its type. */
function shown(value) {
  switch (typeof value) {
    case "string": {
      const length = lengthOf(value);
      if (length <= LONGEST) return quoted(value);
      return `${quoted(beginning(value, LONGEST))}... (${grouped(length)} characters)`;
    }
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return bitLength(value) <= 256 ? `${value}` : "a number of over 70 digits";
    case "number":
      return float(value);
  }
  return kindOf(value);
}

/** The type of a value, as JSON calls it. */
function kindOf(value) {
  if (value === null) return "null";
  if (value instanceof Map) return "an object";
  if (Array.isArray(value)) return "an array";
  return { string: "a string", boolean: "a boolean", bigint: "a number", number: "a number" }[typeof value];
}

/** The names of the members in a structure with a wrong number of them. */
function namesOf(structure) {
  const names = [...structure.keys()];
  const rest = names.length - MOST_VALUES;
  const listed = names.slice(0, MOST_VALUES).map(shown).join(", ");
  return (listed || "none") + (rest > 0 ? ` and ${grouped(rest)} others` : "");
}

/** The text for limits of a length or size. */
function bounds(low, high, unit, units = `${unit}s`) {
  const counted = (limit) => `${grouped(limit)} ${limit === 1 ? unit : units}`;
  if (low === high) return `exactly ${counted(low)}`;
  if (high === Infinity) return `at least ${counted(low)}`;
  if (!low) return `at most ${counted(high)}`;
  return `${grouped(low)} to ${grouped(high)} ${units}`;
}

/** The text for limits of a number; they are as in the rules. */
function limits(low, high) {
  if (low === high) return `the number ${grouped(low)}`;
  if (high === undefined) return `a number of at least ${grouped(low)}`;
  if (low === undefined) return `a number of at most ${grouped(high)}`;
  return `a number from ${grouped(low)} to ${grouped(high)}`;
}

/** An enumeration's values. */
function oneOf(values) {
  const rest = values.length - MOST_VALUES;
  const listed = values.slice(0, MOST_VALUES).map((value) => `"${value}"`).join(", ");
  return `one of ${printable(listed)}${rest > 0 ? ` and ${grouped(rest)} others` : ""}`;
}

/** A model's text in one line; invisible characters are escaped as in Python's `repr`. */
function printable(text) {
  return text.replace(UNSEEN, (one) => escaped(one));
}

/** A path in JMESPath's notation; only the beginning of long names. */
function jmespath(steps) {
  let text = "";
  for (const step of steps) {
    if (typeof step === "number") text += `[${step}]`;
    else text += (text && ".") + (step === MASKED ? "*" : identifier(step));
  }
  return text;
}

function identifier(name) {
  const isLong = lengthOf(name) > LONGEST;
  if (IDENTIFIER.test(name) && !isLong) return name;
  const text = JSON.stringify(isLong ? `${beginning(name, LONGEST)}...` : name);
  return text.replace(/[^ -~]/g, unitEscape);
}

/** A path, shortened for a message. */
function shortened(path) {
  return path.length <= LONGEST_PATH ? path : `${path.slice(0, 100)} ... ${path.slice(-100)}`;
}

/** A number or limit with a comma before each three digits of its whole part. */
function grouped(number) {
  const [, whole, rest] = /^(-?[0-9]*)(.*)$/.exec(String(number)) ?? [];
  return whole.replace(/[0-9](?=(?:[0-9]{3})+$)/g, "$&,") + rest;
}

function bitLength(integer) {
  return (integer < 0n ? -integer : integer).toString(2).length;
}

/** A floating-point number as Python writes it in JSON. */
function float(number) {
  if (Number.isNaN(number)) return "NaN";
  if (!Number.isFinite(number)) return number > 0 ? "Infinity" : "-Infinity";
  const sign = number < 0 || Object.is(number, -0) ? "-" : "";
  const [digits, power] = Math.abs(number).toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent > 15) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  const plain = exponent < 0 ? decimals(digits, -exponent) : String(Math.abs(number));
  return sign + (plain.includes(".") ? plain : `${plain}.0`);
}

function decimals(digits, zeros) {
  return `0.${"0".repeat(zeros - 1)}${digits.replace(".", "")}`;
}

/** A string as JSON, with escapes for invisible characters. */
function quoted(text) {
  return JSON.stringify(text).replace(UNSEEN, (one) => one.replace(/[^]/g, unitEscape));
}

function unitEscape(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function escaped(character) {
  const known = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (known) return known;
  const code = character.codePointAt(0);
  if (code > 0x7e && !UNPRINTABLE.test(character)) return character;
  const [letter, width] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).padStart(width, "0")}`;
}
