import { describe, expect, test } from "vitest";
import type { NodeServer, NodeServerList } from "#lib/fleet/schema";
import { isStatusNews, type StatusNews, withStatus } from "./status-news.ts";

const news: StatusNews = { nodeServerId: 7, status: "offline", previous: "online", reason: "no heartbeat", at: "2026-11-20T12:00:00.000Z" };
const server = (id: number, over: Partial<NodeServer> = {}): NodeServer => ({
  id,
  name: `fra-${id}`,
  compatibility: "newv2b",
  status: "online",
  statusReason: "heartbeat",
  statusChangedAt: "2026-11-20T11:00:00.000Z",
  maintenanceUntil: null,
  lastOnlineAt: null,
  lastPushAt: null,
  clientCount: 1,
  onlineUsers: 0,
  createdAt: "2026-11-01T00:00:00.000Z",
  ...over,
});
const list = (...items: NodeServer[]): NodeServerList => ({ items, nextCursor: null, total: items.length });

describe("what news say", () => {
  test("is in the list; the other rows are the very same", () => {
    const before = list(server(6), server(7), server(8));
    const after = withStatus(before, news);
    expect(after.items[1]).toEqual(server(7, { status: "offline", statusReason: "no heartbeat", statusChangedAt: news.at }));
    expect([after.items[0], after.items[2]]).toEqual([before.items[0], before.items[2]]);
    expect(after.items[0]).toBe(before.items[0]);
  });

  test("is in one server; without a reason the last one stays", () => {
    const { reason: _reason, ...silent } = news;
    expect(withStatus(server(7), silent)).toMatchObject({ status: "offline", statusReason: "heartbeat" });
  });

  test("ends the end of a maintenance", () => {
    const away = server(7, { status: "maintenance", maintenanceUntil: "2026-11-20T13:00:00.000Z" });
    expect(withStatus(away, news)).toMatchObject({ status: "offline", maintenanceUntil: null });
  });

  test.each([
    ["another server", list(server(6))],
    ["a server that shows it already", list(server(7, { statusChangedAt: news.at }))],
    ["a server that shows something later", list(server(7, { statusChangedAt: "2026-11-20T12:00:00.001Z" }))],
  ])("of %s changes nothing", (_, data) => {
    expect(withStatus(data, news)).toBe(data);
  });
});

test.each([
  ["news", news, true],
  ["a status that this page does not know", { ...news, status: "draining" }, false],
  ["no id", { ...news, nodeServerId: undefined }, false],
  ["no instant", { ...news, at: undefined }, false],
  ["nothing", null, false],
])("%s", (_, payload, isNews) => {
  expect(isStatusNews(payload)).toBe(isNews);
});
