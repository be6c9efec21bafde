import { badge, make, quiet, table } from "./dom.js";
import { age, date, many, tone, words } from "./format.js";

const filter = { text: "", problems: false };
const isBad = pod => tone(pod.status) === "bad" || (pod.phase === "Running" && pod.ready.split("/")[0] !== pod.ready.split("/")[1]);
const matches = pod => (!filter.problems || isBad(pod)) && `${pod.namespace}/${pod.name} ${pod.node ?? ""}`.toLowerCase().includes(filter.text);

function containers(pod) {
  return make("details", { "data-id": `containers-${pod.uid}` },
    make("summary", {}, many(pod.containers.length, "container"), make("span", { class: "hidden" }, ` of ${pod.name}`)),
    make("ul", { class: "steps" }, pod.containers.map(one => make("li", {},
      `${one.name}: ${one.state}${one.restarts ? `, ${many(one.restarts, "restart")}` : ""}`, one.image ? make("p", { class: "quiet small" }, one.image) : null, quiet(one.message)))));
}

export const pods = {
  kind: "pods",
  title: "Pods",
  one: "pod",
  empty: "No pods run here. reeve run FILE starts some, and a cluster sends its pods to its nodes.",
  name: pod => `${pod.namespace}/${pod.name}`,
  ages: true,
  // Filters stay where they are while what they filter changes.
  tools: again => make("div", { class: "filter", role: "search" },
    make("label", {}, make("span", {}, "Filter"), make("input", { type: "search", id: "pod-filter", autocomplete: "off", oninput: event => { filter.text = event.target.value.toLowerCase(); again(); } })),
    make("label", {}, make("input", { type: "checkbox", id: "pod-problems", onchange: event => { filter.problems = event.target.checked; again(); } }), "Problems only")),
  render: (items, count) => {
    const shown = items.filter(({ item }) => matches(item));
    return [
      shown.length < count ? make("p", { class: "quiet small", id: "pods-shown" }, `${shown.length} of ${many(count, "pod")} shown.`) : null,
      shown.length === 0 ? make("p", { class: "quiet" }, "No pod matches the filter.") : table("Pods", [
        { title: "Name", cell: pod => [make("span", { class: "quiet" }, `${pod.namespace}/`), pod.name] },
        { title: "Status", cell: pod => [badge(words(pod.status), tone(pod.status)), quiet(pod.message)] },
        { title: "Ready", cell: pod => pod.ready, number: true },
        { title: "Restarts", cell: pod => String(pod.restarts), number: true },
        { title: "Age", cell: pod => pod.createdAt ? make("time", { datetime: pod.createdAt, title: date(pod.createdAt) }, age(pod.createdAt)) : null, number: true },
        { title: "Node", cell: pod => pod.node },
        { title: "Address", cell: pod => pod.address },
        { title: "Containers", cell: pod => pod.containers.length > 0 ? containers(pod) : null },
      ], shown, true),
    ];
  },
  news: (pod, before) => before && before.status !== pod.status ? `Pod ${pod.name} is ${words(pod.status)}.` : null,
};
