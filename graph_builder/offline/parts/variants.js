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

/** A text without differences of case, width and script. @param {string} text */
function fold(text) {
  const plain = text.normalize("NFKC").toLowerCase();
  return traditional ? plain.replace(traditional, (sign) => simplified.get(sign) || sign) : plain;
}

/** The words of a query, folded. @param {string} query */
const termsOf = (query) => fold(query).split(/\s+/).filter(Boolean);
