// Makes elements. Text is always text: nothing that the agent tells becomes markup.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

export const badge = (text, tone) => make("span", { class: `badge ${tone}` }, text);

export const quiet = text => text ? make("p", { class: "quiet small" }, text) : null;

// A list of facts; those without a value are left out.
export function facts(pairs) {
  const known = Object.entries(pairs).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return known.length === 0 ? null : make("dl", { class: "facts" }, known.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

// A table that stays one for screen readers where the sheet shows its rows as cards: hence the roles.
export function table(caption, columns, rows, hideCaption = false) {
  const head = make("tr", { role: "row" }, columns.map(column => make("th", { role: "columnheader", scope: "col", class: column.number ? "number" : null }, column.title)));
  const body = rows.map(({ key, item }) => make("tr", { role: "row", "data-key": key }, columns.map((column, index) => {
    const content = [column.cell(item)].flat().filter(part => part !== null && part !== undefined && part !== "");
    return index === 0
      ? make("th", { role: "rowheader", scope: "row" }, content)
      : make("td", { role: "cell", "data-label": column.title, class: [column.number ? "number" : "", content.length === 0 ? "empty" : ""].join(" ").trim() || null },
        content.length === 1 ? content : make("div", {}, content));
  })));
  return make("table", { role: "table" },
    make("caption", { class: hideCaption ? "hidden" : null }, caption),
    make("thead", { role: "rowgroup" }, head),
    make("tbody", { role: "rowgroup" }, body));
}

// Puts new content in the place of old content, unless it is the same. What is open stays open, and what has the focus keeps it.
export function replace(place, ...content) {
  const open = new Set([...place.querySelectorAll("details[open][data-id]")].map(one => one.dataset.id));
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const id = focused?.id || focused?.closest("[data-id]")?.dataset.id;
  const next = document.createElement(place.tagName);
  next.append(...content.flat().filter(child => child !== null && child !== undefined));
  for (const one of next.querySelectorAll("details[data-id]")) one.open = open.has(one.dataset.id);
  const [before, after] = [[...place.childNodes], [...next.childNodes]];
  if (before.length === after.length && before.every((node, index) => node.isEqualNode(after[index]))) return;
  place.replaceChildren(...after);
  if (id) {
    const same = [...place.querySelectorAll("[id], [data-id]")].find(one => one.id === id || one.dataset.id === id);
    (same?.matches("details") ? same.querySelector("summary") : same)?.focus({ preventScroll: true });
  }
}
