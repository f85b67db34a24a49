/** The timeline: what falls due when, over the periods of plans, and what has no date at all. */

const DAY = 86_400_000;
const AXIS_HEIGHT = 168;
const DOT = 12;
/** Where a day has more than this, bars take the place of dots. */
const MOST_DOTS = 42;

/** @param {HTMLElement} stage */
function showTimeline(stage) {
  const nodes = listMatches().filter((node) => graph.kind[node] === "target");
  const dated = nodes.filter((node) => !Number.isNaN(timeOf(node)));
  const undated = nodes.filter((node) => Number.isNaN(timeOf(node)));
  const page = make("div", { class: "timeline" });
  const groups = groupByDay(dated);
  if (dated.length) page.append(makeAxis(dated, groups, stage.clientWidth - 48), ...explainDots(dated, groups));
  if (undated.length) groups.push(["", undated]);
  for (const [day, group_] of groups) page.append(...makeDue(day, group_, fewOf(groups.length)));
  if (!nodes.length) page.append(make("p", { class: "empty" }, say("timeline.empty")));
  stage.replaceChildren(page);
  const chosen = page.querySelector('[aria-current="true"]');
  if (chosen) chosen.scrollIntoView({ block: "center" });
}

/** @param {number} node */
const timeOf = (node) => Date.parse(graph.deadline[node]);

/** @typedef {[string, number[]][]} Days days with their commitments */

/** @param {number[]} nodes @returns {Days} */
function groupByDay(nodes) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const node of nodes) {
    const known = groups.get(graph.deadline[node]);
    if (known) known.push(node);
    else groups.set(graph.deadline[node], [node]);
  }
  return [...groups].sort(([one], [other]) => one.localeCompare(other));
}

/** Commitments that are shown at first on all days together, and further ones of a day at a time. */
const FIRST_DUE = 800;
const MORE_DUE = 300;

/** How many each of several days shows at first. @param {number} days */
const fewOf = (days) => Math.max(3, Math.min(60, Math.floor(FIRST_DUE / days)));

/** A heading with its count, then the commitments: the first, the chosen one, and the others on demand. @param {string} day @param {number[]} nodes @param {number} few */
function makeDue(day, nodes, few) {
  const title = day ? day : say("timeline.undated");
  const first = nodes.filter((node, at) => at < few || node === state.selected);
  const rest = first.length < nodes.length ? nodes.slice(few).filter((node) => node !== state.selected) : [];
  const list = make("ul", { class: "due" }, ...first.map((node) => makeDueItem(day, node)));
  return [make("h2", {}, title, make("span", { class: "count" }, ` ${nodes.length}`)), list, ...makeRest(day, list, rest)];
}

/** The button that adds the next of those left out to their list. @param {string} day @param {HTMLElement} list @param {number[]} rest @returns {HTMLElement[]} */
function makeRest(day, list, rest) {
  if (!rest.length) return [];
  const more = button({ class: "more" }, () => {
    const items = rest.slice(0, MORE_DUE).map((node) => makeDueItem(day, node));
    list.append(...items);
    more.replaceWith(...makeRest(day, list, rest.slice(MORE_DUE)));
    /** @type {HTMLElement} */ (items[0].firstElementChild).focus();
  }, say("page.more", { count: rest.length }));
  return [more];
}

/** @param {string} day @param {number} node */
function makeDueItem(day, node) {
  const { text, lang } = pick(labelOf(node));
  const note = pick(graph.verdicts.get(graph.verdict[node])).text || (day ? "" : joinTexts(graph.places[node]));
  const item = button({ class: "item", "data-node": node, lang: lang || null }, () => choose(node), makeMark("target"),
    make("span", { class: "label" }, ...highlight(text || graph.iri[node])),
    note ? make("span", { class: `note verdict-${graph.verdict[node] || "none"}` }, note) : null);
  if (node === state.selected) item.setAttribute("aria-current", "true");
  return make("li", {}, item);
}

/** @param {number[]} nodes @param {Days} groups the same by day @param {number} width */
function makeAxis(nodes, groups, width) {
  const times = nodes.map(timeOf);
  const now = Date.now();
  const first = new Date(Math.min(now, ...spread(times)));
  const last = new Date(Math.max(now, ...spread(times)));
  const start = Date.UTC(first.getUTCFullYear(), 0, 1);
  const end = Date.UTC(last.getUTCFullYear() + 1, 0, 1);
  const room = Math.max(280, width);
  const x = (/** @type {number} */ time) => ((time - start) / (end - start)) * (room - 20) + 10;
  const axis = draw("svg", { class: "axis", width: room, height: AXIS_HEIGHT, viewBox: `0 0 ${room} ${AXIS_HEIGHT}`, role: "img",
    "aria-label": say("timeline.axis", { count: nodes.length, from: first.getUTCFullYear(), to: last.getUTCFullYear() }) });
  axis.append(...makePeriods(x, start, end), ...makeYears(x, start, end), ...makeDots(x, groups), ...makeToday(x, now, room));
  return axis;
}

