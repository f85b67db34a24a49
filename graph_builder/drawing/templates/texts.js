/**
 * Texts of data and interface. All of them reach the page as text nodes, never as markup.
 *
 * @typedef {number} Words the number of a text that is given in one language or both
 */

/** @param {string} id */
const parse = (id) => JSON.parse(document.getElementById(id).textContent);

const nodes = parse("nodes");
const edges = parse("edges");
const { documents, pictures, texts } = parse("data");
const words = parse("words");

const TAGS = { en: "en", zh: "zh-Hans" };

/** What the reader has chosen; every part of the page is drawn from it. */
const state = {
  language: document.documentElement.dataset.language,
  selected: -1,
  hidden: new Set(),
  found: null,
};

/**
 * A text of the interface with its gaps filled.
 * @param {string} name
 * @param {Object<string, string|number>} [parts]
 */
function say(name, parts = {}) {
  const text = words[name] ? words[name][state.language] : name;
  return text.replace(/\{(\w+)\}/g, (gap, part) => (part in parts ? String(parts[part]) : gap));
}

/**
 * A text of the data in the language of the page, or in the one there is, and its language tag.
 * @param {Words} number
 */
function pick(number) {
  const text = texts[number];
  const language = text[state.language] ? state.language : Object.keys(text)[0];
  return language ? { text: text[language], lang: TAGS[language] } : { text: "", lang: "" };
}

/**
 * An element with attributes and children; strings become text.
 * @param {string} tag
 * @param {Object<string, string>} [attributes]
 * @param {...(Node|string|null)} children
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A text of the data as an element that names its language. */
function speak(tag, number, attributes = {}) {
  const { text, lang } = pick(number);
  return make(tag, lang ? { ...attributes, lang } : attributes, text);
}

/** The sign of a kind, as the legend shows it. */
function makeMark(kind) {
  const namespace = "http://www.w3.org/2000/svg";
  const mark = document.createElementNS(namespace, "svg");
  const use = document.createElementNS(namespace, "use");
  mark.setAttribute("class", `mark kind-${kind}`);
  mark.setAttribute("viewBox", "0 0 16 16");
  mark.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#mark-${kind}`);
  mark.append(use);
  return mark;
}

/** Whether a statement is to be seen under the present filter. */
const isShown = (node) => !state.hidden.has(node.kind);
