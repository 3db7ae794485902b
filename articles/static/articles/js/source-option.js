// @ts-check
/** How does one source, or one work, stand in the list of suggestions? */

/** @typedef {{key: string, name: string, kind: string, alias?: string | null, told?: string}} Found */

/**
 * A known source with its kind and the alias that was typed; or, for null, the offer to
 * record what was typed as a new one.
 * @param {Found | null} source @param {string} id @param {string} words kind, or what was typed
 * @param {string} [noun] what a new one would be
 */
export function option(source, id, words, noun = "source") {
  const element = document.createElement("li");
  element.id = id;
  element.role = "option";
  element.setAttribute("aria-selected", "false");
  if (!source) {
    element.className = "new";
    element.textContent = `Record “${words}” as a new ${noun}`;
    return element;
  }
  element.dataset.key = source.key;
  element.dataset.name = source.name;
  element.dataset.kind = words;
  const name = document.createElement("bdi");
  name.textContent = source.name;
  const kind = document.createElement("span");
  kind.className = "kind";
  const alias = source.alias && source.alias !== source.name ? `known as ${source.alias} · ` : "";
  const told = source.told ? ` · ${source.told}` : "";
  kind.textContent = ` ${alias}${words}${told}`;
  element.append(name, kind);
  return element;
}
