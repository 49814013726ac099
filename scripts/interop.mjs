import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { fail, root } from "./set-up/project.mjs";

/**
 * `npm run test:interop`: the tests with a real Prometheus and a real Alertmanager, as Debian packages them. Those that are
 * not installed are unpacked beside node_modules, which needs no root and starts no service; the same tests are left out of
 * `npm test` where neither is there.
 */
const packages = ["prometheus", "prometheus-alertmanager"];
const folder = path.join(root, "node_modules/.cache/fleetlight-interop");
const places = ["/usr/bin", path.join(folder, "usr/bin")];
const missing = packages.filter((name) => !places.some((place) => existsSync(path.join(place, name))));

if (missing.length > 0) {
  mkdirSync(folder, { recursive: true });
  if (!download()) {
    spawnSync("apt-get", ["update"], { stdio: "inherit" });
    if (!download()) fail(`apt-get cannot download ${missing.join(" and ")}; install them by hand and try again`);
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".deb")))
    execFileSync("dpkg-deb", ["-x", file, folder], { cwd: folder, stdio: "inherit" });
}
process.exitCode =
  spawnSync(process.execPath, [path.join(root, "scripts/test.mjs"), "build", "http", "interop"], {
    cwd: root,
    stdio: "inherit",
  }).status ?? 1;

function download() {
  return spawnSync("apt-get", ["download", ...missing], { cwd: folder, stdio: "inherit" }).status === 0;
}
