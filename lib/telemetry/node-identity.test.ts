import { describe, expect, test } from "vitest";
import { readIdentity } from "#lib/telemetry/node-identity";
import { connectedMessage, messageOf, readText } from "#lib/telemetry/testing/messages";

const sysinfo = { cpu: "EPYC", memory: 134986354688, core_count: 24 };

describe("who a node is", () => {
  test("as a current node says it", () => {
    const said = readIdentity(connectedMessage("12D3", { target_os: "linux", target_arch: "x86_64", target_env: "gnu", sysinfo }));
    expect(said).toEqual({
      isComplete: true,
      identity: {
        peerId: "12D3",
        name: "node 12D3",
        chain: "Test",
        chainKey: "0x00ff",
        genesisHash: "0x00ff",
        version: "1.2.3",
        implementation: "Parity Polkadot",
        authority: true,
        startupTime: 1795159797000n,
        targetOs: "linux",
        targetArch: "x86_64",
        targetEnv: "gnu",
        sysinfo: JSON.stringify(sysinfo),
      },
    });
  });

  test("as an old node says it: its chain is known by its name", () => {
    const said = readIdentity(connectedMessage("12D3", { genesis_hash: undefined, authority: "yes", sysinfo: null }));
    expect(said?.identity).toMatchObject({ genesisHash: null, chainKey: "Test", authority: false, sysinfo: null, targetOs: null });
  });

  test.each([
    ["text", "1795159797000", 1795159797000n],
    ["a number", 1795159797000, 1795159797000n],
    ["with its unit", "1795159797000ms", 1795159797000n],
    ["0ms", "0ms", null],
    ["0", 0, null],
    ["nonsense", "soon", null],
    ["a fraction", 1.5, null],
    ["negative", "-5", null],
    ["too long", "1".repeat(30), null],
    ["missing", undefined, null],
  ])("its start: %s", (_name, startup_time, expected) => {
    expect(readIdentity(connectedMessage("12D3", { startup_time }))?.identity.startupTime).toBe(expected);
  });

  test("what is too long is cut, what is too big is left out, a peer id is never another one", () => {
    const said = readIdentity(connectedMessage("12D3", { name: "n".repeat(300), sysinfo: { note: "x".repeat(20_000) }, version: 5 }));
    expect(said?.identity).toMatchObject({ name: "n".repeat(256), sysinfo: null, version: "" });
    expect(readIdentity(connectedMessage("x".repeat(257)))).toBeUndefined();
    expect(readIdentity(connectedMessage(""))).toBeUndefined();
  });

  test("numbers of any size in the description of the machine do not break it", () => {
    const text = `{"id":18446744073709551615,"payload":{"msg":"system.connected","network_id":"12D3","sysinfo":{"memory":1e400,"big":9007199254740993}},"ts":"2026-11-20T12:00:00Z"}`;
    expect(readIdentity(readText(text))?.identity.sysinfo).toBe('{"memory":null,"big":9007199254740992}');
  });

  test.each(["state", "network_state"])("as an old node's network state tells it under %s: its peer id and nothing else", (field) => {
    const said = readIdentity(messageOf({ payload: { msg: "system.network_state", [field]: { peerId: "12D3", peerset: {} } } }));
    expect(said).toMatchObject({ isComplete: false, identity: { peerId: "12D3", name: "", chainKey: "" } });
  });

  test("is not told by anything else", () => {
    expect(readIdentity(messageOf({ payload: { msg: "block.import", network_id: "12D3" } }))).toBeUndefined();
    expect(readIdentity(messageOf({ payload: { msg: "system.network_state", state: { peerId: 5 } } }))).toBeUndefined();
    expect(readIdentity(messageOf({ payload: { msg: "system.network_state" } }))).toBeUndefined();
  });
});
