// Long lists: all operations of the service next to each page, and fields that filter lists.

/** Lists all operations of the service next to the page, instead of the few that are there. */
async function addOperations() {
  const sidebar = one(".sidebar");
  if (!sidebar) return;
  const groups = await load(`${up}nav.js`, "botosmithNavigation");
  const here = one(".crumbs [aria-current]")?.textContent;
  const onOperation = one(".siblings") !== null;
  const list = element("div", { class: "operations" });
  for (const [title, operations] of groups) {
    const group = element("div", { class: "group" });
    if (title) group.append(element("p", {}, title));
    const links = operations.map(([method, page = `operations/${method}.html`]) => {
      const link = element("a", { href: up + page }, ...breakable(method));
      if (onOperation && method === here) link.setAttribute("aria-current", "page");
      return element("li", {}, link);
    });
    group.append(element("ul", {}, ...links));
    list.append(group);
  }
  one(".siblings", sidebar)?.remove();
  const fold = element("details", {}, element("summary", {}, "All operations"), filterOf([list], "Filter operations"), list);
  /** @type {HTMLDetailsElement} */ (fold).open = matchMedia("(min-width: 80rem)").matches;
  sidebar.append(fold);
  const current = one("[aria-current]", list);
  if (current) list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
}

/** Makes tables that scroll on narrow screens scroll by keyboard, too. */
function reachTables() {
  for (const table of all("table")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
}

/** A name with possible line breaks between its words. */
function breakable(name) {
  return name.split(/(?<=_)(?=.)/).flatMap((part, at) => (at ? [element("wbr"), part] : [part]));
}

/** A field that hides list items without its words, and groups without items. */
function filterOf(lists, label) {
  const field = /** @type {HTMLInputElement} */ (element("input", { type: "search", class: "filter", placeholder: label, "aria-label": label, autocomplete: "off" }));
  const status = element("p", { class: "unseen", role: "status" });
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).map(flat).filter(Boolean);
    let shown = 0;
    for (const item of lists.flatMap((list) => all("li", list))) {
      const text = flat(item.textContent);
      item.hidden = !words.every((word) => text.includes(word));
      shown += Number(!item.hidden);
    }
    for (const group of lists.flatMap((list) => all(".group", list))) {
      group.hidden = !one("li:not([hidden])", group);
      if (words.length && group instanceof HTMLDetailsElement) group.open = true;
    }
    status.textContent = words.length ? (shown ? `${shown} shown` : `nothing found for ${field.value}`) : "";
    status.classList.toggle("unseen", shown > 0 || !words.length);
  });
  return element("div", { class: "filtering" }, field, status);
}

/** Adds a filter to the index of a service or of all services. */
function addFilter() {
  const list = one("#operations ~ .group, #operations ~ .index, .home .index");
  if (!list || all("main .index > li").length < 8) return;
  const section = /** @type {HTMLElement} */ (list.parentElement);
  list.before(filterOf([section], service ? "Filter operations by name or by what they do" : "Filter services"));
}
