// Suggests known names for an unknown one: the close matches of Python's difflib, in its order. The
// similarity of two names is the total length of the blocks that they share.

const LIKE = 0.6; // at least this similarity; equal names have 1
const MOST_MEANT = 3;
const LONGEST_NAME = 100; // characters of a name that is compared with others

/** The end of a message about an unknown name: the names nearest to it. */
function meant(name, members) {
  if (members.length < 2) return "";
  const word = [...name.toLowerCase()].slice(0, LONGEST_NAME);
  const near = [...new Map(members.map((member) => [member.toLowerCase(), member]))]
    .map(([key, member]) => ({ key, member, like: likeness([...key], word) }))
    .filter(({ like }) => like >= LIKE)
    .sort((one, other) => other.like - one.like || (one.key < other.key ? 1 : -1))
    .slice(0, MOST_MEANT);
  return near.length ? `; did you mean ${near.map(({ member }) => member).join(" or ")}?` : "";
}

function likeness(one, other) {
  const all = one.length + other.length;
  return all ? (2 * shared(one, other)) / all : 1;
}

/** The length of the longest common block, plus those on both sides of it. */
function shared(one, other) {
  let [at, there, size] = [0, 0, 0];
  let before = [];
  for (let row = 0; row < one.length; row++) {
    const now = [];
    for (let column = 0; column < other.length; column++) {
      if (one[row] !== other[column]) continue;
      now[column] = (before[column - 1] ?? 0) + 1;
      if (now[column] > size) {
        size = now[column];
        [at, there] = [row - size + 1, column - size + 1];
      }
    }
    before = now;
  }
  if (!size) return 0;
  return (
    size +
    shared(one.slice(0, at), other.slice(0, there)) +
    shared(one.slice(at + size), other.slice(there + size))
  );
}
