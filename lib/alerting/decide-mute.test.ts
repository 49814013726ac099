import { describe, expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { type Inhibition, type MaintenanceWindow, type MutableAlert, type Mutes, muteDecider, type Silence } from "./decide-mute.ts";
import type { Matcher } from "./matcher.ts";

const is = (label: string, value: string): Matcher => ({ label, operator: "is", value });
const client: MutableAlert = { id: "c", kind: "node_resource", labels: { severity: "warning", node_server_id: "7", name: "Frankfurt 1" } };
const server: MutableAlert = { id: "s", kind: "node_offline", labels: { severity: "critical", resource_id: "7", name: "fra-1" } };
const other: MutableAlert = { ...server, id: "o", labels: { ...server.labels, resource_id: "8", name: "ams-1" } };
const silence: Silence = {
  id: "1",
  matchers: [is("severity", "warning")],
  from: fromNoon({ hours: -1 }),
  to: fromNoon({ hours: 1 }),
  comment: "new disks",
  createdBy: "ada",
};
const window: MaintenanceWindow = {
  id: "w",
  name: "Friday noon",
  matchers: [is("node_server_id", "7")],
  schedule: { kind: "weekly", days: [5], at: "11:30", minutes: 60, timeZone: "UTC" },
};
const serverDown: Inhibition = {
  sourceKind: "node_offline",
  equal: [{ source: "resource_id", target: "node_server_id" }],
  target: [{ label: "node_server_id", operator: "is_not", value: "" }],
  reason: "its server is offline",
};
const none: Mutes = { silences: [], windows: [], inhibitions: [serverDown], firing: [] };

interface Case {
  name: string;
  mutes: Partial<Mutes>;
  alert?: MutableAlert;
  expected: object | undefined;
}

const cases: Case[] = [
  { name: "nothing", mutes: {}, expected: undefined },
  {
    name: "a silence says who and why",
    mutes: { silences: [silence] },
    expected: { by: "silence", id: "1", until: silence.to, reason: "silenced by ada: new disks" },
  },
  {
    name: "a silence without a comment says what it matches",
    mutes: { silences: [{ ...silence, comment: "" }] },
    expected: { reason: "silenced by ada: severity is warning" },
  },
  { name: "a silence that has not begun", mutes: { silences: [{ ...silence, from: fromNoon({ seconds: 1 }) }] }, expected: undefined },
  { name: "a silence that has just ended", mutes: { silences: [{ ...silence, to: noon }] }, expected: undefined },
  { name: "a silence for others", mutes: { silences: [silence] }, alert: server, expected: undefined },
  { name: "a silence without matchers mutes nothing", mutes: { silences: [{ ...silence, matchers: [] }] }, expected: undefined },
  {
    name: "of two silences the longer",
    mutes: { silences: [silence, { ...silence, id: "2", to: fromNoon({ hours: 2 }) }] },
    expected: { id: "2" },
  },
  {
    name: "a window",
    mutes: { windows: [window] },
    expected: { by: "maintenance", until: fromNoon({ minutes: 30 }), reason: "maintenance: Friday noon" },
  },
  { name: "a silence before a window", mutes: { silences: [silence], windows: [window] }, expected: { by: "silence" } },
  {
    name: "its server is down",
    mutes: { firing: [server, client] },
    expected: { by: "inhibition", id: "s", reason: "its server is offline: fra-1" },
  },
  { name: "another server is down", mutes: { firing: [other, client] }, expected: undefined },
  { name: "the cause does not mute itself", mutes: { firing: [server] }, alert: server, expected: undefined },
  {
    name: "without a server nothing is shared",
    mutes: { firing: [{ ...server, labels: {} }] },
    alert: { ...client, labels: {} },
    expected: undefined,
  },
];

describe("why nobody is told", () => {
  test.each(cases)("$name", ({ mutes, alert = client, expected }) => {
    const found = muteDecider({ ...none, ...mutes }, noon)(alert);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected);
  });
});
