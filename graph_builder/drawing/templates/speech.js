/** Texts of the data and signs of kinds as elements. */

/**
 * A text of the data as an element that names its language.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>|undefined} text
 * @param {Record<string, string|number|null>} [attributes]
 */
function speak(tag, text, attributes = {}) {
  const { text: chosen, lang } = pick(text);
  return make(tag, lang ? { ...attributes, lang } : attributes, chosen);
}

/**
 * A text of the interface with elements in its gaps, so that what comes from the data keeps its language.
 * @param {string} name
 * @param {Record<string, string|Node>} parts
 */
function phrase(name, parts) {
  const made = document.createDocumentFragment();
  for (const piece of say(name).split(/(\{\w+\})/)) {
    const gap = piece.slice(1, -1);
    made.append(/^\{\w+\}$/.test(piece) && gap in parts ? parts[gap] : piece);
  }
  return made;
}

/** The sign of a kind, as the legend shows it. @param {string} kind */
function makeMark(kind) {
  const use = draw("use", { href: `#mark-${kind}` });
  return draw("svg", { class: `mark kind-${kind}`, viewBox: "0 0 16 16", "aria-hidden": "true" }, use);
}
