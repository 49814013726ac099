import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { decideStatus, durationInWords, type ServerFacts } from "#lib/fleet/decide-status";

const longAgo = fromNoon({ days: -30 });
const offlineTimeoutMs = 300_000;

interface Case {
  name: string;
  server: ServerFacts;
  listeningSince?: Date;
  expected: ReturnType<typeof decideStatus>;
}

const server = (status: ServerFacts["status"], secondsSilent: number | null, maintenanceUntil: Date | null = null): ServerFacts => ({
  status,
  lastOnlineAt: secondsSilent === null ? null : fromNoon({ seconds: -secondsSilent }),
  maintenanceUntil,
});
const stays = (reason: "heard" | "silent" | "in_maintenance" | "listening_too_short") => ({ change: false as const, reason });
const becomes = (status: ServerFacts["status"], reason: string) => ({ change: true as const, status, reason });

const cases: Case[] = [
  { name: "online and just heard", server: server("online", 3), expected: stays("heard") },
  { name: "online, one second before the time-out", server: server("online", 299), expected: stays("heard") },
  { name: "online, exactly the time-out", server: server("online", 300), expected: becomes("offline", "no heartbeat for 5 min") },
  { name: "online, past the time-out", server: server("online", 312), expected: becomes("offline", "no heartbeat for 5 min 12 s") },
  { name: "online but never heard", server: server("online", null), expected: becomes("offline", "never reported") },
  { name: "heard in our future: clocks differ", server: server("online", -30), expected: stays("heard") },
  { name: "offline and silent", server: server("offline", 4000), expected: stays("silent") },
  { name: "offline and never heard", server: server("offline", null), expected: stays("silent") },
  { name: "offline and heard again", server: server("offline", 2), expected: becomes("online", "heartbeat received") },
  {
    name: "silent, but we were away ourselves",
    server: server("online", 7200),
    listeningSince: fromNoon({ seconds: -299 }),
    expected: stays("listening_too_short"),
  },
  {
    name: "silent for one time-out of our listening",
    server: server("online", 7200),
    listeningSince: fromNoon({ seconds: -300 }),
    expected: becomes("offline", "no heartbeat for 2 h"),
  },
  {
    name: "we were away, a node is heard at once",
    server: server("offline", 1),
    listeningSince: noon,
    expected: becomes("online", "heartbeat received"),
  },
  { name: "maintenance without an end, silent", server: server("maintenance", 9999), expected: stays("in_maintenance") },
  { name: "maintenance without an end, heard", server: server("maintenance", 1), expected: stays("in_maintenance") },
  { name: "maintenance that is not over", server: server("maintenance", 1, fromNoon({ seconds: 1 })), expected: stays("in_maintenance") },
  {
    name: "maintenance over, heard",
    server: server("maintenance", 10, noon),
    expected: becomes("online", "maintenance ended, heartbeat received"),
  },
  {
    name: "maintenance over, silent",
    server: server("maintenance", 420, noon),
    expected: becomes("offline", "maintenance ended, no heartbeat for 7 min"),
  },
  {
    name: "maintenance over while we were away",
    server: server("maintenance", 420, noon),
    listeningSince: noon,
    expected: stays("listening_too_short"),
  },
];

test.each(cases)("$name", ({ server, listeningSince = longAgo, expected }) => {
  expect(decideStatus(server, { now: noon, listeningSince, offlineTimeoutMs })).toEqual(expected);
});

test.each([
  [0, "0 s"],
  [999, "0 s"],
  [-5000, "0 s"],
  [45_000, "45 s"],
  [60_000, "1 min"],
  [312_000, "5 min 12 s"],
  [3_600_000, "1 h"],
  [3_605_000, "1 h"],
  [7_380_000, "2 h 3 min"],
  [86_400_000 * 3 + 3_600_000 * 4 + 60_000, "3 d 4 h"],
])("%i ms is %s", (durationMs, words) => expect(durationInWords(durationMs)).toBe(words));
