import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { UsageError } from "./usage-error.ts";

export interface Arguments {
  words: string[];
  /** The value of `--name value`, at most once. */
  text(name: string): string | undefined;
  /** The values of an option that may be repeated; commas separate too. */
  list(name: string): string[];
  has(name: string): boolean;
}

/** Splits a command line into words and known options. @throws UsageError for an unknown option or one without its value */
export function readArguments(args: string[], options: ParseArgsOptionsConfig, usage: string): Arguments {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return {
      words: positionals,
      text(name) {
        const value = values[name];
        return typeof value === "string" ? value : undefined;
      },
      list(name) {
        const value = values[name];
        const all = Array.isArray(value) ? value : [value];
        return all.flatMap((one) => (typeof one === "string" ? one.split(",") : [])).map((one) => one.trim());
      },
      has: (name) => values[name] === true,
    };
  } catch (error) {
    throw new UsageError((error instanceof Error ? error.message : String(error)).replace(/\. To specify.*$/s, ""), usage);
  }
}