/** What the colours of the dots mean; a bar has none. @param {number[]} nodes @param {Days} groups the same by day */
function explainDots(nodes, groups) {
  if (groups.some(([, { length }]) => length > MOST_DOTS)) return [];
  return [makeKey(groupVerdicts(nodes).map(({ token, name, count }) => (
    [draw("svg", { class: `verdict-${token}`, viewBox: "0 0 12 12", "aria-hidden": "true" }, draw("circle", { cx: 6, cy: 6, r: 5 })), say("timeline.dots", { name, count })])))];
}

/** The verdicts among targets, those that share a colour together. @param {number[]} nodes */
function groupVerdicts(nodes) {
  const colours = readColours("light");
  /** @type {Map<string, {token: string, names: string[], count: number}>} */
  const groups = new Map();
  for (const { token, name, count } of countVerdicts(nodes)) {
    const tone = token === "none" ? token : colours[`verdict-${token}`];
    const known = groups.get(tone) || { token, names: [], count: 0 };
    known.names.push(name);
    known.count += count;
    groups.set(tone, known);
  }
  return [...groups.values()].map(({ token, names, count }) => ({ token, name: names.join(say("export.or")), count }));
}

/** The verdicts among targets, each with its name and how many have it; none comes last. @param {number[]} nodes */
function countVerdicts(nodes) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const node of nodes) counts.set(graph.verdict[node], (counts.get(graph.verdict[node]) || 0) + 1);
  return [...graph.verdicts.keys(), ""].filter((token) => counts.has(token)).map((token) => (
    { token: token || "none", name: token ? pick(graph.verdicts.get(token)).text : say("facet.no_verdict"), count: Number(counts.get(token)) }));
}

/** The least and the greatest; spreading 100,000 numbers into one call would fail. @param {number[]} times */
const spread = (times) => [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];

/** @param {(time: number) => number} x @param {number} start @param {number} end */
function makePeriods(x, start, end) {
  return graph.periods.flatMap(({ label, start: from, end: to }, at) => {
    const [left, right] = [Math.max(Date.parse(from), start), Math.min(Date.parse(to) + DAY, end)];
    if (left >= right) return [];
    const width = x(right) - x(left);
    const { text, lang } = pick(label);
    const [line = ""] = wrap(text, (width - 12) / 12, 1);
    // A name of which little is left tells nothing.
    const short = line.length < text.length / 2 ? "" : line;
    return [
      draw("rect", { class: `period shade-${at % 2}`, x: x(left), y: 0, width, height: AXIS_HEIGHT - 26 }),
      draw("text", { class: "period-name", x: x(left) + 6, y: 16, lang }, short),
    ];
  });
}

/** @param {(time: number) => number} x @param {number} start @param {number} end */
function makeYears(x, start, end) {
  const years = new Date(end).getUTCFullYear() - new Date(start).getUTCFullYear();
  const every = Math.max(1, Math.ceil((years * 44) / (x(end) - x(start))));
  const marks = [];
  for (let at = 0; at < years; at += every) {
    const year = new Date(start).getUTCFullYear() + at;
    const left = x(Date.UTC(year, 0, 1));
    const middle = (left + x(Date.UTC(year + 1, 0, 1))) / 2;
    marks.push(
      draw("line", { class: "tick", x1: left, x2: left, y1: AXIS_HEIGHT - 26, y2: AXIS_HEIGHT - 20 }),
      draw("text", { class: "year", x: middle, y: AXIS_HEIGHT - 6, "text-anchor": "middle" }, String(year)),
    );
  }
  return marks;
}

/** A dot for each commitment, those of a day on top of each other; where a day has many, bars with their number. @param {(time: number) => number} x @param {Days} groups */
function makeDots(x, groups) {
  const greatest = groups.reduce((most, [, { length }]) => Math.max(most, length), 1);
  const hasBars = greatest > MOST_DOTS;
  return groups.flatMap(/** @returns {SVGElement[]} */ ([day, group_]) => {
    const at = x(Date.parse(day));
    const base = AXIS_HEIGHT - 32;
    if (hasBars) {
      const height = Math.max(2, ((base - 62) * group_.length) / greatest);
      return [
        draw("rect", { class: "bar", x: at - 22, y: base - height, width: 22, height }),
        draw("text", { class: "year", x: at - 11, y: base - height - 4, "text-anchor": "middle" }, String(group_.length)),
      ];
    }
    return group_.map((node, number) => draw("circle", {
      class: `dot verdict-${graph.verdict[node] || "none"}`, r: DOT / 2 - 1,
      cx: at - 4 - DOT * Math.floor(number / 7), cy: base - DOT * (number % 7) - DOT / 2,
    }));
  });
}

/** Today by the reader's clock, its name where it covers nothing. @param {(time: number) => number} x @param {number} now @param {number} room */
function makeToday(x, now, room) {
  const at = x(now);
  const isLate = at > room - 80;
  return [
    draw("line", { class: "today", x1: at, x2: at, y1: 22, y2: AXIS_HEIGHT - 20 }),
    draw("text", { class: "today-name", x: at + (isLate ? -6 : 6), y: 36, "text-anchor": isLate ? "end" : "start" }, say("timeline.today")),
  ];
}
