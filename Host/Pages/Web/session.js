// Who looks, signing in, and calls that change something.

import { make, replace } from "./dom.js";

const byId = id => document.getElementById(id);
let session = { signedIn: false, mayRead: false, ways: [] };
let changed = () => {};

export const mayOperate = () => session.role === "operate" || session.role === "admin";
export const mayAdminister = () => session.role === "admin";
export const mayRead = () => session.mayRead;

// Begins; tells whenever somebody else looks from now on. False where the agent cannot be asked.
export async function start(whenChanged) {
  changed = whenChanged;
  byId("sign-in-form").addEventListener("submit", event => { event.preventDefault(); signIn({ token: byId("token").value }); });
  byId("with-certificate").addEventListener("click", () => signIn({}));
  byId("sign-in-cancel").addEventListener("click", () => byId("sign-in").close());
  return await refresh();
}

// Asks who looks. False where the agent cannot be asked.
export async function refresh() {
  try {
    const answer = await fetch("session", { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    set(await answer.json());
    return true;
  } catch { // there is nobody to ask: the connection says so already
    return false;
  }
}

export function openSignIn() {
  const [token, certificate] = ["token", "certificate"].map(way => session.ways.includes(way));
  byId("token-field").hidden = byId("with-token").hidden = !token;
  byId("with-certificate").hidden = !certificate;
  byId("sign-in-hint").textContent = token ? "A token of the file that clusterApi.tokenFile names." : "The certificate that your browser shows.";
  problem(null);
  byId("sign-in").showModal();
}

// Changes something. Gives null, or what went wrong in a sentence.
export async function act(method, path) {
  try {
    const answer = await fetch(path, { method, headers: { "Reeve-Csrf": session.csrf ?? "" } });
    if (answer.ok) return null;
    if (answer.status === 401) await refresh();
    return (await answer.json()).message;
  } catch (error) {
    return error instanceof SyntaxError ? "The agent gave no answer that this page understands." : "The agent cannot be reached.";
  }
}

async function signIn(request) {
  try {
    const answer = await fetch("session", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request) });
    const body = await answer.json();
    if (!answer.ok) { problem(body.message); return; }
    byId("sign-in").close();
    set(body);
  } catch {
    problem("The agent cannot be reached.");
  }
  byId("token").value = "";
}

async function signOut() {
  await act("DELETE", "session");
  await refresh();
}

function problem(text) {
  byId("sign-in-problem").textContent = text ?? "";
  byId("sign-in-problem").hidden = !text;
  if (text) byId("token").focus();
}

function set(next) {
  const isOther = next.signedIn !== session.signedIn || next.mayRead !== session.mayRead || next.role !== session.role;
  session = next;
  replace(byId("session"), session.signedIn
    ? make("div", { class: "filter" }, make("span", {}, `${session.name} (${session.role})`), make("button", { type: "button", id: "sign-out", onclick: signOut }, "Sign out"))
    : session.ways.length > 0
      ? make("div", { class: "filter" }, make("span", { class: "quiet" }, "Read-only"), make("button", { type: "button", id: "open-sign-in", onclick: openSignIn }, "Sign in"))
      : make("span", { class: "quiet" }, "Read-only"));
  if (isOther) changed();
}
