/** The cascade as a picture of its own: title, legend, source and date with it, as SVG or PNG. */

const MOST_EXPORTED = 800;
const MARGIN = 24;
const HEAD = 96;
/** Browsers refuse a canvas that is longer. */
const LONGEST = 16_000;

/** @returns {SVGSVGElement|null} null when there is too much for one picture */
function drawPicture() {
  const layout = layOut(result.shown, 1320);
  if (layout.cards.length > MOST_EXPORTED) return null;
  const colours = readColours();
  const width = layout.width + 2 * MARGIN;
  const height = layout.height + HEAD + 94;
  const picture = draw("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" });
  picture.append(
    draw("title", {}, document.title),
    draw("rect", { width, height, fill: colours.paper }),
    writeLine(document.title, MARGIN, 38, 22, colours.ink, 700),
    writeLine(say("page.matches", { matches: result.matches, all: graph.size }), MARGIN, 60, 13, colours.soft),
    ...drawLegend(colours),
    ...layout.columns.map((left, column) => writeLine(say(COLUMN_NAMES[column]), MARGIN + left, HEAD + 18, 13, colours.soft, 700)),
    draw("g", { transform: `translate(${MARGIN} ${HEAD + 24})` }, ...layout.headings.map(({ y, text, rank }) => (
      writeLine(pick(text).text, EDGE, y + 26, rank ? 15 : 17, colours.ink, 700)
    )), ...[...layout.lines, ...layout.spans].map((line) => drawLink(line, colours)), ...layout.cards.flatMap((card) => drawCard(card, colours))),
    ...listSources().map((text, at) => writeLine(text, MARGIN, height - 44 + 16 * at, 11, colours.soft)),
  );
  return picture;
}

/** @param {string} text @param {number} x @param {number} y @param {number} size @param {string} fill @param {number} [weight] */
function writeLine(text, x, y, size, fill, weight = 400) {
  return draw("text", { x, y, "font-size": size, "font-weight": weight, fill }, text);
}

/** @param {Record<string, string>} colours */
function drawLegend(colours) {
  let x = MARGIN;
  return orderValues("kind").flatMap((value) => {
    const kind = facets.kind.keys[value];
    const name = say(`kind.${kind}`);
    const at = x;
    x += 34 + 13 * [...name].reduce((sum, sign) => sum + measureSign(sign), 0);
    return [drawSign(kind, at, 74, colours), writeLine(name, at + 20, 86, 13, colours.ink)];
  });
}

/** @param {string} kind @param {number} x @param {number} y @param {Record<string, string>} colours */
function drawSign(kind, x, y, colours) {
  const shape = document.querySelector(`#mark-${CSS.escape(kind)} > path`);
  return draw("path", { d: shape && shape.getAttribute("d"), fill: colours[`kind-${kind}`], "fill-rule": "evenodd", transform: `translate(${x} ${y}) scale(.9)` });
}

/** @param {Line} line @param {Record<string, string>} colours */
function drawLink({ points, basis }, colours) {
  const dashes = { stated: null, interpreted: "7 4", derived: "2 4" }[basis];
  return draw("path", { d: trace(points, -1e6, 1e6), fill: "none", stroke: colours.rule, "stroke-width": 1.5, "stroke-dasharray": dashes });
}

/** @param {Card} card @param {Record<string, string>} colours */
function drawCard({ node, x, y, width, height, brief, tags }, colours) {
  const lines = brief ? wrap(pick(nameFor(node)).text, (width - 49) / EM, 1) : linesOf(node, width);
  const named = tags.slice(0, MOST_TAGS).map((edge) => wrap(`◆ ${pick(labelOf(graph.edges.to[edge])).text}`, (width - 49) / 12, 1)[0]);
  const below = brief ? [] : [...noteLines(node, width), ...named];
  return [
    draw("rect", { x, y, width, height, rx: 5, fill: colours.card, stroke: colours.edge, "stroke-dasharray": brief ? "4 3" : null }),
    drawSign(graph.kind[node], x + 9, y + 10, colours),
    ...lines.map((line, at) => writeLine(line, x + 31, y + 22 + at * LINE_HEIGHT, EM, colours.ink)),
    ...below.map((line, at) => writeLine(line, x + 31, y + 22 + (lines.length + at) * LINE_HEIGHT, 12, colours.soft)),
  ];
}

/** Where the picture comes from. */
function listSources() {
  const names = graph.documents.map((row) => [pick(row.label).text, row.issued].filter(Boolean).join(say("cite.separator")));
  const day = new Date().toISOString().slice(0, 10);
  return [wrap(`${say("export.sources")} ${names.join(say("list.separator"))}`, 105, 1)[0] || "", say("export.made", { day })];
}

/** @param {"svg"|"png"} format */
async function savePicture(format) {
  const picture = drawPicture();
  if (!picture) {
    part("live").textContent = say("export.too_much", { most: MOST_EXPORTED });
    announce(say("export.too_much", { most: MOST_EXPORTED }));
    return;
  }
  const text = new XMLSerializer().serializeToString(picture);
  const svg = new Blob([text], { type: "image/svg+xml" });
  const width = Number(picture.getAttribute("width"));
  const height = Number(picture.getAttribute("height"));
  offer(format === "svg" ? svg : await paint(svg, width, height), `polcom.${format}`);
}

/** @param {Blob} svg @param {number} width @param {number} height @returns {Promise<Blob>} */
async function paint(svg, width, height) {
  const image = new Image(width, height);
  const address = URL.createObjectURL(svg);
  image.src = address;
  await image.decode();
  const scale = Math.min(2, LONGEST / height);
  const canvas = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  const pen = canvas.getContext("2d");
  if (pen) pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large"))), "image/png");
  });
}

/** Let the reader save a file. @param {Blob} content @param {string} name */
function offer(content, name) {
  const address = URL.createObjectURL(content);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
