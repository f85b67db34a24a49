/** Any view as a file: SVG with real text, or PNG at twice the size. Light in every theme, for print. */

/** Pixels: how tall the body of a picture may be. An SVG may be longer than a canvas. */
const ROOM = { svg: 60_000, png: 7_500 };
/** Browsers refuse a canvas that is longer, or larger. */
const LONGEST = 16_000;
const LARGEST = 100_000_000;

/** @type {Record<string, (colours: Colours, room: number) => Picture|Promise<Picture>>} */
const DRAW = { cascade: drawCascade, table: drawTable, timeline: drawTimeline, matrix: drawMatrix, source: drawSource, network: drawNetworkPicture };

/** The present view in its frame. @param {"svg"|"png"} format */
async function drawPicture(format) {
  const colours = readColours("light");
  const picture = await DRAW[state.view](colours, ROOM[format]);
  return framePicture(picture, colours, format);
}

/** @param {"svg"|"png"} format */
async function savePicture(format) {
  const picture = await drawPicture(format);
  const text = new XMLSerializer().serializeToString(picture);
  const svg = new Blob([text], { type: "image/svg+xml" });
  const width = Number(picture.getAttribute("width"));
  const height = Number(picture.getAttribute("height"));
  const file = format === "svg" ? svg : await paint(svg, width, height);
  if (file) offer(file, `${nameFile()}.${format}`);
  else announce(say("export.too_large"));
}

/** Title and view, without what a file name cannot hold. */
const nameFile = (view = state.view) => [document.title, say(`view.${view}`)].join("-").replace(/[\p{Cc}\s\\/:*?"<>|.]+/gu, "-");

/** The picture as PNG, or null when this browser has no canvas of that size. @param {Blob} svg @param {number} width @param {number} height @returns {Promise<Blob|null>} */
async function paint(svg, width, height) {
  const scale = Math.min(2, LONGEST / Math.max(width, height), Math.sqrt(LARGEST / (width * height)));
  if (scale < 1) return null;
  const image = new Image(width, height);
  const address = URL.createObjectURL(svg);
  image.src = address;
  await image.decode();
  const canvas = make("canvas", { width: Math.floor(width * scale), height: Math.floor(height * scale) });
  const pen = canvas.getContext("2d");
  if (pen) pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((done) => {
    canvas.toBlob(done, "image/png");
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
