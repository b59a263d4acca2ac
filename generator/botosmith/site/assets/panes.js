// Copy buttons of code, and the tabs of examples.

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
    frame.append(button, block);
  }
}

/** The text of code, without comments, which JSON does not allow. */
function usable(code) {
  const copy = code.cloneNode(true);
  for (const comment of copy.querySelectorAll(".language-http .c")) comment.remove();
  return copy.textContent;
}

/** Copies text. Some browsers do not allow this from file://; then another way is tried. */
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

let tabbed = 0;

/** Turns sections into tabs by their headings; calls `chosen` with the reader's choice. */
function makeTabs(box, sections, label, chosen) {
  const list = element("div", { class: "tabs", role: "tablist", "aria-label": label });
  const tabs = sections.map((section) => {
    const heading = one("h4", section);
    const id = `tab-${tabbed++}`;
    section.id = `of-${id}`;
    section.setAttribute("role", "tabpanel");
    section.setAttribute("aria-labelledby", id);
    heading.classList.add("unseen");
    const tab = element("button", { type: "button", role: "tab", id, "aria-controls": section.id });
    tab.textContent = heading.textContent;
    tab.addEventListener("click", () => chosen(section, tab));
    return tab;
  });
  list.append(...tabs);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (tabs.indexOf(/** @type {any} */ (event.target)) + step + tabs.length) % tabs.length;
    chosen(sections[next], tabs[next]);
    tabs[next].focus();
    event.preventDefault();
  });
  box.prepend(list);
  return (section) => {
    for (const [at, one] of sections.entries()) {
      const on = one === section;
      one.hidden = !on;
      tabs[at].setAttribute("aria-selected", String(on));
      tabs[at].tabIndex = on ? 0 : -1;
    }
  };
}

/** Each example shows the rendering that was chosen last, if it has that one. */
function addPanes() {
  const shows = [];
  function choose(key, tab) {
    const top = tab?.getBoundingClientRect().top;
    for (const [sections, show] of shows) {
      const found = sections.find((section) => section.dataset.pane === key);
      if (found) show(found);
    }
    if (tab) keepInPlace(tab, top);
  }
  for (const box of all(".panes")) {
    const sections = all(".pane", box);
    if (sections.length < 2) continue;
    const show = makeTabs(box, sections, box.dataset.label, (section, tab) => {
      choose(section.dataset.pane, tab);
      choices.set(section.dataset.pane === "fake" || section.dataset.pane === "response" ? "answer" : "pane", section.dataset.pane);
    });
    show(sections[0]);
    shows.push([sections, show]);
  }
  for (const name of ["pane", "answer"]) choose(choices.get(name));
}

/** Keeps the clicked tab in its place on the screen when examples above change their height. */
function keepInPlace(tab, top) {
  (tab.closest(".examples") ?? window).scrollBy(0, tab.getBoundingClientRect().top - top);
}

/** Shows one of the responses to a request. */
function addAnswers() {
  for (const box of all(".answers")) {
    const sections = all(".answer", box);
    const show = makeTabs(box, sections, "Responses", (section) => show(section));
    show(sections[0]);
  }
}
