import { readFileSync } from "node:fs";

/**
 * npm passes SIGTERM on but can pass nothing on when it is killed: then its shell goes on waiting for us, and nobody
 * would ever stop us. Under npm, `act` is called once our parent or its parent has changed. Returns how to stop watching.
 */
export function whenNpmDies(act) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const [parent, grandparent] = ancestors();
  const timer = setInterval(() => {
    const [nowParent, nowGrandparent] = ancestors();
    if (nowParent === parent && nowGrandparent === grandparent) return;
    clearInterval(timer);
    act();
  }, 250);
  timer.unref();
  return () => clearInterval(timer);
}

/** npm runs scripts through a shell, so npm is our parent's parent (our parent, where the shell replaces itself). */
function ancestors() {
  const parent = process.ppid;
  try {
    return [
      parent,
      readFileSync(`/proc/${parent}/stat`, "utf8")
        .replace(/^.*\) \S /s, "")
        .split(" ")[0],
    ];
  } catch {
    return [parent, undefined];
  }
}
