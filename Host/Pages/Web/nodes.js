import { badge, quiet, table } from "./dom.js";
import { tone, words } from "./format.js";

// What pods may use, as people read it: 16312340Ki is 15.6 GiB.
function memory(quantity) {
  const match = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|)$/.exec(quantity ?? "");
  if (!match) return quantity ?? "";
  const bytes = Number(match[1]) * { "": 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 }[match[2]];
  return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

export const nodes = {
  kind: "nodes",
  title: "Nodes",
  one: "node",
  empty: "This agent is no node.",
  render: items => table("Nodes", [
    { title: "Name", cell: node => node.name },
    { title: "State", cell: node => [badge(words(node.state), tone(node.state)), node.unschedulable ? badge("Unschedulable", "warn") : null, quiet(node.reason)] },
    { title: "Provider", cell: node => node.provider },
    { title: "Cluster", cell: node => node.cluster ?? "none: pods of this machine" },
    { title: "Allocatable", cell: node => node.allocatable ? [`${node.allocatable.cpu ?? "?"} CPU, ${memory(node.allocatable.memory)}, ${node.allocatable.pods ?? "?"} pods`] : null },
    { title: "Address", cell: node => node.addresses?.[0] },
  ], items, true),
};
