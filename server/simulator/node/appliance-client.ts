import type { z } from "zod";
import type { Inventory, TaskChange } from "#lib/appliances/schema";
import { request } from "./request.ts";

/** An appliance's side of its protocol. @throws RequestFailed */
export interface ApplianceClient {
  sendInventory(inventory: z.input<typeof Inventory>): Promise<void>;
  sendTasks(tasks: readonly z.input<typeof TaskChange>[]): Promise<void>;
}

export function applianceClient(url: string, { id, token }: { id: string; token: string }): ApplianceClient {
  const headers = { authorization: `Bearer ${token}` };
  const address = (part: string) => new URL(`/api/v1/appliances/${id}/${part}`, url);
  return {
    async sendInventory(inventory) {
      await request(address("inventory"), { method: "PUT", body: JSON.stringify(inventory), headers });
    },
    async sendTasks(tasks) {
      if (tasks.length > 0) await request(address("tasks"), { method: "POST", body: JSON.stringify({ tasks }), headers });
    },
  };
}
