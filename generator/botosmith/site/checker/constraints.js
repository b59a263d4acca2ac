// The constraint traits that are a single predicate, as in the runtime's constraints.py.

const CONSTRAINTS = {
  uniqueItems: {
    rule: "unique",
    holds: (items) => new Set(items.map((item) => keyOf(item))).size === items.length,
    expected: () => "distinct items",
  },
};

const DEEPEST_COMPARED = 50; // levels of an item
let unlike = 0;

/**
 * A text that is the same for equal values; values that are nested too deeply equal nothing.
 * @param {any} value what `readJson` gives
 * @returns {string}
 */
function keyOf(value, levels = DEEPEST_COMPARED) {
  if (typeof value === "object" && value !== null && !levels) return `#${(unlike += 1)}`;
  if (value instanceof Map) {
    const entries = [...value].map(([name, item]) => `${JSON.stringify(name)}:${keyOf(item, levels - 1)}`);
    return `{${entries.sort().join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map((item) => keyOf(item, levels - 1)).join(",")}]`;
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "number") return JSON.stringify(value);
  return Number.isInteger(value) ? String(BigInt(value)) : String(value);
}
