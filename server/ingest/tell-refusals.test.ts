import { pino } from "pino";
import { expect, test } from "vitest";
import { DomainError } from "#lib/core/errors";
import { tellRefusals } from "./tell-refusals.ts";
import { manualClock } from "./testing/manual-clock.ts";

function told() {
  const lines: string[] = [];
  const log = pino({ level: "info", base: null }, { write: (line: string) => void lines.push(line) });
  const clock = manualClock();
  return { lines, clock, tell: tellRefusals(log, clock) };
}

const forbidden = new DomainError("forbidden", "This address needs a token to send telemetry");

test("an address is told once in ten minutes for each reason", () => {
  const { lines, clock, tell } = told();
  tell("192.0.2.1", forbidden);
  tell("192.0.2.1", forbidden);
  tell("192.0.2.1", new DomainError("unauthenticated", "The token is not valid"));
  tell("192.0.2.2", forbidden);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { address: "192.0.2.1", code: "forbidden", msg: "A node's socket was refused: This address needs a token to send telemetry" },
    { address: "192.0.2.1", code: "unauthenticated" },
    { address: "192.0.2.2", code: "forbidden" },
  ]);
  clock.advance(600_000);
  tell("192.0.2.1", forbidden);
  expect(lines).toHaveLength(4);
});

test("strangers of a million addresses fill neither memory nor the log", () => {
  const { lines, clock, tell } = told();
  for (let at = 0; at < 3_000; at++) tell(`2001:db8::${at}`, forbidden);
  expect(lines).toHaveLength(1_000);
  clock.advance(600_000);
  tell("192.0.2.1", forbidden);
  expect(lines).toHaveLength(1_001);
});
