// @ts-check
/** What does a key mean while the text is in focus? */

/** @typedef {"sentence" | "word"} Unit */
/** @typedef {{do?: string, unit: Unit, by: -1 | 1, edge?: -1 | 1, extend: boolean}} Key */

/** @type {Record<string, string>} */
const DOES = { Enter: "use", Escape: "clear", a: "add", s: "turn" };

/**
 * Left and right follow the eye: in a text that runs from right to left they change places.
 * @param {KeyboardEvent} event @param {boolean} rightToLeft @returns {Key | null}
 */
export function keyOf(event, rightToLeft) {
  if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return null;
  const extend = event.shiftKey;
  const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
  const back = rightToLeft ? "ArrowRight" : "ArrowLeft";
  switch (event.key) {
    case "ArrowDown":
      return { unit: "sentence", by: 1, extend };
    case "ArrowUp":
      return { unit: "sentence", by: -1, extend };
    case forward:
      return { unit: "word", by: 1, extend };
    case back:
      return { unit: "word", by: -1, extend };
    case "Home":
      return { unit: "word", by: -1, edge: -1, extend };
    case "End":
      return { unit: "word", by: 1, edge: 1, extend };
  }
  const does = DOES[event.key] ?? DOES[latinLetter(event)];
  return does ? { do: does, unit: "word", by: 1, extend } : null;
}

/** The letter of the key, also where the layout writes Arabic or Greek. @param {KeyboardEvent} event */
function latinLetter({ key, code }) {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
}
