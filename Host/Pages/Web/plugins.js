import { badge, make, quiet, table } from "./dom.js";
import { tone } from "./format.js";
import * as session from "./session.js";

export const plugins = {
  kind: "plugins",
  title: "Plugins",
  one: "plugin",
  empty: "No plugins were found. reeve plugins install ID installs one.",
  name: plugin => `${plugin.id}@${plugin.version ?? ""}`,
  actions: act => session.mayAdminister()
    ? make("button", { type: "button", id: "rescan", onclick: () => act("POST", "plugins/rescan", null, "The plugin directories were looked through.") }, "Look again")
    : null,
  render: items => table("Plugins", [
    { title: "Name", cell: plugin => [plugin.id, plugin.version ? make("span", { class: "quiet" }, ` ${plugin.version}`) : null] },
    { title: "Status", cell: plugin => [badge(plugin.status, tone(plugin.status)), quiet(plugin.reason)] },
    { title: "Provides", cell: plugin => plugin.provides.join(", ") },
    { title: "In use", cell: plugin => String(plugin.instances), number: true },
    { title: "What for", cell: plugin => plugin.description },
  ], items, true),
  news: (plugin, before) => before && before.status !== plugin.status ? `Plugin ${plugin.id} is ${plugin.status}.` : null,
};
