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

/** The sign of a kind, as the legend shows it. @param {string} kind */
function makeMark(kind) {
  const use = draw("use", { href: `#mark-${kind}` });
  return draw("svg", { class: `mark kind-${kind}`, viewBox: "0 0 16 16", "aria-hidden": "true" }, use);
}
