import { z } from "zod";
import { type Permission, permissions } from "#lib/auth/permissions";
import type { Api } from "../fixtures/api.ts";
import { makeServer, makeUser, userPassword } from "../fixtures/seed.ts";
import { signIn } from "../fixtures/sign-in.ts";
import { firstAdmin } from "../fixtures/start-server.ts";

/** Somebody who sends requests. */
export interface Principal {
  name: string;
  headers: Record<string, string>;
  /** What we are: nobody (any more), a person or key with permissions, a node, or a bearer that is none of ours. */
  kind: "nobody" | "person" | "key" | "node" | "bad bearer";
  permissions: ReadonlySet<Permission>;
}

const none: ReadonlySet<Permission> = new Set();
const all: ReadonlySet<Permission> = new Set(permissions);
const Key = z.object({ id: z.uuid(), key: z.string() });

/** Bearers that nobody was given; the server must neither accept them nor fall over them. */
const badBearers = {
  unknown: "fl_unknown_0123456789abcdef0123456789abcdef",
  "half percent-encoded": "%E0%A4%A",
  empty: "",
  long: "x".repeat(8_000),
  "a JWT": "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwicm9sZSI6ImFkbWluIn0.",
};

export interface People {
  principals: Principal[];
  user: { id: string; cookie: string };
  other: { id: string };
  admin: { cookie: string };
  node: { id: number; token: string };
}

/** Everybody the matrix walks with, made through the API. */
export async function makePeople(api: Api): Promise<People> {
  const [user, other, disabled, server] = [await makeUser(api), await makeUser(api), await makeUser(api), await makeServer(api)];
  const sessionOf = (account: { email: string }) => signIn(api.url, { email: account.email, password: userPassword });
  const [cookie, otherCookie, disabledCookie, adminCookie] = [
    await sessionOf(user),
    await sessionOf(other),
    await sessionOf(disabled),
    await signIn(api.url, firstAdmin),
  ];
  await api.must(z.unknown(), "POST", `/api/v1/admin/users/${disabled.id}/disable`);
  const revoked = await makeKey(api, [...permissions]);
  await api.must(z.unknown(), "DELETE", `/api/v1/admin/api-keys/${revoked.id}`);
  const full = await makeKey(api, [...permissions]);
  const single: Principal[] = [];
  for (const permission of permissions) {
    const { key } = await makeKey(api, [permission]);
    single.push({ name: `key with ${permission}`, headers: bearer(key), kind: "key", permissions: new Set([permission]) });
  }
  return {
    principals: [
      { name: "anonymous", headers: {}, kind: "nobody", permissions: none },
      { name: "user", headers: { cookie }, kind: "person", permissions: none },
      { name: "other user", headers: { cookie: otherCookie }, kind: "person", permissions: none },
      { name: "admin", headers: { cookie: adminCookie }, kind: "person", permissions: all },
      { name: "disabled user", headers: { cookie: disabledCookie }, kind: "nobody", permissions: none },
      { name: "key with everything", headers: bearer(full.key), kind: "key", permissions: all },
      { name: "revoked key", headers: bearer(revoked.key), kind: "bad bearer", permissions: none },
      { name: "node token", headers: bearer(server.token), kind: "node", permissions: none },
      ...Object.entries(badBearers).map(([name, text]) => ({
        name: `bad bearer: ${name}`,
        headers: bearer(text),
        kind: "bad bearer" as const,
        permissions: none,
      })),
      // An invalid bearer decides: it never falls through to the cookie beside it.
      {
        name: "bad bearer beside an admin's cookie",
        headers: { ...bearer(badBearers.unknown), cookie: adminCookie },
        kind: "bad bearer",
        permissions: none,
      },
      ...single,
    ],
    user: { id: user.id, cookie },
    other: { id: other.id },
    admin: { cookie: adminCookie },
    node: server,
  };
}

function makeKey(api: Api, held: readonly Permission[]) {
  return api.must(Key, "POST", "/api/v1/admin/api-keys", { name: `matrix ${held.length}`, permissions: held });
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
