/** On paper: what matches as a list with its quotes, whatever the view. */

const MOST_PRINTED = 3000;

function startPrint() {
  addEventListener("beforeprint", fillPrint);
  addEventListener("afterprint", () => part("print").replaceChildren());
}

function fillPrint() {
  const nodes = listMatches();
  const rows = nodes.slice(0, MOST_PRINTED).map((node) => make("tr", {},
    make("td", {}, say(`kind.${graph.kind[node]}`)),
    make("td", {}, speak("strong", nameFor(node)), ...quotesOf(node).flatMap((quote) => [make("br"), make("q", { lang: languageOf(node) }, quote)])),
    speak("td", graph.texts[graph.bound[node]]),
    make("td", {}, graph.deadline[node]),
    speak("td", graph.verdicts.get(graph.verdict[node])),
  ));
  const names = ["kind", "statement", "bound", "deadline", "verdict"];
  const head = make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, say(`table.${name}`))));
  const left = nodes.length - rows.length;
  part("print").replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)),
    ...keep([left > 0 && make("p", {}, say("page.more", { count: left }))]));
}
