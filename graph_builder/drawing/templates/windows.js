/** Lists of any length of which only the rows in view exist. */

/** Rows above and below the view that exist already. */
const SPARE = 12;

/**
 * A list of rows of one height.
 * @param {HTMLElement} scroller the element that scrolls
 * @param {HTMLElement} body the element that holds the rows
 * @param {{count: number, height: number, make: (at: number) => HTMLElement}} rows
 */
function makeWindow(scroller, body, rows) {
  /** @type {Map<number, HTMLElement>} */
  const live = new Map();
  put(body, { height: rows.count * rows.height });
  const refresh = () => {
    // Another view has taken its place: nothing is drawn for nobody.
    if (!body.isConnected) {
      scroller.removeEventListener("scroll", refresh);
      return;
    }
    const from = scroller.scrollTop - body.offsetTop;
    const first = Math.max(0, Math.floor(from / rows.height) - SPARE);
    const last = Math.min(rows.count, Math.ceil((from + scroller.clientHeight) / rows.height) + SPARE);
    for (const [at, row] of live) {
      // The row that has the keyboard stays, or the reader would lose the place.
      if ((at >= first && at < last) || row.contains(document.activeElement)) continue;
      row.remove();
      live.delete(at);
    }
    for (let at = first; at < last; at += 1) {
      if (live.has(at)) continue;
      const row = rows.make(at);
      put(row, { top: at * rows.height, height: rows.height });
      live.set(at, row);
      const next = [...live.keys()].filter((other) => other > at);
      body.insertBefore(row, next.length ? live.get(Math.min(...next)) || null : null);
    }
  };
  scroller.addEventListener("scroll", refresh, { passive: true });
  refresh();
  return {
    refresh,
    /** Bring a row into view. @param {number} at */
    show(at) {
      const top = body.offsetTop + at * rows.height;
      const seen = scroller.scrollTop + body.offsetTop;
      if (top < seen || top + rows.height > scroller.scrollTop + scroller.clientHeight) {
        // Whole rows below what stays at the top, the wanted one after a third of them.
        const above = Math.floor((scroller.clientHeight - body.offsetTop) / rows.height / 3);
        scroller.scrollTop = Math.max(0, at - above) * rows.height;
      }
      refresh();
    },
  };
}
