import { expect, test } from "vitest";
import { newPassword } from "./choose-password.ts";
import { readAdminArguments } from "./read-admin-arguments.ts";

test("without a command, or with --help, it explains itself", () => {
  expect(readAdminArguments([])).toMatchObject({ command: undefined, words: expect.stringContaining("create-user <e-mail>") });
  expect(readAdminArguments(["disable", "--help"]).words).toMatch(/^usage: npm run admin -- disable <user>\n/);
});

test("a command line that can be meant is a command", () => {
  const good = [
    ["create-user", "ada@example.test", "--role", "admin", "--generate"],
    ["create-key", "ci", "--permission", "usage:read,fleet:read", "--permission", "users:read", "--expires", "2027-01-01T00:00:00Z"],
    ["revoke-key", "glwh9pqoy2"],
    ["list-users", "--json"],
  ];
  expect(good.map((args) => typeof readAdminArguments(args).command)).toEqual(good.map(() => "function"));
});

const wrong: [string[], RegExp][] = [
  [["explode"], /There is no command explode/],
  [["disable"], /disable takes 1 word$/],
  [["list-keys", "all"], /list-keys takes 0 words/],
  [["create-user", "a@example.test", "--password", "secret"], /Unknown option '--password'/],
  [["create-user", "a@example.test", "--generate", "--link"], /Choose one of --generate and --link/],
  [["create-user", "a@example.test", "--role", "root", "--generate"], /--role root: admin or user/],
  [["set-password", "a@example.test"], /no terminal to ask for the password/],
  [["create-key", "ci"], /--all, or --permission/],
  [["create-key", "ci", "--all", "--permission", "usage:read"], /--all, or --permission/],
  [["create-key", "ci", "--permission", "usage"], /No permission is called usage\. There are: usage:read/],
  [["create-key", "ci", "--all", "--expires", "tomorrow"], /--expires tomorrow/],
];

test.each(wrong)("%j is refused before anything is opened", (args, words) => {
  expect(() => readAdminArguments(args)).toThrow(words);
});

test("passwords that we make are long, different, and easy to read out", () => {
  const made = new Set(Array.from({ length: 200 }, newPassword));
  expect(made.size).toBe(200);
  for (const password of made) expect(password).toMatch(/^[a-km-zA-HJ-NP-Z2-9]{20}$/);
});
