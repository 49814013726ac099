import { z } from "zod";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

const Row = z.object({
  name: z.string(),
  token_hash: z.instanceof(Uint8Array),
  section_hashes: z.record(z.string(), z.string()),
});

/** Locks one appliance until the end of the transaction: its reports follow each other. @throws DomainError not_found */
export async function lockAppliance(tx: SqlTransaction, id: string): Promise<z.output<typeof Row>> {
  const [appliance] = await tx.rows(sql`select name, token_hash, section_hashes from appliance where id = ${id}::uuid for update`, Row);
  if (!appliance) throw notFound("Appliance");
  return appliance;
}
