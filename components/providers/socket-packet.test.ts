import { expect, test } from "vitest";
import { connectPacket, readPacket } from "./socket-packet.ts";

test.each([
  ['0{"sid":"a","upgrades":[],"pingInterval":5000,"pingTimeout":4000,"maxPayload":65536}', { kind: "open", aliveMs: 9000 }],
  ["2", { kind: "ping" }],
  ['40{"sid":"b"}', { kind: "connected" }],
  ['42["job:finished",{"seq":"7"}]', { kind: "event", type: "job:finished", payload: { seq: "7" } }],
  ['44{"message":"no","data":{"code":"unauthenticated"}}', { kind: "refused", code: "unauthenticated" }],
  ['44{"message":"no"}', { kind: "refused", code: undefined }],
  ["41", { kind: "closed" }],
  ["1", { kind: "closed" }],
  ["6", { kind: "other" }],
  ["", { kind: "other" }],
  ["42[7]", { kind: "other" }],
  ["42[broken", { kind: "other" }],
  ["0null", { kind: "other" }],
])("%s", (text, packet) => expect(readPacket(text)).toEqual(packet));

test("the greeting carries what the server asks for", () => expect(connectPacket({ lastSeq: "12" })).toBe('40{"lastSeq":"12"}'));
