// Finds entries by name, in any case, with or without hyphens and dots, and despite typing errors.

const MOST = 20; // results
const NOISE = new Set(["aws", "boto3", "botocore", "client", "self"]);

/** Only letters and digits, in lower case: `put_object`, `Put-Object` and `putobject` are equal. */
function flat(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The entries of an index, ready to be compared. */
function prepared(kinds) {
  return kinds.flatMap(([kind, folder, entries], order) =>
    entries.map(([name, page, others = "", first = "", second = ""]) => ({
      kind,
      order,
      name,
      page: page || `${folder}/${name}.html`,
      names: [name, ...others.split("|")].map(flat).filter(Boolean),
      parts: [...parted(first, placeOf(kind, true)), ...parted(second, placeOf(kind, false))],
    })),
  );
}

function parted(text, place) {
  return text ? text.split("|").map((name) => ({ name, flat: flat(name), place })) : [];
}

/** The start of a member's fragment; values of enumerations have none. */
function placeOf(kind, first) {
  if (kind === "operation") return first ? "request" : "response";
  return kind === "enumeration" ? "" : "member";
}

/** The possible meanings of a query: all of it, or the parts after the last dots. */
function readings(query) {
  const words = query.replace(/\(.*/, "").split(/[\s,:/]+/).filter((word) => flat(word));
  const kept = words.filter((word) => !NOISE.has(word.toLowerCase()) && !isService(word));
  const whole = (kept.length ? kept : words).map(withoutType);
  const ends = whole.map((word) => word.split(".").filter(flat).at(-1) ?? word);
  return [whole, ends].map((read) => read.map(flat)).filter((read, at, both) => read.length && (!at || `${read}` !== `${both[0]}`));
}

function isService(word) {
  return service !== "" && (flat(word) === flat(service) || flat(word) === `${flat(service)}api`);
}

function withoutType(word) {
  return word.replace(/TypeDef$/i, "");
}

/** The best entries for a query: those with all of its words, then those with similar names. */
function found(entries, query) {
  const hits = [];
  for (const words of readings(query)) {
    const joined = words.join("");
    for (const entry of entries) {
      const named = words.filter((word) => !isKind(word, entry.kind));
      const whole = named.length === words.length || !named.length;
      const hit = whole ? ranked(entry, words, joined) : ranked(entry, named, named.join(""));
      if (hit) hits.push({ ...hit, rank: hit.rank - (whole ? 0 : 1), entry });
    }
  }
  if (!hits.some((hit) => hit.rank < 6)) hits.push(...nearly(entries, readings(query)));
  hits.sort((a, b) => a.rank - b.rank || a.entry.order - b.entry.order || a.entry.name.length - b.entry.name.length || (a.entry.name < b.entry.name ? -1 : 1));
  const seen = new Set();
  return hits.filter(({ entry }) => !seen.has(entry) && seen.add(entry)).slice(0, MOST);
}

/** How well an entry fits; undefined if it does not. The lowest rank is best. */
function ranked(entry, words, joined) {
  let rank = 9;
  for (const name of entry.names) {
    if (name === joined) rank = Math.min(rank, 0);
    else if (name.startsWith(joined)) rank = Math.min(rank, 1);
    else if (name.endsWith(joined)) rank = Math.min(rank, 1.5);
    else if (name.includes(joined)) rank = Math.min(rank, 2.5);
    else if (words.every((word) => name.includes(word) || name.includes(singular(word)))) rank = Math.min(rank, 3);
  }
  if (rank < 9) return { rank };
  let part = entry.parts.find((one) => one.flat === joined);
  if (part) return { rank: 2, part };
  for (const word of words) {
    if (entry.names.some((name) => name.includes(word))) continue;
    const inside = entry.parts.find((one) => one.flat === word) ?? entry.parts.find((one) => one.flat.includes(word));
    if (!inside) return undefined;
    part = inside;
  }
  return { rank: words.length > 1 ? 4 : 5, part };
}

/** Whether a word only names a kind of entry: "query paginator", "NoSuchKey error". */
function isKind(word, kind) {
  return word === kind || word === `${kind}s`;
}

function singular(word) {
  return word.length > 4 ? word.replace(/s$/, "") : word;
}

/** Entries whose names, or whose members' names, differ from the query by a few typing errors. */
function nearly(entries, asked) {
  const hits = [];
  for (const words of asked) {
    const joined = words.join("");
    const most = joined.length < 4 ? 0 : joined.length < 8 ? 1 : joined.length < 14 ? 2 : 3;
    if (!most) continue;
    for (const entry of entries) {
      const slips = Math.min(...entry.names.map((name) => distance(joined, name, most)));
      if (slips <= most) {
        hits.push({ rank: 6 + slips, entry });
        continue;
      }
      const begun = Math.min(...entry.names.map((name) => distance(joined, name.slice(0, joined.length), most)));
      if (begun <= most) hits.push({ rank: 6.5 + begun, entry });
      const part = entry.parts.find((one) => distance(joined, one.flat, most) <= most);
      if (part) hits.push({ rank: 7 + most, part, entry });
    }
  }
  return hits;
}

/** How many letters to add, drop, change or swap to get the other word; stops above `most`. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + Number(!same));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        now[at] = Math.min(now[at], before[at - 2] + 1);
      }
    }
    if (Math.min(...now) > most) return most + 1;
    [before, last] = [last, now];
  }
  return last[other.length];
}

/** The address of a hit: the page, or the member in it. */
function addressOf({ entry, part }) {
  if (!part?.place || entry.page.includes("#")) return entry.page;
  return `${entry.page}#${part.place}.${fragmentOf(part.name)}`;
}

/** A member's name in the form for fragments. */
function fragmentOf(name) {
  return [...name].map((char) => (/[\w.-]/.test(char) ? char : `~${char.codePointAt(0)?.toString(16)}`)).join("");
}
