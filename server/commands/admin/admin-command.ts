import type { ParseArgsOptionsConfig } from "node:util";
import type { Context } from "#lib/auth/context";
import type { Arguments } from "../read-arguments.ts";

/** What a command answers: for `--json`, and for people. */
export interface Answer {
  view: unknown;
  text: string;
}

/** One of the operator's commands: `npm run admin -- <name> <words> [options]`. */
export interface AdminCommand {
  name: string;
  /** What follows the name: `<user> [--name text]`. */
  form: string;
  summary: string;
  /** How many words it takes. */
  words: number;
  options: ParseArgsOptionsConfig;
  /** Checks the command line; the answer does the work. @throws Error whose message says what is wrong with it */
  prepare(line: Arguments): (ctx: Context) => Promise<Answer>;
}
