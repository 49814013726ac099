import { z } from "zod";
import { protocolRoute } from "#lib/http/route";
import { modMuNode, modMuQuery, objectOf } from "./node-call.ts";
import { recordSample } from "./record-sample.ts";

/**
 * mod_mu `POST nodes/{id}/info`: `{ "uptime": "<seconds>", "load": "0.10 0.08 0.05" }` → `ok`. The one-minute load is
 * kept as CPU percent: XrayR sends its CPU share there, 1.00 for all of it; a real load average above 1 is 100 %.
 */
export const modMuNodeLoad = protocolRoute(
  {
    name: "modMuNodeLoad",
    summary: "mod_mu: the node's own load",
    policy: "node",
    input: z.object({ id: z.string(), ...modMuQuery, uptime: z.string().optional(), load: z.string().optional() }),
    output: z.object({ ret: z.literal(1), data: z.literal("ok") }),
  },
  async (request, ctx, { id }) => {
    const node = await modMuNode(request, ctx, id ?? "");
    const { uptime, load } = await objectOf(request, 'an object {"uptime", "load"}');
    const share = firstNumber(load);
    const seconds = firstNumber(uptime);
    if (share !== undefined || seconds !== undefined)
      await recordSample(ctx, node.id, {
        cpu: share === undefined ? null : Math.min(100, share * 100),
        uptime: seconds === undefined ? null : String(Math.floor(Math.min(seconds, Number.MAX_SAFE_INTEGER))),
      });
    return Response.json({ ret: 1, data: "ok" });
  },
);

/** `"0.10 0.08 0.05"` → 0.1; undefined for anything that does not begin with a number of at least 0. */
export function firstNumber(value: unknown): number | undefined {
  const first = typeof value === "number" ? String(value) : typeof value === "string" ? (value.trim().split(/\s+/, 1)[0] ?? "") : "";
  return /^\d{1,15}(\.\d{1,15})?$/.test(first) ? Number(first) : undefined;
}
