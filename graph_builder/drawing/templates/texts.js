/** Texts of interface and data, in the language of the page. */

/** The languages of the page: tags, names of their own, directions. @type {{tag: Record<string, string>, name: Record<string, string>, direction: Record<string, string>}} */
const LANGUAGES = { tag: {}, name: {}, direction: {} };

/** Tags of the languages that the page speaks, by their code. */
const TAGS = LANGUAGES.tag;

/** What a text lacks in the language of the page is shown in the first of these. */
const FALLBACK = ["en", "zh"];

/** The words of the interface by name. @type {Record<string, Record<string, string>>} */
let words = {};

/** The language that is spoken now. */
let spoken = document.documentElement.dataset.language || "en";

/** @type {Map<string, Intl.PluralRules>} */
const plurals = new Map();

/** What form of a text a number takes in the language of the page. @param {number} count */
function formOf(count) {
  const rules = plurals.get(spoken) || new Intl.PluralRules(TAGS[spoken]);
  plurals.set(spoken, rules);
  return rules.select(count);
}

/**
 * A text of the interface with its gaps filled, in the form that fits the part `count`.
 * @param {string} name
 * @param {Record<string, any>} [parts]
 */
function say(name, parts = {}) {
  const forms = "count" in parts && words[`${name}.${formOf(parts.count)}`];
  const text = (forms && forms[spoken]) || (words[name] || {})[spoken] || name;
  return text.replace(/\{(\w+)\}/g, (gap, part) => (part in parts ? String(parts[part]) : gap));
}

/** Sentences after each other, as the language sets them; empty ones are left out. @param {string[]} sentences */
const joinSentences = (sentences) => sentences.filter(Boolean).reduce((first, second) => say("list.sentences", { first, second }));

/**
 * A text of the data in the language of the page, or else in another, with its language tag.
 * @param {Record<string, string>|undefined} text
 */
function pick(text) {
  const language = text && ([spoken, ...FALLBACK].find((one) => text[one]) || Object.keys(text)[0]);
  return text && language ? { text: text[language], lang: TAGS[language] } : { text: "", lang: "" };
}
