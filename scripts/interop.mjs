import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fail, root } from "./set-up/project.mjs";

/**
 * `npm run test:interop`: the tests with a real Prometheus and a real Alertmanager, as Debian packages them; installs those
 * that are absent, which needs root. The same tests are part of `npm test` where they are installed, and left out elsewhere.
 */
const missing = ["prometheus", "prometheus-alertmanager"].filter((name) => !existsSync(`/usr/bin/${name}`));

if (missing.length > 0 && !install()) {
  run("apt-get", ["update"]);
  if (!install()) fail(`apt-get cannot install ${missing.join(" and ")} (are you root?); install them by hand and try again`);
}
process.exitCode = run(process.execPath, [path.join(root, "scripts/test.mjs"), "build", "http", "interop"]) ?? 1;

function install() {
  return run("apt-get", ["install", "--yes", "--no-install-recommends", ...missing]) === 0;
}

function run(program, args) {
  return spawnSync(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status;
}
