import { describe, expect, test } from "vitest";
import { originOf, ownUrl } from "./origin.ts";

describe("this site's origin", () => {
  test.each<[name: string, headers: Record<string, string>, publicUrl: string, origin: string]>([
    ["PUBLIC_URL decides", { host: "evil.example" }, "https://fleet.example/", "https://fleet.example"],
    ["else the host that was asked", { host: "fleet.example:3000" }, "", "http://fleet.example:3000"],
    ["https behind a proxy", { host: "fleet.example", "x-forwarded-proto": "https" }, "", "https://fleet.example"],
    ["the first of several", { host: "fleet.example", "x-forwarded-proto": "https,http" }, "", "https://fleet.example"],
    ["IPv6", { host: "[::1]:3000" }, "", "http://[::1]:3000"],
    ["no other host by a header", { host: "a.example", "x-forwarded-host": "evil.example" }, "", "http://a.example"],
    ["no host", {}, "", "http://localhost"],
    ["a broken host", { host: "a b/c" }, "", "http://localhost"],
    ["a host with a user", { host: "user@evil.example" }, "", "http://localhost"],
  ])("%s", (_name, headers, publicUrl, origin) => {
    expect(originOf(new Headers(headers), publicUrl)).toBe(origin);
  });
});

describe("where to go after sign-in stays on this origin", () => {
  const origin = "https://fleet.example";
  test.each<[asked: unknown, url: string]>([
    ["/my?tab=1#top", `${origin}/my?tab=1#top`],
    [`${origin}/my`, `${origin}/my`],
    ["my", `${origin}/my`],
    ["https://evil.example/", origin],
    ["http://fleet.example/", origin],
    ["https://fleet.example:8443/", origin],
    ["https://fleet.example.evil.example/", origin],
    ["https://fleet.example@evil.example/", origin],
    ["//evil.example/", origin],
    ["/\\evil.example", origin],
    ["\\\\evil.example", origin],
    [`${origin}//evil.example`, `${origin}/evil.example`],
    ["/\t/evil.example", origin],
    ["javascript:alert(1)", origin],
    ["data:text/html,x", origin],
    ["http://", origin],
    [undefined, origin],
    [["/a"], origin],
  ])("%s", (asked, url) => {
    expect(ownUrl(asked, origin)).toBe(url);
  });
});
