import { Api } from "#e2e/fixtures/api";
import { enqueue, makeClient, makePackage, makeServer, makeUser } from "#e2e/fixtures/seed";

/** A server that reports on everybody. */
export interface Reporter {
  id: number;
  token: string;
  clientId: number;
  factor: string;
}

export interface Town {
  api: Api;
  reporters: Reporter[];
  uids: number[];
}

const factors = ["1", "1.5", "0.333"];

/** Servers and users as an operator makes them; every third user has a package that runs out on the way, and one behind it. */
export async function makeTown(url: string, adminKey: string, size: { writers: number; users: number; shortLimit: bigint }): Promise<Town> {
  const api = new Api(url, adminKey);
  const reporters: Reporter[] = [];
  for (let number = 0; number < size.writers; number++) {
    const { id, token } = await makeServer(api, { compatibility: "native" });
    const factor = factors[number % factors.length] ?? "1";
    reporters.push({ id, token, factor, clientId: (await makeClient(api, id, { trafficFactor: factor })).id });
  }
  const [small, large] = [
    await makePackage(api, { trafficLimit: String(size.shortLimit) }),
    await makePackage(api, { trafficLimit: String(2n ** 60n) }),
  ];
  const uids: number[] = [];
  for (let number = 0; number < size.users; number++) {
    const user = await makeUser(api);
    uids.push(user.uid);
    if (number % 3 === 0) await enqueue(api, user.id, small.id);
    await enqueue(api, user.id, large.id);
  }
  return { api, reporters, uids };
}
