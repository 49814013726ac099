import type { Context } from "#lib/auth/context";
import { readArguments } from "../read-arguments.ts";
import { UsageError } from "../usage-error.ts";
import type { AdminCommand, Answer } from "./admin-command.ts";
import { commands } from "./commands.ts";

export interface AdminArguments {
  /** Missing when help was asked for. */
  command: ((ctx: Context) => Promise<Answer>) | undefined;
  /** The help. */
  words: string;
  isJson: boolean;
}

function helpOf({ name, form, summary }: AdminCommand): string {
  return `npm run admin -- ${name}${form === "" ? "" : ` ${form}`}\n      ${summary}`;
}

const everything = `usage: npm run admin -- <command> … [--json]

${commands.map((command) => `  ${helpOf(command)}`).join("\n")}

  <user> is an e-mail address, a uid or an id; <server> an id or a name. --json prints what the API would answer.`;

/** @throws UsageError that shows how the command, or all of them, are written */
export function readAdminArguments(args: string[]): AdminArguments {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help") return { command: undefined, words: everything, isJson: false };
  const found = commands.find((command) => command.name === name);
  if (!found) throw new UsageError(`There is no command ${name}`, everything);
  const usage = `usage: ${helpOf(found)}`;
  if (rest.includes("--help")) return { command: undefined, words: usage, isJson: false };
  const line = readArguments(rest, { ...found.options, json: { type: "boolean" } }, usage);
  if (line.words.length !== found.words) throw new UsageError(`${name} takes ${found.words} word${found.words === 1 ? "" : "s"}`, usage);
  try {
    return { command: found.prepare(line), words: usage, isJson: line.has("json") };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), usage);
  }
}
