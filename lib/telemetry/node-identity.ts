import { type Fields, isFields, type TelemetryMessage } from "#lib/telemetry/message";
import { readName, readPeerId } from "#lib/telemetry/read-fields";

/** What a node says of itself in `system.connected`. Text that it does not say is empty, or null where it is optional. */
export interface NodeIdentity {
  peerId: string;
  name: string;
  chain: string;
  /** The genesis hash, or the chain's name for nodes that do not say it. */
  chainKey: string;
  genesisHash: string | null;
  version: string;
  implementation: string;
  authority: boolean;
  /** By the node's clock, ms since 1970; null where it says none or 0. */
  startupTime: bigint | null;
  targetOs: string | null;
  targetArch: string | null;
  targetEnv: string | null;
  /** JSON of `sysinfo`. */
  sysinfo: string | null;
}

/** Longer than any machine's description; what is longer is not kept beside the message. */
const maxSysinfoLength = 16_384;

/**
 * Who sent this message, if it says so: `system.connected`, or the network state of old nodes, which tells the peer id and
 * nothing else (`isComplete` false).
 */
export function readIdentity(message: TelemetryMessage): { identity: NodeIdentity; isComplete: boolean } | undefined {
  const { msg, payload } = message;
  if (msg === "system.connected") {
    const peerId = readPeerId(payload.network_id);
    return peerId === undefined ? undefined : { identity: identityOf(peerId, payload), isComplete: true };
  }
  if (msg !== "system.network_state") return undefined;
  const state = networkState(payload);
  const peerId = readPeerId(state?.peerId);
  return peerId === undefined ? undefined : { identity: identityOf(peerId, {}), isComplete: false };
}

/** Two names were in use. */
export function networkState(payload: Fields): Fields | undefined {
  if (isFields(payload.state)) return payload.state;
  return isFields(payload.network_state) ? payload.network_state : undefined;
}

function identityOf(peerId: string, payload: Fields): NodeIdentity {
  const chain = readName(payload.chain);
  const genesisHash = textOrNull(payload.genesis_hash);
  return {
    peerId,
    name: readName(payload.name),
    chain,
    chainKey: genesisHash ?? chain,
    genesisHash,
    version: readName(payload.version),
    implementation: readName(payload.implementation),
    authority: payload.authority === true,
    startupTime: readStartupTime(payload.startup_time),
    targetOs: textOrNull(payload.target_os),
    targetArch: textOrNull(payload.target_arch),
    targetEnv: textOrNull(payload.target_env),
    sysinfo: readSysinfo(payload.sysinfo),
  };
}

function textOrNull(value: unknown): string | null {
  return readName(value) || null;
}

/** Decimal text of ms, from some nodes with the unit (`0ms`). */
function readStartupTime(value: unknown): bigint | null {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return null;
  const [, digits] = /^(\d{1,15})(?:ms)?$/.exec(text) ?? [];
  return digits === undefined || BigInt(digits) === 0n ? null : BigInt(digits);
}

function readSysinfo(value: unknown): string | null {
  if (!isFields(value)) return null;
  const text = JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? Number(item) : item));
  return text.length <= maxSysinfoLength ? text : null;
}
