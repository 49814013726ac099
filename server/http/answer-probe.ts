import type { IncomingMessage, ServerResponse } from "node:http";
import { systemContext } from "#lib/auth/context";
import { notFound } from "#lib/core/errors";
import { readLiveness } from "#lib/health/read-liveness";
import { readReadiness } from "#lib/health/read-readiness";

/** `/healthz` and `/readyz` of a process that serves no pages; the same operations, without Next. */
export async function answerProbe(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const operation = req.url === "/healthz" ? readLiveness : req.url === "/readyz" ? readReadiness : undefined;
  if (!operation) throw notFound("This path");
  const body = JSON.stringify(await operation(systemContext("probe"), {}));
  res.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(body);
}
