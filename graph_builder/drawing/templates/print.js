/** On paper: the chosen statement with its proof, then what matches as a list with its quotes, whatever the view. */

const MOST_PRINTED = 3000;

function startPrint() {
  addEventListener("beforeprint", fillPrint);
  addEventListener("afterprint", () => part("print").replaceChildren());
}

function fillPrint() {
  const nodes = listMatches();
  const names = ["kind", "statement", "bound", "deadline", "verdict"];
  const head = make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, say(`table.${name}`))));
  const left = nodes.length - MOST_PRINTED;
  part("print").replaceChildren(
    ...copyDetail(),
    make("p", {}, `${say("page.matches", { matches: nodes.length, all: graph.size })}. ${describeFilters()}`),
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...nodes.slice(0, MOST_PRINTED).map(makePrinted))),
    ...keep([left > 0 && make("p", {}, say("page.more", { count: left }))]),
    ...describeOrigin().map((line) => make("p", { class: "where" }, line)),
  );
}

/** @param {number} node */
function makePrinted(node) {
  const quotes = listOutermost(quotesOf(node)).flatMap((quote) => [make("br"), make("span", { class: "quote", lang: languageOf(node) }, quote)]);
  return make("tr", {},
    make("td", {}, say(`kind.${graph.kind[node]}`)),
    make("td", {}, speak("strong", nameFor(node)), ...quotes),
    speak("td", graph.texts[graph.bound[node]]),
    make("td", {}, graph.deadline[node]),
    speak("td", graph.verdicts.get(graph.verdict[node])));
}

/** Quotes without those that stand in another. @param {string[]} quotes */
const listOutermost = (quotes) => quotes.filter((quote) => !quotes.some((other) => other !== quote && other.includes(quote)));

/** What the panel shows, without what can only be pressed. */
function copyDetail() {
  if (state.selected < 0) return [];
  const copy = make("section", { class: "detail" });
  const panel = part("detail").cloneNode(true);
  copy.append(...panel.childNodes);
  const citation = /** @type {HTMLTextAreaElement|null} */ (part("detail").querySelector("textarea.cite"));
  copy.querySelector("textarea.cite")?.replaceWith(make("p", {}, citation ? citation.value : ""));
  for (const one of copy.querySelectorAll("textarea, .close, .copy-cite, .copy-query")) one.remove();
  return [copy];
}
