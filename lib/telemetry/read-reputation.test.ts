import { describe, expect, test } from "vitest";
import { readReputation } from "#lib/telemetry/read-reputation";
import { messageOf } from "#lib/telemetry/testing/messages";

const read = (nodes: unknown, field = "state") =>
  readReputation(messageOf({ payload: { msg: "system.network_state", [field]: { peerId: "me", peerset: { nodes } } } }));

describe("what a node says of its peers", () => {
  test.each(["state", "network_state"])("under %s", (field) => {
    expect(read({ a: { connected: true, reputation: 7394 }, b: { connected: false, reputation: -2147483648 } }, field)).toEqual({
      remotePeers: ["a", "b"],
      reputations: [7394, -2147483648],
      connecteds: [true, false],
    });
  });

  test("nonsense is left out, the rest stays", () => {
    const nodes = {
      good: { connected: true, reputation: 0 },
      "": { connected: true, reputation: 1 },
      ["x".repeat(257)]: { connected: true, reputation: 1 },
      far: { connected: true, reputation: 2147483648 },
      broken: { connected: true, reputation: 1.5 },
      text: { connected: true, reputation: "1" },
      none: null,
      unsure: { connected: "yes", reputation: 5 },
    };
    expect(read(nodes)).toEqual({ remotePeers: ["good", "unsure"], reputations: [0, 5], connecteds: [true, false] });
  });

  test.each([
    ["nothing", undefined],
    ["an empty object", {}],
    ["a list", [1]],
    ["text", "none"],
    ["only nonsense", { a: 5 }],
  ])("%s is no report", (_name, nodes) => {
    expect(read(nodes)).toBeUndefined();
  });

  test("another message is none", () => {
    expect(
      readReputation(messageOf({ payload: { msg: "system.interval", state: { peerset: { nodes: { a: { reputation: 1 } } } } } })),
    ).toBeUndefined();
  });
});
