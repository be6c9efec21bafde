import { badge, facts, make, quiet, table } from "./dom.js";
import { certificates } from "./clusters.js";
import { tone } from "./format.js";

export const proxies = {
  kind: "proxies",
  title: "Proxies",
  one: "proxy",
  several: "proxies",
  empty: "No proxies run here.",
  ages: true,
  render: items => items.map(({ key, item: proxy }) => make("article", { "data-key": key, "aria-label": `Proxy ${proxy.name}` },
    make("div", { class: "title" }, make("h3", {}, proxy.name), badge(proxy.phase, tone(proxy.phase))),
    proxy.problem ? make("p", { class: "alert" }, proxy.problem) : null,
    facts({ Provider: proxy.provider, Revision: String(proxy.revision), Servers: proxy.servers > 0 ? `${proxy.servers - proxy.unhealthy.length} of ${proxy.servers} healthy` : null }),
    proxy.unhealthy.map(quiet),
    proxy.listeners.length === 0 ? quiet("It listens nowhere yet: reeve proxy apply FILE tells it where.") : table(`Listeners of ${proxy.name}`, [
      { title: "Listener", cell: one => one.name },
      { title: "Protocol", cell: one => one.protocol },
      { title: "Address", cell: one => one.address },
      { title: "Connections", cell: one => one.connections === undefined ? null : String(one.connections), number: true },
      { title: "State", cell: one => [badge(one.fault ? "Not served" : "Served", one.fault ? "bad" : "good"), quiet(one.fault)] },
    ], proxy.listeners.map(item => ({ key: item.name, item }))),
    certificates(proxy.name, proxy.certificates))),
  news: (proxy, before) => before && before.phase !== proxy.phase ? `Proxy ${proxy.name} is ${proxy.phase}.` : null,
};
