import { z } from "zod";
import { authenticateAppliance } from "#lib/appliances/authenticate-appliance";
import { receiveInventory } from "#lib/appliances/receive-inventory";
import { recordTasks } from "#lib/appliances/record-tasks";
import { Inventory, InventoryReceived, ReportTasksInput, TasksReceived } from "#lib/appliances/schema";
import { bodyText } from "#lib/http/body-text";
import { parseJson } from "#lib/http/parse-json";
import { protocolRoute } from "#lib/http/route";

/** An appliance sends everything it has; about once a minute. */
export const putInventory = protocolRoute(
  {
    name: "putApplianceInventory",
    summary: "Appliance: one full snapshot of what it has",
    policy: "appliance",
    input: z.object({ id: z.uuid(), ...Inventory.shape }),
    output: InventoryReceived,
  },
  async (request, ctx, { id }) => {
    const appliance = await authenticateAppliance(ctx.db, id, request.headers.get("authorization"));
    return Response.json(await receiveInventory(ctx, appliance.id, parseJson(await bodyText(request))));
  },
);

/** An appliance tells of its tasks: one change, or several in their order. */
export const postTasks = protocolRoute(
  {
    name: "reportApplianceTasks",
    summary: "Appliance: start, progress and end of its tasks",
    policy: "appliance",
    input: z.object({ id: z.uuid(), ...ReportTasksInput.shape }),
    output: TasksReceived,
  },
  async (request, ctx, { id }) => {
    const appliance = await authenticateAppliance(ctx.db, id, request.headers.get("authorization"));
    return Response.json(await recordTasks(ctx, appliance.id, parseJson(await bodyText(request))));
  },
);
