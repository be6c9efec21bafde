// Times and tones.

let ahead = 0; // how far the agent's clock is ahead of the browser's, in milliseconds

export function setNow(text) { ahead = Date.parse(text) - Date.now(); }

const now = () => Date.now() + ahead;

// 45s, 12m, 5h, 3d: the largest unit that fits.
function length(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 120 ? `${seconds}s` : seconds < 7200 ? `${Math.floor(seconds / 60)}m` : seconds < 172800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86400)}d`;
}

export const age = text => text ? length(now() - Date.parse(text)) : "";

export const daysLeft = text => Math.floor((Date.parse(text) - now()) / 86400000);

export const date = text => text ? new Date(text).toISOString().slice(0, 16).replace("T", " ") + " UTC" : "";

// A certificate's end, and how pressing it is.
export function ends(certificate) {
  if (!certificate.notAfter) return { text: "none yet", tone: "wait" };
  const days = daysLeft(certificate.notAfter);
  return days < 0 ? { text: "expired", tone: "bad" } : { text: days === 1 ? "1 day left" : `${days} days left`, tone: days < 7 ? "bad" : days < 30 ? "warn" : "good" };
}

const tones = {
  good: ["Ready", "Running", "Succeeded", "Completed", "Active", "Serving", "Provisioned", "Done", "AlreadyDone"],
  warn: ["Degraded", "Superseded", "Disabled", "Terminating", "Undoing", "Undone", "Unknown"],
  wait: ["Pending", "ContainerCreating", "PodInitializing", "Registering", "Provisioning", "Upgrading", "Deleting", "KubeConfigResetting", "Applying", "Verifying", "Empty", "NotInitialised", "Deleted", "Waiting"],
};

export const tone = word => Object.keys(tones).find(one => tones[one].includes(word)) ?? (word.startsWith("Init:") && !/Error|BackOff|Err/.test(word) ? "wait" : "bad");

// CamelCase words of the API as people say them: KubeConfigResetting is "Kube config resetting".
export const words = text => text.replace(/(?<=[a-z])(?=[A-Z])/g, " ").replace(/ [A-Z](?=[a-z])/g, letter => letter.toLowerCase());

export const many = (count, one, several = `${one}s`) => `${count} ${count === 1 ? one : several}`;
