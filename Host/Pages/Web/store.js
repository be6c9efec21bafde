// What the agent has told, by kind and key.

const kinds = new Map();

// A snapshot replaces everything, a change what it names. Gives the items that are new or different.
export function take(data, isSnapshot) {
  const changes = [];
  if (isSnapshot) {
    for (const kind of kinds.keys()) if (!(kind in data.kinds)) kinds.delete(kind);
  }
  for (const [kind, change] of Object.entries(data.kinds)) {
    const known = kinds.get(kind) ?? { items: new Map() };
    const items = isSnapshot ? new Map() : known.items;
    for (const key of change.removed) items.delete(key);
    for (const [key, item] of Object.entries(change.set)) {
      changes.push({ kind, key, item, before: known.items.get(key) });
      items.set(key, item);
    }
    kinds.set(kind, { items, total: change.total });
  }
  return { kinds: Object.keys(data.kinds), changes };
}

export const has = kind => kinds.has(kind);

export const total = kind => kinds.get(kind)?.total ?? 0;

// The items of a kind with their keys, by name.
export function list(kind, name = item => item.name) {
  return [...kinds.get(kind)?.items ?? []].map(([key, item]) => ({ key, item })).sort((one, other) => name(one.item).localeCompare(name(other.item)));
}
