import { expect, test } from "vitest";
import { bodyText } from "#lib/http/body-text";

const request = (body: BodyInit) => new Request("http://fleet.test/", { method: "POST", body });

test("UTF-8 is read as it is, without its byte order mark", async () => {
  expect(await bodyText(request('{"name":"Zoë 😀"}'))).toBe('{"name":"Zoë 😀"}');
  expect(await bodyText(request("\ufeff{}"))).toBe("{}");
  expect(await bodyText(new Request("http://fleet.test/", { method: "POST" }))).toBe("");
});

test.each([
  ["stray bytes", [0x22, 0xff, 0xfe, 0x22]],
  ["a cut character", [0x22, 0xf0, 0x9f, 0x98]],
  ["a surrogate in UTF-8", [0xed, 0xa0, 0x80]],
  ["an overlong slash", [0xc0, 0xaf]],
])("%s are refused", async (_name, bytes) => {
  await expect(bodyText(request(new Uint8Array(bytes)))).rejects.toMatchObject({ code: "malformed_json" });
});
