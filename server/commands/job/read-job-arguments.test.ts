import { expect, test } from "vitest";
import { UsageError } from "../usage-error.ts";
import { readJobArguments } from "./read-job-arguments.ts";

test("a job, its instant in any offset, and how to print it", () => {
  const { job, at, isJson } = readJobArguments(["usage.purge", "--at", "2026-11-20T11:00:00+01:00", "--json"]);
  expect([job?.name, at?.toISOString(), isJson]).toEqual(["usage.purge", "2026-11-20T10:00:00.000Z", true]);
  expect(readJobArguments([])).toEqual({ job: undefined, at: undefined, isJson: false });
});

const wrong: [string, string[], RegExp][] = [
  [
    "an unknown job names every known one",
    ["usage.bill"],
    /There is no job usage\.bill\. There are:\n {2}alerting\.[\s\S]*auth\.purge[\s\S]*usage\.purge$/,
  ],
  ["two jobs", ["usage.purge", "auth.purge"], /One job at a time/],
  ["a day that is none", ["usage.purge", "--at", "2026-02-30T00:00:00Z"], /--at 2026-02-30T00:00:00Z/],
  ["an instant without a job", ["--at", "2026-11-20T10:00:00Z"], /needs the name/],
  ["an unknown option", ["usage.purge", "--now"], /Unknown option '--now'/],
  ["an option without its value", ["usage.purge", "--at"], /--at/],
];

test.each(wrong)("%s is refused with how it is written", (_what, args, words) => {
  const error = (() => {
    try {
      return readJobArguments(args);
    } catch (reason) {
      return reason;
    }
  })();
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ message: expect.stringMatching(words), usage: expect.stringMatching(/^usage: npm run job/) });
});
