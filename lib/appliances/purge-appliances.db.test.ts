import { expect, test } from "vitest";
import { createAppliance } from "#lib/appliances/create-appliance";
import { purgeAppliances } from "#lib/appliances/purge-appliances";
import { receiveInventory } from "#lib/appliances/receive-inventory";
import { recordTasks } from "#lib/appliances/record-tasks";
import { inventoryBody } from "#lib/appliances/testing/inventory";
import { testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";

const db = testDatabase();
const at = (now: Date) => testContext(db, { now });

test("quarters go after 30 days, days after 400, ended tasks after 90; what is open stays", async () => {
  const { id } = await createAppliance(at(fromNoon({ days: -500 })), { name: "vault" });
  for (const days of [-402, -399, -31, -29]) await receiveInventory(at(fromNoon({ days })), id, inventoryBody());
  for (const days of [-91, -89]) {
    await recordTasks(at(fromNoon({ days })), id, { id: `ended ${days}`, status: "failed" });
    await recordTasks(at(fromNoon({ days })), id, { id: `open ${days}`, status: "running" });
  }
  expect(await purgeAppliances(at(noon))).toEqual({ quarters: 3, days: 1, tasks: 1 });
  expect(await purgeAppliances(at(noon))).toEqual({ quarters: 0, days: 0, tasks: 0 });
});
