import { expect, test } from "vitest";
import { bodyOfValues, initialValues } from "./channel-values.ts";

test("recipients are a list; what other kinds need is not sent", () => {
  const values = {
    ...initialValues(undefined),
    name: "Operators",
    "config.recipients": " a@x.test, ,b@x.test",
    "secrets.url": "https://x.test",
  };
  expect(bodyOfValues(values, false)).toEqual({
    name: "Operators",
    isEnabled: true,
    config: { recipients: ["a@x.test", "b@x.test"] },
    secrets: {},
  });
});

test("a secret that is left empty stays, one that is typed is sent; what is optional may be left out", () => {
  const values = { ...initialValues(undefined), kind: "telegram" as const, "config.chatId": "-1", "config.apiUrl": "" };
  expect(bodyOfValues(values, true)).toEqual({ name: "", isEnabled: true, config: { chatId: "-1" } });
  expect(bodyOfValues({ ...values, "secrets.botToken": "1:x" }, true)).toMatchObject({ secrets: { botToken: "1:x" } });
  expect(bodyOfValues(values, false)).toMatchObject({ secrets: { botToken: "" } });
});
