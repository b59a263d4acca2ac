// Folds: opens all of them, and the one that contains the target of an address.

function addExpandAll() {
  const bar = one(".jump");
  const folds = all("main.operation details");
  if (!bar || folds.length < 2) return;
  const button = element("button", { type: "button", class: "expand" }, "Expand all");
  button.addEventListener("click", () => {
    const open = button.textContent === "Expand all";
    for (const fold of folds) /** @type {HTMLDetailsElement} */ (fold).open = open;
    button.textContent = open ? "Fold all" : "Expand all";
  });
  bar.append(button);
}

/** Opens the target of an address: its own fold, and those around it. */
function openTarget() {
  let found;
  try {
    found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return; // an invalid address
  }
  if (!found) return;
  let closed = false;
  for (let fold = found.closest("details:not([open])"); fold; fold = fold.closest("details:not([open])")) {
    /** @type {HTMLDetailsElement} */ (fold).open = closed = true;
  }
  if (closed) found.scrollIntoView();
}
