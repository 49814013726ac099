import { Agent, get } from "node:http";

/** Milliseconds of one GET over a kept connection, body included. @throws unless it answers 200 */
export function requestTime(agent: Agent, url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    get(url, { agent, headers }, (answer) => {
      answer.resume();
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(performance.now() - startedAt);
        else reject(new Error(`${url}: ${answer.statusCode}`));
      });
    }).on("error", reject);
  });
}

/** One connection that stays open. */
export function keptConnection(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 });
}
