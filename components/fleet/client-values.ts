import type { NodeClient } from "#lib/fleet/schema";

/** A node client as its form holds it: numbers and lists as they are typed. */
export interface ClientValues extends Record<string, unknown> {
  nodeServerId: string;
  name: string;
  trafficFactor: string;
  availableGroups: string;
  country: string;
  location: string;
  routeClass: string;
  speedLimit: string;
  displayOrder: string;
  isEnabled: boolean;
  isDefault: boolean;
}

export const newClientValues: ClientValues = {
  nodeServerId: "",
  name: "",
  trafficFactor: "1",
  availableGroups: "1",
  country: "",
  location: "",
  routeClass: "",
  speedLimit: "0",
  displayOrder: "0",
  isEnabled: true,
  isDefault: false,
};

export function valuesOfClient(client: NodeClient): ClientValues {
  const { name, trafficFactor, country, location, routeClass, isEnabled, isDefault } = client;
  return {
    nodeServerId: String(client.nodeServerId),
    name,
    trafficFactor,
    availableGroups: client.availableGroups.join(", "),
    country: country ?? "",
    location,
    routeClass,
    speedLimit: String(client.speedLimit),
    displayOrder: String(client.displayOrder),
    isEnabled,
    isDefault,
  };
}

/** The body of the API; what is no number becomes null there, which it refuses naming the field. */
export function clientInput(values: ClientValues) {
  const { nodeServerId, name, trafficFactor, location, routeClass, isEnabled, isDefault } = values;
  return {
    nodeServerId: Number(nodeServerId),
    name,
    trafficFactor: trafficFactor.trim(),
    availableGroups: parseGroups(values.availableGroups),
    country: values.country.trim().toUpperCase() || null,
    location,
    routeClass,
    speedLimit: Number(values.speedLimit),
    displayOrder: Number(values.displayOrder),
    isEnabled,
    isDefault,
  };
}

/** Only what was changed: two people who edit different fields do not undo each other. */
export function changedInput(before: ClientValues, after: ClientValues): Partial<ReturnType<typeof clientInput>> {
  const input = clientInput(after);
  return Object.fromEntries(Object.entries(input).filter(([field]) => before[field] !== after[field]));
}

/** `1, 2 3` → `[1, 2, 3]` */
export function parseGroups(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
}
