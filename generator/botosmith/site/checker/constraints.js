// The constraint traits that are one predicate, as the runtime's constraints.py has them.

const CONSTRAINTS = {
  uniqueItems: {
    rule: "unique",
    holds: (items) => new Set(items.map(keyOf)).size === items.length,
    expected: () => "no item twice",
  },
};

/**
 * What two equal values have in common, as text.
 * @param {any} value what `readJson` gives
 * @returns {string}
 */
function keyOf(value) {
  if (value instanceof Map) {
    const entries = [...value].map(([name, item]) => `${JSON.stringify(name)}:${keyOf(item)}`);
    return `{${entries.sort().join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(keyOf).join(",")}]`;
  if (typeof value === "bigint") return String(value);
  return Number.isInteger(value) ? String(BigInt(value)) : JSON.stringify(value);
}
