/** Why we end a node's socket: the close code of RFC 6455 and its words, as the node reads them. */
export const endings = {
  revoked: [1008, "The token was revoked"],
  restart: [1012, "This process is stopping: come back"],
  too_many_ids: [4001, "More than 20 nodes on one socket"],
  too_much: [4002, "Too much within ten seconds"],
  too_many_bad: [4003, "100 bad messages in a row"],
} as const satisfies Record<string, readonly [code: number, words: string]>;

/**
 * How a socket ended, as its connections remember it: `closed` in order by the node, `lost` without a word, `silent` for
 * too long, `too_big` a message, `bad_protocol` no WebSocket any more, or an ending of ours.
 */
export type Ending = keyof typeof endings | "closed" | "lost" | "silent" | "too_big" | "bad_protocol";

/** What an error of ws means. */
export function endingOf(error: Error): Ending {
  const code = "code" in error ? String(error.code) : "";
  if (code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return "too_big";
  return code.startsWith("WS_ERR_") ? "bad_protocol" : "lost";
}
