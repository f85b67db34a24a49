/** Parts of the page that hold data: compressed, and written in letters. */

/** @typedef {Int8Array|Int16Array|Int32Array} Numbers */

/** All parts: those before the scripts are there from the start, the others come meanwhile. */
const arrived = new Promise((done) => {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", done, { once: true });
  else done(null);
});

/**
 * The bytes of a part; the part is given up to free its memory.
 * @param {string} id
 * @returns {Promise<Uint8Array>}
 */
async function unpackBytes(id) {
  // What nothing follows may not be there to its end.
  if (!document.getElementById(id)?.nextElementSibling) await arrived;
  const element = part(id);
  const packed = readLetters(element.textContent || "");
  element.remove();
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is told by the side that reads.
  writer.write(packed).catch(() => {});
  writer.close().catch(() => {});
  return new Uint8Array(await new Response(stream.readable).arrayBuffer());
}

/** Bytes from letters in base64. @param {string} letters @returns {Uint8Array<ArrayBuffer>} */
function readLetters(letters) {
  const direct = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (/** @type {unknown} */ (Uint8Array));
  if (direct.fromBase64) return direct.fromBase64(letters);
  const signs = atob(letters);
  const bytes = new Uint8Array(signs.length);
  for (let at = 0; at < signs.length; at += 1) bytes[at] = signs.charCodeAt(at);
  return bytes;
}

/** The text of a part. @param {string} id */
async function unpack(id) {
  return new TextDecoder().decode(await unpackBytes(id));
}

/** What a part holds in JSON. @param {string} id @returns {Promise<any>} */
async function unpackValue(id) {
  return JSON.parse(await unpack(id));
}

const WIDTHS = { 1: Int8Array, 2: Int16Array, 4: Int32Array };

/**
 * Columns of numbers out of the bytes that hold all of them.
 * @param {Uint8Array} bytes
 * @param {[string, 1|2|4, number][]} listed name, bytes of each number, and length
 */
function readColumns(bytes, listed) {
  /** @type {Record<string, Numbers>} */
  const columns = {};
  let at = bytes.byteOffset;
  for (const [name, width, length] of listed) {
    columns[name] = new WIDTHS[width](/** @type {ArrayBuffer} */ (bytes.buffer), at, length);
    at += width * length;
  }
  return columns;
}

/**
 * Texts that stand one after the other with a sign between them.
 * @param {string} text
 * @param {Numbers} lengths
 */
function cutTexts(text, lengths) {
  const texts = new Array(lengths.length);
  let at = 0;
  for (let row = 0; row < lengths.length; row += 1) {
    texts[row] = text.substring(at, at + lengths[row]);
    at += lengths[row] + 1;
  }
  return /** @type {string[]} */ (texts);
}
