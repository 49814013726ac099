import { operation } from "#lib/auth/operation";
import { Me, NoInput } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { readUser } from "./internal/user-row.ts";

export const getMe = operation(
  { name: "getMe", summary: "Who am I, and what may I do", policy: "signed-in", input: NoInput, output: Me },
  async ({ actor, db }): Promise<Me> => {
    const permissions = [...actor.permissions];
    if (actor.kind === "api_key")
      return {
        kind: "api_key",
        id: actor.keyId,
        uid: null,
        email: null,
        name: actor.label,
        role: null,
        hasSecondFactor: false,
        permissions,
      };
    if (actor.kind !== "user") throw new DomainError("unauthenticated", "Sign in or send an API key");
    const { id, uid, email, name, role, hasSecondFactor } = await readUser(db, actor.userId);
    return { kind: "user", id, uid, email, name, role, hasSecondFactor, permissions };
  },
);
