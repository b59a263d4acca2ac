// Adds to the pages: search, tabs, copy buttons, the whole list of operations. It is a classic
// script without dependencies, so that pages work from file://. Text from a model is only set as
// text, and never becomes markup.
"use strict";

(() => {
  const up = document.body.dataset.up ?? "";
  const service = document.querySelector(".siblings, .crumbs li:nth-child(2)") !== null;

  /** Creates an element with attributes and contents. */
  function element(name, attributes = {}, ...contents) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...contents);
    return made;
  }

  /**
   * The first element that a selector finds, where there is one.
   * @returns {HTMLElement}
   */
  function one(selector, /** @type {ParentNode} */ root = document) {
    return /** @type {any} */ (root.querySelector(selector));
  }

  /**
   * All elements that a selector finds.
   * @returns {HTMLElement[]}
   */
  function all(selector, /** @type {ParentNode} */ root = document) {
    return /** @type {any} */ ([...root.querySelectorAll(selector)]);
  }

  /** Loads a script of the service, which passes its data to a function of ours. */
  function load(file, receiver) {
    return new Promise((resolve, reject) => {
      Object.assign(window, { [receiver]: resolve });
      document.head.append(
        Object.assign(element("script", { src: file }), { onerror: () => reject(new Error(file)) }),
      );
    });
  }

  function addCopyButtons() {
    for (const code of all("pre > code")) {
      const button = element("button", { type: "button", class: "copy" }, "Copy");
      button.addEventListener("click", async () => {
        button.textContent = (await copied(usable(code))) ? "Copied" : "Press Ctrl+C";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      });
      const frame = element("div", { class: "code" });
      const block = /** @type {HTMLElement} */ (code.parentElement);
      block.replaceWith(frame);
      frame.append(block, button);
    }
  }

  /** The text of code, without the comments that JSON cannot have. */
  function usable(code) {
    const copy = code.cloneNode(true);
    for (const comment of copy.querySelectorAll(".language-http .c")) comment.remove();
    return copy.textContent;
  }

  /** Copies text; from file:// some browsers allow no clipboard, and then it is selected instead. */
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = element("textarea", { "aria-hidden": "true" });
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  /** The panes of each example become tabs; every example shows the kind that was chosen last. */
  function makeTabs() {
    let number = 0;
    for (const panes of all(".panes")) {
      const sections = all(".pane", panes);
      if (sections.length < 2) continue;
      const tabs = element("div", { class: "tabs", role: "tablist", "aria-label": "Renderings of the example" });
      for (const section of sections) {
        const id = `pane-${number++}`;
        const tab = element("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": id, "data-pane": section.dataset.pane });
        tab.textContent = one("h4", section).textContent;
        section.id = id;
        section.setAttribute("role", "tabpanel");
        section.setAttribute("aria-labelledby", tab.id);
        tab.addEventListener("click", () => choose(section.dataset.pane));
        tabs.append(tab);
      }
      tabs.addEventListener("keydown", moveAlong);
      panes.prepend(tabs);
      panes.classList.add("tabbed");
    }
    choose(remembered() ?? "typed");
  }

  /** A click on a member's name puts its address into the address bar, ready to be copied. */
  function linkMembers() {
    for (const name of all(".members > li > code")) {
      name.dataset.link = "";
      name.title = "Link to this member";
      name.addEventListener("click", () => { location.hash = name.parentElement?.id ?? ""; });
    }
  }

  function moveAlong(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...event.currentTarget.children];
    const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
    choose(next.dataset.pane);
    next.focus();
    event.preventDefault();
  }

  function choose(kind) {
    for (const panes of all(".tabbed")) {
      const tabs = all("[role=tab]", panes);
      const chosen = tabs.find((tab) => tab.dataset.pane === kind) ?? tabs[0];
      for (const tab of tabs) {
        const on = tab === chosen;
        tab.setAttribute("aria-selected", String(on));
        tab.tabIndex = on ? 0 : -1;
        one(`#${tab.getAttribute("aria-controls")}`).hidden = !on;
      }
    }
    try {
      localStorage.setItem("botosmith-pane", kind);
    } catch {
      // Storage is off: the choice lasts as long as the page.
    }
  }

  function remembered() {
    try {
      return localStorage.getItem("botosmith-pane");
    } catch {
      return null;
    }
  }

  /** Replaces the few siblings in the page by all operations of the service. */
  async function completeSiblings() {
    const list = one(".siblings ul");
    if (!list) return;
    const operations = await load(`${up}nav.js`, "botosmithNavigation");
    const here = one("[aria-current]", list).textContent;
    list.replaceChildren(
      ...operations.map(([method, page]) => {
        const link = element("a", { href: up + page }, method);
        if (method === here) link.setAttribute("aria-current", "page");
        return element("li", {}, link);
      }),
    );
    const current = /** @type {HTMLElement} */ (one("[aria-current]", list).parentElement);
    list.tabIndex = 0;
    list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
  }

  /** The entries that match every word; names that begin with the words come first. */
  function found(kinds, query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = [];
    if (!words.length) return hits;
    for (const [kind, folder, entries] of kinds) {
      for (const [name, members = "", page = `${folder}/${name}.html`] of entries) {
        const { rank, member } = match(name, members.split(" "), words);
        if (rank < Infinity) hits.push({ rank, name, kind, page, member });
      }
    }
    hits.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
    return hits.slice(0, 20);
  }

  /** How well a name and its members match words: lower is better; Infinity if a word does not. */
  function match(name, members, words) {
    const whole = name.toLowerCase();
    const joined = whole.replaceAll("_", "");
    let rank = 0;
    let member = "";
    for (const word of words) {
      const flat = word.replaceAll("_", "");
      if (joined === flat) continue;
      if (joined.startsWith(flat)) rank += 1;
      else if (joined.includes(flat)) rank += 2;
      else {
        const lowered = members.map((one) => one.toLowerCase());
        let at = lowered.indexOf(word);
        rank += at < 0 ? 4 : 3;
        if (at < 0) at = lowered.findIndex((one) => one.includes(flat));
        if (at < 0) return { rank: Infinity, member };
        member = members[at];
      }
    }
    return { rank, member };
  }

  /** Puts the search into the bar: a combobox over a list of links. */
  function addSearch() {
    const input = element("input", {
      type: "search", role: "combobox", placeholder: "Search ( / )", autocomplete: "off",
      "aria-label": service ? "Search operations, members and errors" : "Search services and operations",
      "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list",
    });
    const results = element("ul", { id: "results", class: "results", role: "listbox", "aria-label": "Results" });
    const status = element("p", { class: "skip", role: "status" });
    const box = element("search", { class: "search" }, input, results, status);
    one(".top").append(box);

    let index;
    async function show() {
      index ??= load(`${up}search.js`, "botosmithIndex");
      let entries;
      try {
        entries = await index;
      } catch {
        status.textContent = "The search index cannot be loaded.";
        return;
      }
      const hits = found(entries, input.value);
      results.replaceChildren(...hits.map(option));
      select(hits.length ? 0 : -1);
      results.hidden = !hits.length;
      input.setAttribute("aria-expanded", String(hits.length > 0));
      status.textContent = input.value ? `${hits.length} result${hits.length === 1 ? "" : "s"}` : "";
    }

    function option({ name, kind, page, member }, number) {
      const about = element("span", {}, ` ${kind}${member ? `, has ${member}` : ""}`);
      const made = element("li", { role: "option", id: `result-${number}`, "data-page": page }, name, about);
      made.addEventListener("mousedown", (event) => { event.preventDefault(); go(made); });
      return made;
    }

    function select(number) {
      [...results.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === number)));
      const chosen = results.children[number];
      if (chosen) {
        input.setAttribute("aria-activedescendant", chosen.id);
        chosen.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function selected() {
      return [...results.children].findIndex((one) => one.getAttribute("aria-selected") === "true");
    }

    function go(chosen) {
      if (chosen) location.href = up + chosen.dataset.page;
    }

    function close() {
      results.hidden = true;
      input.setAttribute("aria-expanded", "false");
    }

    input.addEventListener("input", show);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const count = results.children.length;
      if (event.key === "ArrowDown" && count) select((selected() + 1) % count);
      else if (event.key === "ArrowUp" && count) select((selected() - 1 + count) % count);
      else if (event.key === "Enter") go(results.children[selected()]);
      else if (event.key === "Escape") { close(); input.value = ""; }
      else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      const typing = /^(input|textarea|select)$/i.test(/** @type {Element} */ (event.target).tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        input.focus();
      }
    });
  }

  addSearch();
  makeTabs();
  linkMembers();
  addCopyButtons();
  completeSiblings();
})();
