import type { NodeClient } from "#lib/fleet/schema";

/** The fields of a client that people set; the rest follows from them or from the server. */
export function clientFields(client: NodeClient) {
  const { id: _id, nodeServerName: _name, status: _status, createdAt: _createdAt, ...fields } = client;
  return fields;
}
