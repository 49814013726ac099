import type { Context } from "#lib/auth/context";
import { createApiKey } from "#lib/auth/create-api-key";
import { listApiKeys } from "#lib/auth/list-api-keys";
import { Permission } from "#lib/auth/permissions";
import { revokeApiKey } from "#lib/auth/revoke-api-key";
import type { ApiKey } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { Instant } from "#lib/universal/identifiers";
import type { AdminCommand } from "./admin-command.ts";

function keyWords({ id, name, prefix, permissions, expiresAt, revokedAt }: ApiKey): string {
  const what = permissions.length === Permission.options.length ? "every permission" : permissions.join(", ");
  const end = revokedAt !== null ? `, revoked ${revokedAt}` : expiresAt !== null ? `, until ${expiresAt}` : "";
  return `${name} (${prefix}, ${what}${end}) ${id}`;
}

async function everyKey(ctx: Context): Promise<ApiKey[]> {
  const keys: ApiKey[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await listApiKeys(ctx, { limit: 500, ...(cursor !== undefined && { cursor }) });
    keys.push(...items);
    if (nextCursor === null) return keys;
    cursor = nextCursor;
  }
}

const createKeyCommand: AdminCommand = {
  name: "create-key",
  form: "<name> (--all | --permission <area>:<read|write> …) [--expires 2027-01-01T00:00:00Z]",
  summary: "makes an API key and shows it, this once",
  words: 1,
  options: { all: { type: "boolean" }, permission: { type: "string", multiple: true }, expires: { type: "string" } },
  prepare(line) {
    const asked = line.list("permission");
    if (line.has("all") === asked.length > 0) throw new Error("Say --all, or --permission once or more");
    const unknown = asked.filter((one) => !Permission.safeParse(one).success);
    if (unknown.length > 0) throw new Error(`No permission is called ${unknown.join(", ")}. There are: ${Permission.options.join(", ")}`);
    const expiresAt = line.text("expires");
    if (expiresAt !== undefined && !Instant.safeParse(expiresAt).success)
      throw new Error(`--expires ${expiresAt}: say it like 2027-01-01T00:00:00Z`);
    const permissions = line.has("all") ? [...Permission.options] : asked.map((one) => Permission.parse(one));
    return async (ctx) => {
      const key = await createApiKey(ctx, { name: line.words[0] ?? "", permissions, ...(expiresAt !== undefined && { expiresAt }) });
      return { view: key, text: `Created the key ${keyWords(key)}\nShown this once: ${key.key}` };
    };
  },
};

const revokeKeyCommand: AdminCommand = {
  name: "revoke-key",
  form: "<id or prefix>",
  summary: "the key stops working with its next request",
  words: 1,
  options: {},
  prepare:
    ({ words: [which = ""] }) =>
    async (ctx) => {
      const key = (await everyKey(ctx)).find(({ id, prefix }) => id === which || prefix === which);
      if (!key) throw new DomainError("not_found", `There is no key ${which}: say its id or prefix (npm run admin -- list-keys)`);
      await revokeApiKey(ctx, { id: key.id });
      return { view: { id: key.id, prefix: key.prefix, name: key.name }, text: `Revoked the key ${key.name} (${key.prefix})` };
    },
};

const listKeysCommand: AdminCommand = {
  name: "list-keys",
  form: "",
  summary: "every API key, without its secret",
  words: 0,
  options: {},
  prepare: () => async (ctx) => {
    const keys = await everyKey(ctx);
    return { view: keys, text: keys.length === 0 ? "No key" : keys.map(keyWords).join("\n") };
  },
};

export const keyCommands: readonly AdminCommand[] = [createKeyCommand, revokeKeyCommand, listKeysCommand];
