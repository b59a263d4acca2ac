// JavaScript adds to the pages: search, the list of all operations, tabs, folds, copy buttons.
// Classic scripts without dependencies, so that pages work from file://. Text is only ever set as
// text: text from a model never becomes markup.

const up = document.body.dataset.up ?? "";
const service = document.body.dataset.service ?? "";

/** Creates an element with attributes and contents. */
function element(name, attributes = {}, ...contents) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...contents);
  return made;
}

/**
 * The first element that a selector finds, if any.
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

/** Loads a script of the service, which passes its data to one of our functions. */
function load(file, receiver) {
  return new Promise((resolve, reject) => {
    Object.assign(window, { [receiver]: resolve });
    document.head.append(
      Object.assign(element("script", { src: file }), { onerror: () => reject(new Error(file)) }),
    );
  });
}

/** Stores a choice of the reader for all pages; without storage, for this page. */
const choices = {
  get(name) {
    try {
      return localStorage.getItem(`botosmith-${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`botosmith-${name}`, value);
    } catch {
      // Storage is off.
    }
  },
};
