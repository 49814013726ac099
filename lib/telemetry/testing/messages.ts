import type { TelemetryMessage } from "#lib/telemetry/message";
import { readMessage } from "#lib/telemetry/read-message";

interface Given {
  /** The envelope's id; without it the message has the V1 envelope. */
  id?: number | undefined;
  at?: Date;
  payload: { msg: string } & Record<string, unknown>;
}

/** A message as it comes out of a frame. */
export function messageOf({ id, at = new Date("2026-11-20T12:00:00Z"), payload }: Given): TelemetryMessage {
  const ts = at.toISOString();
  return readText(JSON.stringify(id === undefined ? { ...payload, ts } : { id, payload, ts }));
}

/** The same of a frame's own text. */
export function readText(text: string): TelemetryMessage {
  const message = readMessage(Buffer.from(text));
  if ("dropped" in message) throw new Error(`A message of a test was dropped: ${message.dropped}`);
  return message;
}

/** What a current node sends first. */
export function connectedMessage(peerId: string, given: { id?: number; at?: Date } & Record<string, unknown> = {}): TelemetryMessage {
  const { id = 1, at, ...said } = given;
  const payload = {
    msg: "system.connected",
    network_id: peerId,
    name: `node ${peerId}`,
    chain: "Test",
    genesis_hash: "0x00ff",
    version: "1.2.3",
    implementation: "Parity Polkadot",
    authority: true,
    startup_time: "1795159797000",
    ...said,
  };
  return messageOf({ id, payload, ...(at && { at }) });
}
