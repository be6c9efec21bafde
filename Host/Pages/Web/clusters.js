import { badge, facts, make, quiet, table } from "./dom.js";
import { age, date, ends, many, tone, words } from "./format.js";
import * as session from "./session.js";
import * as store from "./store.js";

const isOpen = operation => !operation.endedAt;

function buttons(operation, act) {
  if (!session.mayOperate()) return null;
  const ask = (verb, label, title, text) => make("button", {
    type: "button", id: `${verb}-${operation.id}`, onclick: () => act("POST", `operations/${encodeURIComponent(operation.id)}/${verb}`, { title, text, yes: label }, `${label}: accepted.`),
  }, label);
  const what = `${operation.intent.toLowerCase()} of ${operation.cluster}`;
  return make("div", { class: "buttons" }, operation.state === "Stuck"
    ? [ask("retry", "Try again", "Try again?", `The ${what} goes on where it stuck.`), ask("abandon", "Give up", "Give it up?", `What is half done of the ${what} stays as it is.`)]
    : operation.state === "Running" ? ask("cancel", "Take back", "Take it back?", `Everything that the ${what} has done so far is undone.`) : null);
}

function progress(operation, act) {
  const title = `${words(operation.intent)} of ${operation.cluster}`;
  return make("div", { class: "operation", "data-operation": operation.id },
    make("h4", {}, `${title} `, badge(words(operation.state), operation.state === "Running" ? "wait" : tone(operation.state))),
    make("p", { class: "quiet small" }, `${operation.stepsDone} of ${many(operation.steps.length, "step")} done, for ${age(operation.startedAt)}`),
    make("progress", { max: Math.max(1, operation.steps.length), value: operation.stepsDone, "aria-label": title }),
    operation.error ? make("p", { class: "alert" }, operation.error) : null,
    make("details", { "data-id": `steps-${operation.id}` }, make("summary", {}, "Steps", make("span", { class: "hidden" }, ` of ${title}`)),
      make("ol", { class: "steps" }, operation.steps.map(step => make("li", {}, `${step.title} `, badge(words(step.state), tone(step.state)), quiet(step.message))))),
    buttons(operation, act));
}

function conditions(cluster) {
  const rows = cluster.conditions.map(item => ({ key: item.type, item }));
  return rows.length === 0 ? null : table(`Conditions of ${cluster.name}`, [
    { title: "Condition", cell: one => words(one.type) },
    { title: "Holds", cell: one => badge(one.holds === true ? "Yes" : one.holds === false ? "No" : "Unknown", one.holds === true ? "good" : "warn") },
    { title: "Since", cell: one => one.since ? make("time", { datetime: one.since, title: date(one.since) }, age(one.since)) : null },
    { title: "Why", cell: one => one.message },
  ], rows);
}

export function certificates(owner, list) {
  return list.length === 0 ? null : table(`Certificates of ${owner}`, [
    { title: "Certificate", cell: one => [one.name, one.names?.length ? make("p", { class: "quiet small" }, one.names.join(", ")) : null] },
    { title: "Valid", cell: one => [badge(ends(one).text, ends(one).tone), quiet(one.problem)] },
    { title: "Until", cell: one => date(one.notAfter) },
    { title: "Renewed", cell: one => date(one.renewAt) },
  ], list.map(item => ({ key: item.name, item })));
}

export const clusters = {
  kind: "clusters",
  kinds: ["clusters", "operations"],
  title: "Clusters",
  one: "cluster",
  empty: "No clusters are kept here.",
  ages: true,
  render: (items, count, act) => items.map(({ key, item: cluster }) => {
    const running = store.list("operations", operation => operation.id).filter(({ item }) => item.cluster === cluster.name && isOpen(item));
    return make("article", { "data-key": key, "aria-label": `Cluster ${cluster.name}` },
      make("div", { class: "title" }, make("h3", {}, cluster.name), badge(words(cluster.phase), tone(cluster.phase))),
      quiet(cluster.description),
      facts({ Type: cluster.type, Kubernetes: cluster.version, "API server": cluster.endpoint, Machines: cluster.machines }),
      running.map(({ item }) => progress(item, act)),
      conditions(cluster),
      certificates(cluster.name, cluster.certificates));
  }),
  news: (item, before, kind) => kind === "operations"
    ? before && before.state !== item.state ? `${words(item.intent)} of ${item.cluster}: ${words(item.state)}.` : before ? null : isOpen(item) ? `${words(item.intent)} of ${item.cluster} has begun.` : null
    : before && before.phase !== item.phase ? `Cluster ${item.name} is ${words(item.phase)}.` : null,
};
