import { runCommand } from "./run-command.mjs";

/** A static check: its commands one after the other; counts as one, and is heard only when it fails. */
export function check(...commands) {
  return async ({ node }) => {
    let output = "";
    for (const command of commands) {
      const code = await runCommand(node, command, {
        onOutput: (chunk) => {
          output += chunk;
        },
      });
      if (code !== 0) return { passed: 0, failed: 1, skipped: 0, output };
    }
    return { passed: 1, failed: 0, skipped: 0 };
  };
}
