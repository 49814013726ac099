import type { Arrival, Followed } from "#lib/telemetry/following/arrival";
import type { AggregatedSpan } from "#lib/telemetry/span-aggregator";

const pieceBytes = 1024 * 1024;

/** Messages as `/feed` tells them, in pieces of about a megabyte. Each frame is JSON text already, and stays as it came. */
export function rawMessages(of: Followed, arrivals: readonly Arrival[]): string[] {
  const messages: string[] = [];
  let items: string[] = [];
  let bytes = 0;
  const end = () => {
    if (items.length > 0) messages.push(`${head(of)}[${items.join(",")}]}`);
    items = [];
    bytes = 0;
  };
  for (const { logs, createdAt } of arrivals) {
    items.push(`{"log":${logs},"created_at":"${createdAt}"}`);
    bytes += logs.length;
    if (bytes >= pieceBytes) end();
  }
  end();
  return messages;
}

export function aggregatedMessage(of: Followed, spans: readonly AggregatedSpan[]): string {
  return `${head(of)}${JSON.stringify(spans)}}`;
}

export function errorMessage(error: string): string {
  return JSON.stringify({ error });
}

function head({ peerId, msg }: Followed): string {
  return `{"peer_message":${JSON.stringify({ peer_id: peerId, msg })},"data":`;
}
