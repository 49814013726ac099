/** An endpoint that users see. `suffix` is added to the city; the first one of a server is its default. */
export interface ClientPlan {
  key: string;
  name: string;
  trafficFactor: string;
  routeClass: string;
  availableGroups: number[];
  /** Mbit/s, 0 = none */
  speedLimit: number;
}

export interface ServerPlan {
  key: string;
  name: string;
  compatibility: "newv2b" | "ssp";
  country: string;
  city: string;
  /** Hours east of Greenwich; people prefer nodes near their own. */
  utcOffsetH: number;
  /** Gibibytes. */
  memoryGiB: number;
  diskGiB: number;
  clients: ClientPlan[];
}

/** Groups that packages open: 1 everyone, 2 Plus and above, 3 Premium, 9 the crew's own standby. */
const everyone = [1, 2, 3];
const plus = [2, 3];
const premium = [3];
const standby = [9];

function client(
  key: string,
  name: string,
  trafficFactor: string,
  routeClass: string,
  availableGroups: number[],
  speedLimit = 0,
): ClientPlan {
  return { key, name, trafficFactor, routeClass, availableGroups, speedLimit };
}

function server(
  key: string,
  compatibility: ServerPlan["compatibility"],
  place: { country: string; city: string; utcOffsetH: number },
  size: { memoryGiB: number; diskGiB: number },
  clients: ClientPlan[],
): ServerPlan {
  return { key, name: `${key}.fleet.example`, compatibility, ...place, ...size, clients };
}

const frankfurt = { country: "DE", city: "Frankfurt", utcOffsetH: 1 };
const amsterdam = { country: "NL", city: "Amsterdam", utcOffsetH: 1 };
const london = { country: "GB", city: "London", utcOffsetH: 0 };
const newYork = { country: "US", city: "New York", utcOffsetH: -5 };
const losAngeles = { country: "US", city: "Los Angeles", utcOffsetH: -8 };
const singapore = { country: "SG", city: "Singapore", utcOffsetH: 8 };
const tokyo = { country: "JP", city: "Tokyo", utcOffsetH: 9 };
const saoPaulo = { country: "BR", city: "São Paulo", utcOffsetH: -3 };
const sydney = { country: "AU", city: "Sydney", utcOffsetH: 11 };
const small = { memoryGiB: 2, diskGiB: 40 };
const large = { memoryGiB: 8, diskGiB: 160 };

/** The demo fleet: 12 node servers with 20 node clients in 8 countries, factors 0.5 to 2. */
export const fleetPlan: readonly ServerPlan[] = [
  server("fra-1", "newv2b", frankfurt, large, [
    client("fra-1-direct", "Frankfurt 1", "1", "Direct", everyone),
    client("fra-1-iepl", "Frankfurt 1 IEPL", "1.5", "IEPL", plus, 500),
  ]),
  server("fra-2", "ssp", frankfurt, small, [client("fra-2-direct", "Frankfurt 2", "0.9", "Direct", everyone, 200)]),
  server("ams-1", "newv2b", amsterdam, large, [
    client("ams-1-direct", "Amsterdam 1", "0.8", "Direct", everyone),
    client("ams-1-relay", "Amsterdam Relay", "1.2", "Relay", plus),
  ]),
  server("lon-1", "ssp", london, small, [client("lon-1-bgp", "London 1", "1", "BGP", everyone, 300)]),
  server("nyc-1", "newv2b", newYork, large, [
    client("nyc-1-direct", "New York 1", "1", "Direct", everyone),
    client("nyc-1-gaming", "New York Gaming", "1.8", "Gaming", premium),
  ]),
  server("lax-1", "newv2b", losAngeles, large, [
    client("lax-1-direct", "Los Angeles 1", "0.8", "Direct", everyone),
    client("lax-1-saver", "Los Angeles Saver", "0.5", "Direct", everyone, 50),
  ]),
  server("sin-1", "newv2b", singapore, large, [
    client("sin-1-bgp", "Singapore 1", "1.5", "BGP", everyone),
    client("sin-1-iepl", "Singapore IEPL", "2", "IEPL", premium),
  ]),
  server("sin-2", "ssp", singapore, small, [client("sin-2-standby", "Singapore 2 Standby", "1.5", "BGP", standby)]),
  server("tyo-1", "newv2b", tokyo, large, [
    client("tyo-1-bgp", "Tokyo 1", "1.5", "BGP", everyone),
    client("tyo-1-iepl", "Tokyo IEPL", "2", "IEPL", plus),
  ]),
  server("tyo-2", "ssp", tokyo, small, [client("tyo-2-relay", "Tokyo 2", "1.2", "Relay", everyone, 200)]),
  server("gru-1", "newv2b", saoPaulo, small, [
    client("gru-1-direct", "São Paulo 1", "1", "Direct", everyone),
    client("gru-1-relay", "São Paulo Relay", "1.3", "Relay", plus),
  ]),
  server("syd-1", "ssp", sydney, large, [
    client("syd-1-direct", "Sydney 1", "1.6", "Direct", everyone),
    client("syd-1-premium", "Sydney Premium", "2", "IEPL", premium),
  ]),
];
