import { expect, test } from "vitest";
import { troubledNodes } from "./troubled-nodes.ts";

const nodes = [
  { id: 1, name: "Frankfurt", status: "online" },
  { id: 2, name: "Tokyo", status: "offline" },
  { id: 3, name: "Oslo", status: "maintenance" },
  { id: 4, name: "Lima", status: "offline" },
] as const;

test("only what is used and does not work, the most used first; a node that went away is not among them", () => {
  const used = [3, 1, 9, 2].map((nodeClientId) => ({ nodeClientId }));
  expect(troubledNodes(nodes, used).map(({ name }) => name)).toEqual(["Oslo", "Tokyo"]);
});

test("who has used nothing is not troubled", () => {
  expect(troubledNodes(nodes, [])).toEqual([]);
});
