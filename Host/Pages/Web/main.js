// Puts the page together: a section for each kind of thing that this agent has.

import { Connection } from "./connection.js";
import { make, replace } from "./dom.js";
import { many, setNow } from "./format.js";
import * as session from "./session.js";
import * as store from "./store.js";
import { clusters } from "./clusters.js";
import { nodes } from "./nodes.js";
import { plugins } from "./plugins.js";
import { pods } from "./pods.js";
import { proxies } from "./proxies.js";

const byId = id => document.getElementById(id);
const views = [nodes, pods, clusters, proxies, plugins];
const shown = new Map();
const news = [];

function section(view) {
  const place = make("div");
  const actions = make("div");
  const problem = make("p", { class: "alert", role: "alert", hidden: true });
  const title = make("div", { class: "title" }, make("h2", { id: `${view.kind}-title` }, view.title), view.tools?.(() => render(view)), actions);
  const root = make("section", { id: view.kind, "aria-labelledby": `${view.kind}-title` }, title, problem, place);
  const count = make("span", { class: "count" });
  const link = make("li", {}, make("a", { href: `#${view.kind}` }, view.title, " ", count));
  return { root, place, actions, problem, count, link };
}

function render(view) {
  const { place, actions, problem, count } = shown.get(view.kind);
  const act = async (method, path, question, done) => {
    if (question && !await confirm(question)) return;
    const failure = await session.act(method, path);
    problem.textContent = failure ?? "";
    problem.hidden = !failure;
    if (!failure) tell(done);
  };
  const total = store.total(view.kind);
  const items = store.list(view.kind, view.name);
  count.textContent = String(total);
  replace(actions, view.actions?.(act));
  replace(place, total === 0 ? make("p", { class: "quiet" }, view.empty) : view.render(items, total, act));
}

// Only sections of kinds that the agent tells of; in the order of this page.
function arrange() {
  const wanted = views.filter(view => store.has(view.kind));
  for (const view of wanted) if (!shown.has(view.kind)) shown.set(view.kind, section(view));
  for (const kind of shown.keys()) if (!store.has(kind)) shown.delete(kind);
  const roots = wanted.map(view => shown.get(view.kind).root);
  if (roots.length !== byId("main").querySelectorAll(":scope > section").length || roots.some(root => !root.isConnected)) {
    byId("main").replaceChildren(...roots);
    byId("sections").replaceChildren(...wanted.map(view => shown.get(view.kind).link));
  }
}

function refresh(kinds) {
  arrange();
  for (const view of views) {
    if (store.has(view.kind) && (kinds === null || (view.kinds ?? [view.kind]).some(kind => kinds.includes(kind)))) render(view);
  }
  const [agent] = store.list("agent", () => "");
  if (agent) {
    byId("machine").textContent = `${agent.item.machine}, version ${agent.item.version.split("+")[0]}`;
    document.title = `Reeve: ${agent.item.machine}`;
  }
}

// What has changed, for those who do not see it: together, so that a burst is one announcement.
function tell(text) {
  if (!text) return;
  news.push(text);
  if (news.length > 1) return;
  setTimeout(() => {
    const latest = news.splice(0);
    byId("news").replaceChildren(...latest.slice(0, 5).map(line => make("p", {}, line)), latest.length > 5 ? make("p", {}, `And ${many(latest.length - 5, "other change")}.`) : "");
  }, 1000);
}

function mark(changes) {
  for (const { kind, key, item, before } of changes) {
    const view = views.find(one => (one.kinds ?? [one.kind]).includes(kind));
    if (!view || !shown.has(view.kind)) continue;
    tell(view.news?.(item, before, kind));
    if (view.kind === kind) [...shown.get(kind).place.querySelectorAll("[data-key]")].find(one => one.dataset.key === key)?.classList.add("changed");
  }
}

function confirm({ title, text, yes }) {
  const dialog = byId("confirm");
  byId("confirm-title").textContent = title;
  byId("confirm-text").textContent = text;
  byId("confirm-yes").textContent = yes;
  return new Promise(resolve => {
    let answer = false;
    byId("confirm-yes").onclick = () => { answer = true; dialog.close(); };
    byId("confirm-no").onclick = () => dialog.close();
    dialog.addEventListener("close", () => resolve(answer), { once: true });
    dialog.showModal();
  });
}

function connected(is) {
  const badge = byId("connection");
  const text = is ? "Live" : "Not connected";
  if (badge.textContent !== text) {
    badge.textContent = text;
    badge.className = `badge ${is ? "good" : "bad"}`;
    byId("lost").hidden = is;
    byId("lost").textContent = is ? "" : "The connection to the agent is lost. What is shown is how things were; this page tries to connect again.";
  }
}

const connection = new Connection({
  up: () => connected(true),
  down: () => connected(false),
  refused: async () => {
    const isThere = await session.refresh();
    if (!isThere || session.mayRead()) return false;
    refused();
    return true;
  },
  event: (kind, data) => {
    if (kind === "time") {
      setNow(data.now);
      for (const view of views) if (view.ages && shown.has(view.kind)) render(view);
      return;
    }
    const { kinds, changes } = store.take(data, kind === "snapshot");
    refresh(kind === "snapshot" ? null : kinds);
    if (kind === "change") mark(changes);
  },
});

// Somebody who has to sign in before he sees anything.
function refused() {
  byId("connection").textContent = "Signed out";
  byId("connection").className = "badge wait";
  byId("lost").hidden = true;
  shown.clear();
  byId("sections").replaceChildren();
  byId("main").replaceChildren(make("section", { "aria-labelledby": "refused-title" },
    make("h2", { id: "refused-title" }, "Sign in to look"), make("p", {}, "This agent shows how things are to those whom it knows."),
    make("button", { type: "button", class: "main", onclick: session.openSignIn }, "Sign in")));
}

const isThere = await session.start(() => {
  if (session.mayRead()) {
    if (shown.size === 0) connection.open();
    refresh(null);
  } else {
    connection.close();
    refused();
  }
});
if (!isThere) connection.open(); // tries until there is somebody to ask
else if (!session.mayRead()) refused();
