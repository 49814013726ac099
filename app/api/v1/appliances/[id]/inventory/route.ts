import { putInventory } from "#lib/appliances/ingest-routes";

export const PUT = putInventory;
