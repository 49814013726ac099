import { randomInt } from "node:crypto";
import { text as allOf } from "node:stream/consumers";
import { NewPassword } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import type { Arguments } from "../read-arguments.ts";
import { askHidden } from "./ask-hidden.ts";

/** How a password comes in; never as an argument, which every process of the machine can read. */
export type PasswordWay = "ask" | "stdin" | "generate" | "link";

export const passwordOptions = {
  generate: { type: "boolean" },
  stdin: { type: "boolean" },
  link: { type: "boolean" },
} as const;
export const passwordForm = "[--generate | --stdin | --link]";

/** @throws Error without a terminal to ask on, or with two ways at once */
export function passwordWay(line: Arguments): PasswordWay {
  const chosen = (["generate", "stdin", "link"] as const).filter((way) => line.has(way));
  if (chosen.length > 1) throw new Error(`Choose one of ${chosen.map((way) => `--${way}`).join(" and ")}`);
  if (chosen[0]) return chosen[0];
  if (process.stdin.isTTY !== true) throw new Error("There is no terminal to ask for the password on: say --generate, --stdin or --link");
  return "ask";
}

/** @throws DomainError validation_failed for one that is too short, or typed differently the second time */
export async function choosePassword(way: Exclude<PasswordWay, "link">): Promise<string> {
  if (way === "generate") return newPassword();
  const typed = way === "stdin" ? (await allOf(process.stdin)).replace(/\r?\n$/, "") : await askTwice();
  const parsed = NewPassword.safeParse(typed);
  if (!parsed.success) throw new DomainError("validation_failed", `The password ${parsed.error.issues[0]?.message ?? "cannot be used"}`);
  return parsed.data;
}

async function askTwice(): Promise<string> {
  const first = await askHidden("Password: ");
  if (first !== (await askHidden("Again: "))) throw new DomainError("validation_failed", "The two passwords differ: nothing was changed");
  return first;
}

/** Without what is easily misread: 20 of 55 are 115 bits. */
const letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

export function newPassword(): string {
  return Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join("");
}
