import { PrismaPg } from "@prisma/adapter-pg";
import { z } from "zod";
import { receive } from "./bare-receiver.ts";

/**
 * The other peer: the same rows into the same bare table by `createMany` of the Prisma client that was generated for it. Says
 * `port <n>` and, when so many rows are committed, `stored`.
 */
const {
  url,
  rows: wanted,
  client,
} = z.object({ url: z.string(), rows: z.number(), client: z.string() }).parse(JSON.parse(process.argv[2] ?? "{}"));

interface Row {
  msg: string;
  createdAt: Date;
  receivedAt: Date;
  logs: unknown;
}
const { PrismaClient } = (await import(client)) as {
  PrismaClient: new (options: object) => { bareLog: { createMany(given: { data: Row[] }): Promise<{ count: number }> } };
};
const prisma = new PrismaClient({ adapter: new PrismaPg(url) });

receive<Row>({
  wanted,
  rowOf(text) {
    const frame = JSON.parse(text) as { payload: { msg: string }; ts: string };
    return { msg: frame.payload.msg, createdAt: new Date(frame.ts), receivedAt: new Date(), logs: frame };
  },
  store: async (waiting) => (await prisma.bareLog.createMany({ data: waiting.splice(0, 1_024) })).count,
});
