/** Texts of interface and data, in the language of the page. */

/** Tags of the languages that the page speaks. @type {Record<string, string>} */
const TAGS = { en: "en", zh: "zh-Hans" };

/** The words of the interface by name. @type {Record<string, Record<string, string>>} */
let words = {};

/** The language that is spoken now. */
let spoken = document.documentElement.dataset.language || "en";

/**
 * A text of the interface with its gaps filled.
 * @param {string} name
 * @param {Record<string, any>} [parts]
 */
function say(name, parts = {}) {
  const text = words[name] ? words[name][spoken] : name;
  return text.replace(/\{(\w+)\}/g, (gap, part) => (part in parts ? String(parts[part]) : gap));
}

/**
 * A text of the data in the language of the page, or in the one there is, with its language tag.
 * @param {Record<string, string>|undefined} text
 */
function pick(text) {
  const language = text && (text[spoken] ? spoken : Object.keys(text)[0]);
  return text && language ? { text: text[language], lang: TAGS[language] } : { text: "", lang: "" };
}
