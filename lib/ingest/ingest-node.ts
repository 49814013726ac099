import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { authenticateNode } from "#lib/fleet/authenticate-node";
import { hashToken } from "#lib/fleet/token";

/** A node server and the token by which it was known: what it sends is stored only as long as that is its token. */
export interface IngestNode {
  id: number;
  name: string;
  tokenHash: Uint8Array;
  /** Where it asks from. */
  address: string;
}

/** Who sends an `Authorization` header, from an address. @throws DomainError unauthenticated without a bearer, forbidden with a wrong one; no detail */
export async function ingestNode(db: Database, authorization: string | null | undefined, address: string): Promise<IngestNode> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new DomainError("unauthenticated", "Unauthenticated");
  const { id, name } = await authenticateNode(db, { nodeServerId: undefined, token, protocol: "native" });
  return { id, name, tokenHash: hashToken(token), address };
}
