// The section "Check a payload" of an operation's page. The checker itself and the rules of the
// operation are scripts, which are loaded when they are first needed: pages also work from disk,
// where fetch is not possible.

const LONGEST_PAYLOAD = 10_000_000; // characters
const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const checker = new URL("payloads.js", own.src).href;
const loaded = new Map();

/** Loads a script once. */
function load(source) {
  if (!loaded.has(source)) {
    const loading = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = resolve;
      script.onerror = () => {
        loaded.delete(source); // it may succeed the next time
        reject(new Error(`${source.split("/").at(-1)} is missing.`));
      };
      document.head.append(script);
    });
    loaded.set(source, loading);
  }
  return loaded.get(source);
}

function setUp(section) {
  const form = section.querySelector("form");
  const field = form.elements.namedItem("payload");
  const fill = form.querySelector("[data-fill]");
  const summary = section.querySelector("[role=status]");
  const list = section.querySelector("ol");
  let runs = 0;

  const side = () => form.elements.namedItem("side").value;
  const example = () => document.getElementById(`example-${side()}`);

  function offerExample() {
    fill.hidden = example() === null;
  }

  function say(text, state, violations = []) {
    const likely = section.dataset[side() === "request" ? "likelyRequest" : "likelyResponse"];
    const rules = new Set(likely.split(" "));
    summary.textContent = text;
    section.dataset.state = state;
    list.replaceChildren(...violations.map((one) => item(one, rules.has(one.rule))));
    list.hidden = violations.length === 0;
  }

  async function run() {
    const number = (runs += 1);
    const text = field.value;
    if (text.trim() === "") return say(`Nothing to check: paste a ${side()}, as JSON.`, "idle");
    say("Checking …", "busy");
    const answer = await outcome(section, side(), text);
    if (number === runs) say(...answer);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  form.addEventListener("change", (event) => {
    if (event.target !== field) offerExample();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  fill.addEventListener("click", () => {
    field.value = example()?.textContent.trim() ?? "";
    field.focus();
    say("", "idle");
  });
  offerExample();
  form.hidden = false;
}

/** The result for a text: a sentence, a state for the style sheet, and the violations. */
async function outcome(section, side, text) {
  try {
    await load(checker); // first, since the rules call it
    await load(section.dataset.rules);
    await painted();
  } catch (error) {
    return [/** @type {Error} */ (error).message, "bad"];
  }
  if (text.length > LONGEST_PAYLOAD) {
    return ["The payload is too long for a page. The command takes it.", "bad"];
  }
  const { problem, violations = [] } = botosmithPayloads.checked(section.dataset.operation, side, text);
  if (problem) return [`${problem[0].toUpperCase()}${problem.slice(1)}.`, "bad"];
  const count = violations.length;
  if (count === 0) return [`Nothing is wrong with this ${side}.`, "good"];
  return [`${count.toLocaleString("en")} violation${count === 1 ? "" : "s"}:`, "bad", violations];
}

/** Lets the browser show the changes so far. */
function painted() {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

/** A violation as an item of the list: where, as code, what, and whether a newer service may differ. */
function item({ shortPath, what, hint }, likely) {
  const where = document.createElement(shortPath ? "code" : "span");
  where.textContent = shortPath || "the payload";
  const line = document.createElement("li");
  line.append(where, `: ${what}${hint}${likely ? " (likely)" : ""}`);
  return line;
}

document.querySelectorAll("[data-checker]").forEach(setUp);
