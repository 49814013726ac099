import { peerOf } from "./fill-messages.ts";

/** A question as the API is asked, and the same by hand: what somebody would write who has the tables. */
export interface LogRequest {
  name: string;
  path(peer: number, now: Date): string;
  sql(peer: number, now: Date): { text: string; values: unknown[] };
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const logs = (where: string) => `select c.ip_addr, l.peer_id, l.msg, l.created_at, l.logs::text from substrate_logs l
  left join peer_connections c on c.id = l.peer_connection_id
  where l.peer_id = $1 and l.created_at > $2 and l.created_at < $3${where} order by l.created_at desc limit 100`;

/** Of one peer: the newest of a type, the newest of all types, an hour of the day before yesterday, and the counts. */
export const logRequests: readonly LogRequest[] = [
  {
    name: "/nodes/logs, one type",
    path: (peer) => `/nodes/logs?peer_id=${peerOf(peer)}&msg=block.import`,
    sql: (peer, now) => ({ text: logs(" and l.msg = 'block.import'"), values: [peerOf(peer), before(now, dayMs), now] }),
  },
  {
    name: "/nodes/logs, all types",
    path: (peer) => `/nodes/logs?peer_id=${peerOf(peer)}`,
    sql: (peer, now) => ({ text: logs(""), values: [peerOf(peer), before(now, dayMs), now] }),
  },
  {
    name: "/nodes/logs, an hour two days ago",
    path: (peer, now) =>
      `/nodes/logs?peer_id=${peerOf(peer)}&start_time=${before(now, 2 * dayMs + hourMs).toISOString()}&end_time=${before(now, 2 * dayMs).toISOString()}`,
    sql: (peer, now) => ({ text: logs(""), values: [peerOf(peer), before(now, 2 * dayMs + hourMs), before(now, 2 * dayMs)] }),
  },
  {
    name: "/nodes/log_stats",
    path: (peer) => `/nodes/log_stats?peer_id=${peerOf(peer)}`,
    sql: (peer) => ({
      text: "select count(*) as qty, msg as log_type from substrate_logs where peer_id = $1 group by msg",
      values: [peerOf(peer)],
    }),
  },
];

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
