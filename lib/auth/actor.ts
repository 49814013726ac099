import type { Permission, Role } from "#lib/auth/permissions";

interface Origin {
  /** The peer's address, for limits and the audit log. */
  address?: string | undefined;
  requestId?: string | undefined;
}

export interface UserActor extends Origin {
  kind: "user";
  userId: string;
  uid: number;
  label: string;
  role: Role;
  permissions: ReadonlySet<Permission>;
  /** Of the session that was shown. A socket that stays open is compared with it again and again. */
  tokenVersion?: number;
}

export interface ApiKeyActor extends Origin {
  kind: "api_key";
  keyId: string;
  label: string;
  permissions: ReadonlySet<Permission>;
}

/** A node server, known by its token. */
export interface NodeActor extends Origin {
  kind: "node";
  nodeServerId: number;
  label: string;
  permissions: ReadonlySet<Permission>;
}

/** Jobs, start-up and the operator's own commands. */
export interface SystemActor extends Origin {
  kind: "system";
  label: string;
  permissions: ReadonlySet<Permission>;
}

export interface AnonymousActor extends Origin {
  kind: "anonymous";
  label: string;
  permissions: ReadonlySet<Permission>;
}

/** Who is asking. */
export type Actor = UserActor | ApiKeyActor | NodeActor | SystemActor | AnonymousActor;
