import { expect, test } from "vitest";
import { isOwnOrigin } from "./check-origin.ts";

test.each([
  { name: "a script sends none", origin: undefined, host: "fleet.example", own: true },
  { name: "our own page", origin: "https://fleet.example", host: "fleet.example", own: true },
  { name: "with a port", origin: "http://localhost:3000", host: "localhost:3000", own: true },
  { name: "behind a proxy, by PUBLIC_URL", origin: "https://status.example", host: "10.0.0.7:3000", own: true },
  { name: "a Host in capitals", origin: "https://fleet.example", host: "Fleet.Example", own: true },
  { name: "another site", origin: "https://evil.example", host: "fleet.example", own: false },
  { name: "another port", origin: "http://localhost:3001", host: "localhost:3000", own: false },
  { name: "a name that begins like ours", origin: "https://fleet.example.evil.example", host: "fleet.example", own: false },
  { name: "an opaque origin", origin: "null", host: "fleet.example", own: false },
  { name: "no Host", origin: "https://fleet.example", host: undefined, own: false },
])("$name", ({ origin, host, own }) => {
  expect(isOwnOrigin(origin, host, "https://status.example")).toBe(own);
});

test("without PUBLIC_URL only the Host counts", () => {
  expect(isOwnOrigin("https://status.example", "fleet.example", "")).toBe(false);
});
