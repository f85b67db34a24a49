/** History: what was set, replaced, due, observed and judged, in the order of its dates. */

/** @typedef {{on: string, rank: number, what: string, body: (Node|string)[]}} Happening */
/** @typedef {{metric: string, places: Words[], on: string, source: string, label: Words, facts: Facts}} Seen */

const MOST_EVENTS = 100;
const MOST_ELSEWHERE = 12;
const HISTORICAL = new Set(["supersedes", "milestoneFor"]);

/** @type {Promise<Seen[]>|null} */
let seenOfMetrics = null;

/** All observations of metrics, opened when the first is asked for. */
function loadObservations() {
  seenOfMetrics = seenOfMetrics || unpackValue("observations").then(({ rows, texts }) => {
    const text = (/** @type {number} */ at) => texts[at];
    return rows.map((/** @type {any} */ row) => ({ ...row, label: text(row.label), places: row.places.map(text),
      facts: row.facts.map((/** @type {[string, number]} */ [name, at]) => [name, text(at)]) }));
  });
  return seenOfMetrics;
}

/** What became of a statement and of those that it replaces or leads to; nothing when nothing did. @param {number} node @param {Details} details */
async function makeHistory(node, details) {
  const tied = findTied(node);
  const others = graph.metric[node] ? listSameMetric(node).filter((one) => !tied.has(one)) : [];
  const here = others.filter((one) => sharePlace(placesOf(node), placesOf(one)));
  const seen = graph.kind[node] === "target" && graph.metric[node] ? await loadObservations() : [];
  const events = [
    ...[node, ...tied.keys(), ...here].map((one) => tellStatement(one, node, tied.get(one) || [])),
    ...(graph.deadline[node] ? [{ on: graph.deadline[node], rank: 1, what: say("history.due"), body: [] }] : []),
    ...seen.filter((one) => one.metric === graph.metric[node] && sharePlace(placesOf(node), one.places)).map(tellObservation),
    ...details.outcomes.flatMap(tellVerdict),
  ];
  const near = new Set(here);
  return { events: events.length > 1 ? listEvents(sortEvents(events)) : [], elsewhere: makeElsewhere(others.filter((one) => !near.has(one))) };
}

/** The first events as a list, and how many are left. @param {Happening[]} events */
function listEvents(events) {
  const left = events.length - MOST_EVENTS;
  const list = make("ol", { class: "history" }, ...events.slice(0, MOST_EVENTS).map(makeEvent));
  return left > 0 ? [list, make("p", { class: "more" }, say("page.more", { count: left }))] : [list];
}

/** By date, what has none at the end. @param {Happening[]} events */
function sortEvents(events) {
  return events.sort((one, other) => (one.on || "9999").localeCompare(other.on || "9999") || one.rank - other.rank);
}

/** Statements that a statement replaces, that replace it, and milestones, each with how it is tied to the one before. @param {number} node */
function findTied(node) {
  /** @type {Map<number, HTMLElement[]>} */
  const tied = new Map();
  const waiting = [node];
  while (waiting.length && tied.size < MOST_EVENTS) {
    const from = /** @type {number} */ (waiting.pop());
    for (const [groups, ends, direction] of /** @type {[Groups, Numbers, string][]} */ (
      [[graph.above, graph.edges.to, "down"], [graph.below, graph.edges.from, "up"]])) {
      for (const edge of membersOf(groups, from)) {
        const relations = graph.edges.relations[edge].split(" ").filter((one) => HISTORICAL.has(one));
        const next = ends[edge];
        if (!relations.length || next === node || tied.has(next)) continue;
        tied.set(next, relations.map((relation) => (
          make("p", {}, say("page.named", { name: say(`${direction}.${relation}`) }), speak("span", nameFor(from))))));
        waiting.push(next);
      }
    }
  }
  return tied;
}

/** @param {number} node */
function listSameMetric(node) {
  const others = [];
  for (let one = 0; one < graph.size; one += 1) {
    if (one !== node && graph.kind[one] === "target" && graph.metric[one] === graph.metric[node]) others.push(one);
  }
  return others;
}

/** @param {number} node */
const placesOf = (node) => (graph.places[node] || []).map((number) => graph.texts[number]);

/** Whether two are of one place, or neither of any. @param {Words[]} one @param {Words[]} other */
function sharePlace(one, other) {
  return (!one.length && !other.length) || one.some((place) => other.some((own) => nameOf(own) === nameOf(place)));
}

/** @param {number} node */
const issuedOf = (node) => (graph.documents[graph.document[node]] || { issued: "" }).issued;

/** @param {number} one @param {number} node the chosen statement @param {HTMLElement[]} ties @returns {Happening} */
function tellStatement(one, node, ties) {
  const row = graph.documents[graph.document[one]];
  const name = one === node ? speak("strong", nameFor(one)) : button({}, () => choose(one, true), makeMark(graph.kind[one]), speak("span", nameFor(one)));
  const notes = [pick(graph.texts[graph.bound[one]]).text, one === node ? "" : noteOf(one)].filter(Boolean).join(" · ");
  return { on: issuedOf(one), rank: 0, what: say(one === node ? "history.this" : "history.stated"), body: keep([
    name, notes && make("p", {}, notes), ...ties, row && speak("p", row.label, { class: "where" })]) };
}

/** @param {Seen} seen @returns {Happening} */
function tellObservation(seen) {
  const facts = new Map(seen.facts);
  const told = ["observed", "observation_status"].map((name) => pick(facts.get(name)).text).filter(Boolean);
  const read = facts.has("retrieved_on") ? say("page.named", { name: say("fact.retrieved_on") }) + pick(facts.get("retrieved_on")).text : "";
  return { on: seen.on, rank: 2, what: say("history.observed"), body: keep([
    speak("span", seen.label), make("p", {}, told.join(" · ")), read && make("p", { class: "where" }, read),
    seen.source && make("p", {}, makeAddress(seen.source))]) };
}

/** @param {Outcome} outcome @returns {Happening[]} */
function tellVerdict(outcome) {
  const facts = new Map(outcome.facts);
  if (!outcome.verdict) return [];
  const rule = pick(facts.get("rule")).text;
  return [{ on: pick(facts.get("assessed_on")).text, rank: 3, what: say("history.judged"), body: keep([
    speak("strong", facts.get("verdict"), { class: `verdict verdict-${outcome.verdict}` }), rule && make("p", {}, rule)]) }];
}

/** @param {Happening} event */
function makeEvent({ on, what, body }) {
  return make("li", {}, make("p", { class: "when" }, on ? make("time", { datetime: on }, on) : say("history.undated"), " ", make("span", {}, what)), ...body);
}

/** Targets on the same metric in other places, in the order of their dates. @param {number[]} others */
function makeElsewhere(others) {
  const order = [...others].sort((one, other) => issuedOf(one).localeCompare(issuedOf(other)) || one - other);
  const left = order.length - MOST_ELSEWHERE;
  return [...order.slice(0, MOST_ELSEWHERE).map((one) => make("div", { class: "link" },
    button({}, () => choose(one, true), makeMark("target"), speak("span", nameFor(one))),
    make("p", {}, ...placesOf(one).flatMap((place) => [speak("span", place), " · "]), [issuedOf(one), noteOf(one)].filter(Boolean).join(" · ")))),
  ...keep([left > 0 && make("p", { class: "more" }, say("page.more", { count: left }))])].filter((one) => one instanceof HTMLElement);
}
