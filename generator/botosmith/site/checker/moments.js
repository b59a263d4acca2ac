// Whether botocore accepts a number or a string as a timestamp: seconds since 1970, or text for
// dateutil's parser. That parser knows "2010-06-01T12:30:00Z" and "Tue, 01 Jun 2010 12:30:00
// GMT", but "3pm", "May" and "1/2" as well. This code takes the same steps, without making the
// timestamp. As there, anything invalid throws.

const FIRST_SECOND = -62135596800; // of the year 1
const END_OF_TIME = 253402300800; // the first second of the year 10000
const LONGEST_MOMENT = 100; // characters
const PYTHON_FLOAT = /^\s*[-+]?(?=\.?[0-9])(?:[0-9]+(?:_[0-9]+)*)?(?:\.(?:[0-9]+(?:_[0-9]+)*)?)?(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?\s*$/;
const NOT_A_NUMBER = /^(?:nan|inf|infinity)$/i;
const JUMPS = words(" |.|,|;|-|/|'|at|on|and|ad|m|t|of|st|nd|rd|th");
const WEEKDAYS = words("mon monday|tue tuesday|wed wednesday|thu thursday|fri friday|sat saturday|sun sunday");
const MONTHS = words(
  "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|" +
    "sep sept september|oct october|nov november|dec december",
);
const UNITS = words("h hour hours|m minute minutes|s second seconds");
const HALVES = words("am a|pm p");
const ZONES = words("utc gmt z");

/** Each word with the number of its group. */
function words(groups) {
  const split = (group) => (group === " " ? [group] : group.split(" "));
  return new Map(groups.split("|").flatMap((group, index) => split(group).map((word) => [word, index])));
}

function saysMoment(value) {
  if (typeof value === "bigint" || typeof value === "number") return isInTime(value);
  if (typeof value !== "string" || lengthOf(value) > LONGEST_MOMENT) return false;
  if (PYTHON_FLOAT.test(value) && isInTime(Number(value.replaceAll("_", "")))) return true;
  try {
    return isDate(new DateText(value).read());
  } catch {
    return false;
  }
}

function isInTime(seconds) {
  return seconds >= FIRST_SECOND && seconds < END_OF_TIME;
}

/** @returns {never} */
function refuse() {
  throw new RangeError("this is no moment");
}

function whole(text) {
  return /^[0-9]+$/.test(text) ? Number(text) : refuse();
}

/** The tokens of a text: words, numbers, and each other character. */
function pieces(text) {
  const characters = [...text.replaceAll("\0", "")];
  const found = [];
  for (let at = 0; at < characters.length; ) {
    let piece = "";
    let state = "";
    let hasLetters = false;
    for (; at < characters.length; at += 1) {
      const one = characters[at];
      const isLetter = /\p{L}/u.test(one);
      const isDigit = /[0-9]/.test(one);
      if (state === "") {
        state = isLetter ? "a" : isDigit ? "0" : "other";
        piece = /\s/.test(one) ? " " : one;
        continue;
      }
      if (state === "other") break;
      const last = piece.at(-1);
      if (state[0] === "a") hasLetters = true;
      if (state === "a" && isLetter) piece += one;
      else if (state === "a" && one === ".") [piece, state] = [piece + one, "a."];
      else if (state === "0" && isDigit) piece += one;
      else if (state === "0" && (one === "." || (one === "," && piece.length > 1)))
        [piece, state] = [piece + one, "0."];
      else if (state === "a." && (one === "." || isLetter)) piece += one;
      else if (state === "a." && isDigit && last === ".") [piece, state] = [piece + one, "0."];
      else if (state === "0." && (one === "." || isDigit)) piece += one;
      else if (state === "0." && isLetter && last === ".") [piece, state] = [piece + one, "a."];
      else break;
    }
    const isDotted = state === "a." || state === "0.";
    if (isDotted && (hasLetters || piece.split(".").length > 2 || ".,".includes(piece.slice(-1)))) {
      found.push(...piece.split(/([.,])/).filter(Boolean));
    } else {
      found.push(state === "0." && !piece.includes(".") ? piece.replaceAll(",", ".") : piece);
    }
  }
  return found;
}

/** Up to three numbers that are year, month and day in some order. */
class DateParts {
  /** @type {number[]} */
  parts = [];
  /** @type {Record<string, number | null>} */
  index = { y: null, m: null, d: null };
  hasCentury = false;

  /**
   * Adds digits or a number; the label names one of the three.
   * @param {string | null} label
   */
  add(value, label = null) {
    if (typeof value === "string" ? /^[0-9]{3,}$/.test(value) : value > 100) {
      if (label !== null && label !== "y") refuse();
      this.hasCentury = true;
      label = "y";
    }
    this.parts.push(typeof value === "string" ? whole(value) : Math.trunc(value));
    if (label === null) return;
    if (this.index[label] !== null) refuse();
    this.index[label] = this.parts.length - 1;
  }

  couldBeDay(value) {
    const { y, m, d } = this.index;
    if (d !== null) return false;
    if (m === null) return value >= 1 && value <= 31;
    return value >= 1 && value <= daysIn(y === null ? 2000 : this.parts[y], this.parts[m]);
  }

  /** Year, month and day; those that are missing are undefined. */
  resolved() {
    const [one, two, three] = this.parts;
    const count = this.parts.length;
    const labels = Object.entries(this.index).filter(([, at]) => at !== null);
    if ((count === labels.length && count > 0) || (count === 3 && labels.length === 2)) {
      const order = Object.fromEntries(labels.map(([label, at]) => [label, this.parts[Number(at)]]));
      if (labels.length < count) {
        const [missing] = [..."ymd"].filter((label) => !(label in order));
        const taken = labels.map(([, at]) => at);
        order[missing] = this.parts[[0, 1, 2].filter((at) => !taken.includes(at))[0]];
      }
      return [order.y, order.m, order.d];
    }
    const month = this.index.m;
    if (count > 3) refuse();
    if (count === 0) return [];
    if (count === 1) return one > 31 ? [one] : [undefined, undefined, one];
    if (count === 2) {
      if (month !== null) {
        const other = month === 0 ? two : one;
        return other > 31 ? [other, this.parts[month]] : [undefined, this.parts[month], other];
      }
      if (one > 31) return [one, two];
      return two > 31 ? [two, one] : [undefined, one, two];
    }
    if (month === 0) return two > 31 ? [two, one, three] : [three, one, two];
    if (month === 1) return one > 31 ? [one, two, three] : [three, two, one];
    if (month === 2) return two > 31 ? [two, three, one] : [one, three, two];
    if (one > 31 || this.index.y === 0) return [one, two, three];
    return one > 12 ? [three, two, one] : [three, one, two];
  }
}

/** Reads the date and the time in a text. */
class DateText {
  constructor(text) {
    this.pieces = pieces(text);
    this.date = new DateParts();
    this.weekday = this.hour = this.minute = this.second = null;
    this.zone = this.offset = null;
  }

  /** The piece at a place; there must be one. */
  piece(at) {
    return this.pieces[at] ?? refuse();
  }

  /** The number of a word in a vocabulary; undefined if it is not in it. */
  meaning(vocabulary, at) {
    return vocabulary.get(this.pieces[at]?.toLowerCase());
  }

  has(at) {
    return at < this.pieces.length;
  }

  read() {
    for (let at = 0; this.has(at); at += 1) {
      const piece = this.pieces[at];
      if (NOT_A_NUMBER.test(piece)) refuse();
      if (/^[0-9]/.test(piece)) at = this.number(at);
      else if (WEEKDAYS.has(piece.toLowerCase())) this.weekday = WEEKDAYS.get(piece.toLowerCase());
      else if (MONTHS.has(piece.toLowerCase())) at = this.month(at);
      else if (HALVES.has(piece.toLowerCase())) {
        if (this.hour === null || this.hour > 12) refuse();
        this.halfOfDay(this.hour, this.meaning(HALVES, at));
      } else if (this.couldBeZone(piece, this.offset)) this.namedZone(at);
      else if (this.hour !== null && (piece === "+" || piece === "-")) at = this.zoneOffset(at);
      else if (!JUMPS.has(piece.toLowerCase())) refuse();
    }
    return this;
  }

  month(at) {
    this.date.add(this.meaning(MONTHS, at) + 1, "m");
    const separator = this.pieces[at + 1];
    if (separator === "-" || separator === "/") {
      this.date.add(this.piece(at + 2));
      if (this.pieces[at + 3] !== separator) return at + 2;
      this.date.add(this.piece(at + 4));
      return at + 4;
    }
    const isPair = this.has(at + 4) && separator === " " && this.pieces[at + 3] === " ";
    if (!isPair || this.pieces[at + 2].toLowerCase() !== "of") return at;
    if (/^[0-9]+$/.test(this.pieces[at + 4])) {
      this.date.add(String(fullYear(whole(this.pieces[at + 4]), false)), "y");
    }
    return at + 4;
  }

  number(at) {
    const text = this.pieces[at];
    const value = /^[0-9]+\.?[0-9]*$/.test(text) ? Number(text) : refuse();
    const { length } = text;
    const following = this.pieces[at + 1];
    const unitAt = this.unitAt(at);
    const isJump = following === undefined || JUMPS.has(following.toLowerCase());
    if (
      this.date.parts.length === 3 && (length === 2 || length === 4) && this.hour === null &&
      following !== ":" && this.meaning(UNITS, at + 1) === undefined
    ) {
      this.hour = whole(text.slice(0, 2));
      if (length === 4) this.minute = whole(text.slice(2));
    } else if (length === 6 || (length > 6 && text.indexOf(".") === 6)) {
      const [one, two, three] = [text.slice(0, 2), text.slice(2, 4), text.slice(4)];
      if (this.date.parts.length === 0 && !text.includes(".")) {
        for (const part of [one, two, three]) this.date.add(part);
      } else {
        [this.hour, this.minute, this.second] = [whole(one), whole(two), seconds(three)];
      }
    } else if (length === 8 || length === 12 || length === 14) {
      this.date.add(text.slice(0, 4), "y");
      this.date.add(text.slice(4, 6));
      this.date.add(text.slice(6, 8));
      if (length > 8) [this.hour, this.minute] = [whole(text.slice(8, 10)), whole(text.slice(10, 12))];
      if (length > 12) this.second = whole(text.slice(12));
    } else if (unitAt !== null) {
      // A unit before the number means that the next smaller one follows: 12h04.
      const unit = this.meaning(UNITS, unitAt) + (unitAt < at ? 1 : 0);
      if (unit === 0) [this.hour, this.minute] = [Math.trunc(value), value % 1 ? 0 : this.minute];
      if (unit === 1) [this.minute, this.second] = [Math.trunc(value), null];
      if (unit === 2) this.second = seconds(text);
      return Math.max(at, unitAt);
    } else if (this.has(at + 2) && following === ":") {
      const minutes = this.pieces[at + 2];
      this.hour = Math.trunc(value);
      this.minute = /^[0-9]+\.?[0-9]*$/.test(minutes) ? Math.trunc(Number(minutes)) : refuse();
      this.second = null;
      if (!this.has(at + 4) || this.pieces[at + 3] !== ":") return at + 2;
      this.second = seconds(this.pieces[at + 4]);
      return at + 4;
    } else if (following === "-" || following === "/" || following === ".") {
      return this.separated(at, following);
    } else if (isJump) {
      const half = this.meaning(HALVES, at + 2);
      if (half === undefined) this.date.add(value);
      else this.halfOfDay(Math.trunc(value), half);
      return at + (half === undefined ? 1 : 2);
    } else if (HALVES.has(following.toLowerCase()) && value < 24) {
      this.halfOfDay(Math.trunc(value), this.meaning(HALVES, at + 1));
      return at + 1;
    } else if (this.date.couldBeDay(value)) {
      this.date.add(value);
    } else {
      refuse();
    }
    return at;
  }

  /** 2010-06-01, 01-Jun-2010, 06/01. */
  separated(at, separator) {
    this.date.add(this.pieces[at]);
    if (!this.has(at + 2) || JUMPS.has(this.pieces[at + 2].toLowerCase())) return at + 1;
    const second = this.pieces[at + 2];
    if (/^[0-9]+$/.test(second)) this.date.add(second);
    else this.date.add((this.meaning(MONTHS, at + 2) ?? refuse()) + 1, "m");
    if (this.pieces[at + 3] !== separator) return at + 2;
    const third = this.piece(at + 4);
    const month = this.meaning(MONTHS, at + 4);
    if (month === undefined) this.date.add(third);
    else this.date.add(month + 1, "m");
    return at + 4;
  }

  /** The place of a number's unit (12h, 12 h), or of the unit of the number before it (12h04). */
  unitAt(at) {
    const isUnit = (place) => this.meaning(UNITS, place) !== undefined;
    if (isUnit(at + 1)) return at + 1;
    if (this.pieces[at + 1] === " " && isUnit(at + 2)) return at + 2;
    if (isUnit(at - 1)) return at - 1;
    const isLast = at > 1 && at === this.pieces.length - 1;
    return isLast && this.pieces[at - 1] === " " && isUnit(at - 2) ? at - 2 : null;
  }

  halfOfDay(hour, half) {
    this.hour = half === 1 && hour < 12 ? hour + 12 : half === 0 && hour === 12 ? 0 : hour;
  }

  couldBeZone(piece, offset) {
    const isName = /^[A-Z]{1,5}$/.test(piece) || piece === "z";
    return this.hour !== null && this.zone === null && offset === null && isName;
  }

  namedZone(at) {
    this.zone = this.pieces[at];
    this.offset = this.zone === "z" ? 0 : null;
    const sign = this.pieces[at + 1];
    if (sign !== "+" && sign !== "-") return;
    // "UTC+3" is three hours ahead of UTC; in "BRST+3" UTC is ahead.
    this.pieces[at + 1] = sign === "+" ? "-" : "+";
    this.offset = null;
    if (ZONES.has(this.zone.toLowerCase())) this.zone = null;
  }

  zoneOffset(at) {
    const sign = this.pieces[at] === "+" ? 1 : -1;
    const digits = this.piece(at + 1);
    let [hours, minutes] = [0, 0];
    if (digits.length === 4) {
      [hours, minutes] = [whole(digits.slice(0, 2)), whole(digits.slice(2))];
    } else if (this.pieces[at + 2] === ":") {
      [hours, minutes] = [whole(digits), whole(this.piece(at + 3))];
      at += 2;
    } else if (digits.length <= 2) {
      hours = whole(digits);
    } else {
      refuse();
    }
    this.offset = sign * (hours * 3600 + minutes * 60);
    const name = this.pieces[at + 4];
    if (
      this.has(at + 5) && JUMPS.has(this.pieces[at + 2].toLowerCase()) &&
      this.pieces[at + 3] === "(" && this.pieces[at + 5] === ")" &&
      name.length >= 3 && this.couldBeZone(name, null)
    ) {
      this.zone = name;
      at += 4;
    }
    return at + 1;
  }
}

function seconds(text) {
  const [, digits] = /^([0-9]+)(?:\.[0-9]*)?$/.exec(text) ?? refuse();
  return Number(digits);
}

/** Two digits mean a year of this century or the last; both have the same leap years. */
function fullYear(year, hasCentury) {
  return year < 100 && !hasCentury ? 2000 + year : year;
}

function daysIn(year, month) {
  if (!(month >= 1 && month <= 12)) refuse();
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

/** Whether the date and time exist; the default for missing parts is today at midnight. */
function isDate({ date, weekday, hour, minute, second, zone, offset }) {
  let [year, month, day] = date.resolved();
  if ([year, month, day].every((part) => part === undefined) && weekday === null && hour === null && minute === null && second === null) {
    return false;
  }
  const today = new Date();
  year = year === undefined ? today.getFullYear() : fullYear(year, date.hasCentury);
  month ??= today.getMonth() + 1;
  day ??= Math.min(today.getDate(), daysIn(year, month));
  if (year < 1 || year > 9999 || day < 1 || day > daysIn(year, month)) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  if (zone !== null && ZONES.has(zone.toLowerCase())) offset = 0;
  if (Math.abs(offset) >= 86400) return false;
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  moment.setUTCHours(hour, minute, second);
  return isInTime(moment.getTime() / 1000 - offset);
}
