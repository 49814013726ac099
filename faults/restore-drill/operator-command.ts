import path from "node:path";
import { root, startCommand } from "../../bench/harness/command.ts";

/** Runs one of the operator's commands as a process of its own. @throws with what it said when it fails */
export function operatorCommand(name: "job" | "backup" | "restore", args: string[], dataDir: string): Promise<string> {
  const said: string[] = [];
  const environment = { DATABASE_URL: "", FLEETLIGHT_DATA_DIR: dataDir, LOG_LEVEL: "error" };
  const child = startCommand(root, process.execPath, [path.join("server", "commands", `${name}.ts`), ...args], environment, (line) => {
    said.push(line);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(said.join("\n")) : reject(new Error(`${name} ended with ${code}: ${said.join("\n")}`)),
    );
  });
}
