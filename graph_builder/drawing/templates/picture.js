/** The frame of every picture: title, filters in words and legend above a view, source and date below. */

/**
 * @typedef {object} Picture a view drawn by itself, from 0, 0
 * @property {number} width
 * @property {number} height
 * @property {SVGElement[]} parts
 * @property {LegendEntry[]} legend
 * @property {number} [left] how many statements did not fit
 * @property {string} [note] what else is to be known
 */
/** @typedef {{name: string, draw: (x: number, y: number) => SVGElement[]}} LegendEntry a sign 20 pixels wide, around a middle line */
/** @typedef {Record<string, string>} Colours */

const MARGIN = 24;
const LEAST_WIDTH = 760;
const SMALL = 13;
const SMALL_LINE = 18;
const MOST_SOURCES = 12;

/** What no XML may hold, though a label might. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A text as it may stand in an SVG. @param {string} text */
const clean = (text) => text.replace(UNWRITABLE, "\uFFFD");

/**
 * Lines of text under each other.
 * @param {string[]} lines
 * @param {number} x
 * @param {number} y the base of the first
 * @param {{size: number, step?: number, fill: string, weight?: number, lang?: string, anchor?: string, halo?: string}} style
 */
function writeLines(lines, x, y, { size, step = 0, fill, weight, lang, anchor, halo }) {
  const text = draw("text", { x, y, "font-size": size, "font-weight": weight, fill, lang: lang || null, "text-anchor": anchor });
  if (halo) setAll(text, { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" });
  if (lines.length === 1) text.append(clean(lines[0]));
  else {
    lines.forEach((line, at) => {
      // A space at the end keeps words apart for who searches or copies.
      const isOpen = at + 1 < lines.length && /[\u0021-\u2e7f]$/.test(line) && !line.endsWith("-");
      text.append(draw("tspan", { x, y: y + at * step }, clean(isOpen ? `${line} ` : line)));
    });
  }
  return text;
}

/** @param {string} text @param {number} x @param {number} y @param {number} size @param {string} fill @param {number} [weight] */
const writeLine = (text, x, y, size, fill, weight) => writeLines([text], x, y, { size, fill, weight });

/** The sign of a kind, its upper left corner at x, y. @param {string} kind @param {number} x @param {number} y @param {Colours} colours @param {number} [scale] */
function drawSign(kind, x, y, colours, scale = 0.9) {
  const shape = document.querySelector(`#mark-${CSS.escape(kind)} > path`);
  return draw("path", { d: shape && shape.getAttribute("d"), fill: colours[`kind-${kind}`], "fill-rule": "evenodd", transform: `translate(${x} ${y}) scale(${scale})` });
}

/** The kinds among some statements, for the legend. @param {Iterable<number>} nodes @param {Colours} colours @returns {LegendEntry[]} */
function explainKinds(nodes, colours) {
  const found = new Set();
  for (const node of nodes) found.add(graph.kind[node]);
  return KINDS.filter((kind) => found.has(kind)).map((kind) => ({
    name: say(`kind.${kind}`), draw: (x, y) => [drawSign(kind, x + 3, y - 7, colours)],
  }));
}

/** Dashes and gaps of links as an SVG wants them. @type {Record<string, string|null>} */
const DASH = Object.fromEntries(Object.entries(DASHES).map(([basis, lengths]) => [basis, lengths.join(" ") || null]));

/** The lines among some links, for the legend. @param {Iterable<string>} bases @param {Colours} colours @returns {LegendEntry[]} */
function explainLines(bases, colours) {
  const found = new Set(bases);
  return Object.keys(DASH).filter((basis) => found.has(basis)).map((basis) => ({
    name: say(`basis.${basis}`),
    draw: (x, y) => [draw("path", { d: `M${x - 4} ${y}h26`, fill: "none", stroke: colours.rule, "stroke-width": 2, "stroke-dasharray": DASH[basis] })],
  }));
}

/** The verdicts among some targets, for the legend. @param {number[]} nodes @param {Colours} colours @returns {LegendEntry[]} */
function explainVerdicts(nodes, colours) {
  return groupVerdicts(nodes).map(({ token, name, count }) => ({
    name: say("timeline.dots", { name, count }),
    draw: (x, y) => [draw("circle", { cx: x + 10, cy: y, r: 5, ...paintDot(token, colours) })],
  }));
}

/** How a dot of a verdict is painted; one without is hollow. @param {string} token @param {Colours} colours @returns {Record<string, string|number>} */
const paintDot = (token, colours) => (
  token === "none" ? { fill: colours.card, stroke: colours["kind-target"], "stroke-width": 2 } : { fill: colours[`verdict-${token}`] });

/**
 * A picture in its frame.
 * @param {Picture} picture
 * @param {Colours} colours
 * @param {"svg"|"png"} format
 */
function framePicture(picture, colours, format) {
  const width = Math.max(picture.width, LEAST_WIDTH) + 2 * MARGIN;
  const room = width - 2 * MARGIN;
  /** @type {SVGElement[]} */
  const parts = [];
  let y = MARGIN;
  const write = (/** @type {string} */ text, size = SMALL, fill = colours.soft, weight = 400) => {
    const lines = wrap(text, (room / size) * 0.96, 6);
    if (!lines.length) return;
    parts.push(writeLines(lines, MARGIN, y + size, { size, step: size * 1.4, fill, weight }));
    y += lines.length * size * 1.4;
  };
  write(nameView(), 22, colours.ink, 700);
  write(joinSentences([say("export.counted", { matches: sayMatches() }), describeFilters()]));
  if (picture.note) write(picture.note);
  if (picture.left) write(say(format === "png" ? "export.left_png" : "export.left_svg", { count: picture.left }), SMALL, colours.bad, 600);
  const legend = drawLegend(picture.legend, y + 8, room, colours);
  parts.push(...legend.parts);
  y = legend.bottom + 14;
  parts.push(draw("g", { transform: `translate(${MARGIN} ${y})` }, ...picture.parts));
  y += picture.height + 16;
  for (const line of describeOrigin()) write(line, 12);
  const height = Math.ceil(y + MARGIN);
  return draw("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, lang: TAGS[spoken], role: "img", "font-family": FONT },
    draw("title", {}, clean(nameView())), draw("rect", { width, height, fill: colours.paper }), ...parts);
}

/** What the picture shows, as its title. */
const nameView = () => `${document.title} · ${say(`view.${state.view}`)}`;

/** @param {LegendEntry[]} entries @param {number} top @param {number} room @param {Colours} colours */
function drawLegend(entries, top, room, colours) {
  const parts = [];
  let [x, y] = [MARGIN, top + 8];
  for (const { name, draw: drawEntry } of entries) {
    const length = 30 + measureText(name) * SMALL * 1.05;
    if (x > MARGIN && x + length > MARGIN + room) [x, y] = [MARGIN, y + 22];
    parts.push(...drawEntry(x, y), writeLine(name, x + 27, y + 5, SMALL, colours.ink));
    x += length + 16;
  }
  return { parts, bottom: entries.length ? y + 12 : top };
}

/** Query and filters in words. */
function describeFilters() {
  const named = FACETS.filter((name) => state.facets[name].size).map((name) => {
    const values = [...state.facets[name]].map((key) => {
      const at = facets[name].keys.indexOf(key);
      return (at >= 0 && pick(facets[name].labels[at]).text) || key;
    });
    return say("export.facet", { facet: nameProperty(name) || say(`facet.${name}`), values: values.join(say("export.or")) });
  });
  if (state.query) named.push(say("export.query", { query: state.query }));
  const wanted = named.length ? say("export.filters", { filters: named.join(say("list.separator")) }) : say("export.unfiltered");
  if (state.selected < 0) return wanted;
  return joinSentences([wanted, say("export.chosen", { label: pick(nameFor(state.selected)).text })]);
}

/** Where the data come from and of when they are, and the day of the picture. */
function describeOrigin() {
  const used = new Set(state.view === "source" ? [shownSource] : []);
  for (let node = 0; node < graph.size && state.view !== "source"; node += 1) if (result.shown[node]) used.add(graph.document[node]);
  const rows = graph.documents.filter((_, at) => used.has(at));
  const named = rows.slice(0, MOST_SOURCES).map((row) => [pick(row.label).text, pick(row.publisher).text, row.issued, row.source].filter(Boolean).join(say("cite.separator")));
  if (rows.length > MOST_SOURCES) named.push(say("page.more", { count: rows.length - MOST_SOURCES }));
  const [meta] = document.querySelectorAll(`.heading p [data-in="${spoken}"]`);
  const day = new Date().toISOString().slice(0, 10);
  return [...named.map((name, at) => (at ? name : say("export.sources", { first: name }))),
    say("export.made", { day, data: (meta && meta.textContent) || "" })];
}
