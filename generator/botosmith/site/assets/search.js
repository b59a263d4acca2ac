// The search field in the top bar: a combobox over a list of links.

function addSearch() {
  const what = service ? "Search operations, members, types and errors" : "Search services and operations";
  const input = /** @type {HTMLInputElement} */ (element("input", {
    type: "search", role: "combobox", placeholder: "Search ( / )", autocomplete: "off", spellcheck: "false",
    "aria-label": what, "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list",
  }));
  const results = element("div", { id: "results", class: "results", role: "listbox", "aria-label": "Results" });
  const status = element("p", { class: "unseen", role: "status" });
  const box = element("search", { class: "search" }, input, results, status);
  one(".crumbs").after(box);
  results.hidden = true;

  let index;
  async function show() {
    const typed = input.value.trim();
    if (!typed) return close();
    try {
      index ??= load(`${up}search.js`, "botosmithIndex").then(prepared);
      const entries = await index;
      if (typed === input.value.trim()) list(found(entries, typed), typed);
    } catch {
      index = undefined;
      say("The search index cannot be loaded.", false);
    }
  }

  function list(hits, typed) {
    results.replaceChildren(...hits.map(option));
    results.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    select(hits.length ? 0 : -1);
    if (hits.length) say(`${hits.length} result${hits.length === 1 ? "" : "s"}`, true);
    else say(`Nothing found for “${typed}”`, false);
  }

  /** Shows a message to all readers, or only to screen readers. */
  function say(words, unseen) {
    status.textContent = words;
    status.className = unseen ? "unseen" : "results";
  }

  function option(hit, number) {
    const about = hit.part ? `${hit.entry.kind}, ${hit.part.place || "value"} ${hit.part.name}` : hit.entry.kind;
    const link = element("a", { role: "option", id: `result-${number}`, tabindex: "-1", href: up + addressOf(hit) });
    link.append(hit.entry.name, element("span", {}, ` ${about}`));
    link.addEventListener("click", leave);
    return link;
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

  /** Closes the list: a hit may be on this page, and the list would cover it. */
  function leave(event) {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) close();
  }

  function close() {
    results.hidden = true;
    say("", true);
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  box.addEventListener("focusout", (event) => {
    if (!box.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  });
  input.addEventListener("keydown", (event) => {
    const count = results.hidden ? 0 : results.children.length;
    if (event.key === "ArrowDown" && count) select((selected() + 1) % count);
    else if (event.key === "ArrowUp" && count) select((selected() - 1 + count) % count);
    else if (event.key === "Enter" && count) /** @type {HTMLElement} */ (results.children[selected()]).click();
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
