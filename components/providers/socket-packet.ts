/** What the server says, in the protocol of socket.io 4 over engine.io 4 (https://socket.io/docs/v4/socket-io-protocol/). */
export type Packet =
  /** engine.io is open; without a ping for `aliveMs` the peer is dead. */
  | { kind: "open"; aliveMs: number }
  | { kind: "ping" }
  | { kind: "connected" }
  | { kind: "event"; type: string; payload: unknown }
  | { kind: "refused"; code: string | undefined }
  | { kind: "closed" }
  | { kind: "other" };

/** Reads one text frame. Anything that is not one of ours is `other`: a newer server may say more. */
export function readPacket(text: string): Packet {
  try {
    return packetOf(text);
  } catch {
    return { kind: "other" };
  }
}

function packetOf(text: string): Packet {
  if (text === "2") return { kind: "ping" };
  if (text === "1" || text.startsWith("41")) return { kind: "closed" };
  if (text.startsWith("40")) return { kind: "connected" };
  if (text.startsWith("0")) {
    const { pingInterval, pingTimeout } = JSON.parse(text.slice(1)) as { pingInterval: number; pingTimeout: number };
    return { kind: "open", aliveMs: pingInterval + pingTimeout };
  }
  if (text.startsWith("42")) {
    const [type, payload] = JSON.parse(text.slice(2)) as [unknown, unknown];
    return typeof type === "string" ? { kind: "event", type, payload } : { kind: "other" };
  }
  if (text.startsWith("44")) {
    const { data } = JSON.parse(text.slice(2)) as { data?: { code?: string } };
    return { kind: "refused", code: data?.code };
  }
  return { kind: "other" };
}

/** The first words of a client, with what the server asks it for. */
export function connectPacket(auth: object): string {
  return `40${JSON.stringify(auth)}`;
}

export const pongPacket = "3";
export const leavePacket = "41";
