/** Texts made comparable: neither case, nor width, nor the script of Chinese matters. */

/** @type {Map<string, string>} */
const simplified = new Map();
/** @type {RegExp|null} */
let traditional = null;

/** Take pairs of a traditional and its simplified character. @param {string} given */
function takeVariants(given) {
  const pairs = Array.from(given);
  for (let at = 0; at + 1 < pairs.length; at += 2) simplified.set(pairs[at], pairs[at + 1]);
  if (simplified.size) traditional = new RegExp(`[${[...simplified.keys()].join("")}]`, "gu");
}

/** Signs around quoted words, single and double, of which every keyboard has others. */
const SINGLE = /[\u2018\u2019\u201a\u201b\u2032]/g;
const DOUBLE = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c-\u300f]/g;

/** A text without differences of case, width, script and signs of quotation. @param {string} text */
function fold(text) {
  const plain = text.replace(SINGLE, "'").replace(DOUBLE, '"').normalize("NFKC").toLowerCase();
  return traditional ? plain.replace(traditional, (sign) => simplified.get(sign) || sign) : plain;
}

/** Where a word of a query ends: at white space, and between clauses, so that a sentence can be looked for. */
const BREAKS = /\s+|[;。]|,(?!\d)/;
/** Signs before and behind a word that are none of it. */
const STOPS = /^[.:!?、]+|[.:!?、]+$/g;

/** The words of a query, folded; signs are left off unless there is nothing else. @param {string} query */
const termsOf = (query) => fold(query).split(BREAKS).filter(Boolean).map((word) => word.replace(STOPS, "") || word);
