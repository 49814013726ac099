import type { DescMethodUnary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { beforeAll, describe, expect, test } from "vitest";
import { type Permission, permissions } from "#lib/auth/permissions";
import { revokeApiKey } from "#lib/auth/revoke-api-key";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { addServer } from "#lib/fleet/testing/fleet";
import { servedRpcs } from "./services.ts";
import { testGrpcServer } from "./testing/grpc-server.ts";
import { testKey } from "./testing/test-key.ts";

const db = testDatabase();
const { url } = testGrpcServer(db);

interface Caller {
  name: string;
  authorization?: string;
  /** Undefined: nobody we know. */
  held?: ReadonlySet<Permission>;
}
const callers: Caller[] = [];

beforeAll(async () => {
  const revoked = await testKey(db, permissions);
  await revokeApiKey(testContext(db), { id: revoked.id });
  const expired = await testKey(db, permissions);
  await db.pool.query(sql`update api_key set expires_at = now() - interval '1 second' where id = ${expired.id}::uuid`);
  const everything = await testKey(db, permissions);
  const { token } = await addServer(db);
  callers.push(
    { name: "no key" },
    { name: "a key without Bearer", authorization: everything.key },
    { name: "an empty bearer", authorization: "Bearer " },
    { name: "half percent-encoded", authorization: "Bearer %E0%A4%A" },
    { name: "an unknown key", authorization: "Bearer fl_unknown_0123456789abcdef0123456789abcdef" },
    { name: "a key of another secret", authorization: `Bearer ${everything.key.slice(0, -4)}AAAA` },
    { name: "a revoked key", authorization: `Bearer ${revoked.key}` },
    { name: "an expired key", authorization: `Bearer ${expired.key}` },
    { name: "a node's token", authorization: `Bearer ${token}` },
    { name: "a key with everything", authorization: `bearer ${everything.key}`, held: new Set(permissions) },
  );
  for (const held of permissions) {
    const { key } = await testKey(db, [held]);
    callers.push({ name: `a key with ${held}`, authorization: `Bearer ${key}`, held: new Set([held]) });
  }
});

/** The code of an empty message; every write refuses it, so that nothing changes whoever asks. Undefined: an answer. */
async function codeOf(method: DescMethodUnary, authorization: string | undefined): Promise<Code | undefined> {
  const transport = createGrpcTransport({ baseUrl: url() });
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return transport.unary(method, undefined, 10_000, headers, {}).then(
    () => undefined,
    (error: unknown) => ConnectError.from(error).code,
  );
}

/** What is wrong about an answer, in words. */
function complaint({ name, held }: Caller, policy: string, code: Code | undefined): string | undefined {
  const said = code === undefined ? "an answer" : Code[code];
  if (held === undefined) return code === Code.Unauthenticated ? undefined : `${name}: ${said}`;
  // Whose data it is, the operation says: without fleet:read a key has no fleet to list.
  const allowed = policy === "signed-in" || held.has(policy as Permission);
  if (!allowed) return code === Code.PermissionDenied ? undefined : `${name}: ${said}`;
  const isKeptOut = code === Code.Unauthenticated || (code === Code.PermissionDenied && policy !== "signed-in");
  return isKeptOut || code === Code.Internal || code === Code.Unknown ? `${name}: ${said}` : undefined;
}

describe("everybody at every RPC", () => {
  const named = servedRpcs.map(
    ({ method, rpc }) => [`${method.parent.name}.${method.name} (${rpc.contract.policy})`, method, rpc] as const,
  );

  test("there is something to walk", () => {
    expect(named.length).toBeGreaterThan(20);
  });

  test.each(named)("%s", async (_name, method, rpc) => {
    const wrong: string[] = [];
    for (const caller of callers) {
      const found = complaint(caller, rpc.contract.policy, await codeOf(method as DescMethodUnary, caller.authorization));
      if (found !== undefined) wrong.push(found);
    }
    expect(wrong).toEqual([]);
  });
});
