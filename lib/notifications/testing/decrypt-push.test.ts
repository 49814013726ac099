import { expect, test } from "vitest";
import { decryptPush, verifyVapid } from "./decrypt-push.ts";

/** Source: RFC 8291, appendix A. */
const example = {
  keys: {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
    privateKey: "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
  },
  message:
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  text: "When I grow up, I want to be a watermelon",
};

test("the example of the standard opens", () => {
  expect(decryptPush(Buffer.from(example.message, "base64url"), example.keys)).toBe(example.text);
});

test("one bit of another key does not open it", () => {
  const auth = `A${example.keys.auth.slice(1)}`;
  expect(() => decryptPush(Buffer.from(example.message, "base64url"), { ...example.keys, auth })).toThrow(/authenticate/);
});

test("a token that somebody else signed is refused", () => {
  // Source: RFC 8292, 2.4; its signature with one character changed.
  const token =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
  const key = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
  expect(verifyVapid(`vapid t=${token}, k=${key}`)).toMatchObject({ aud: "https://push.example.net", sub: "mailto:push@example.com" });
  expect(() => verifyVapid(`vapid t=${token.replace("i3CYb", "i3CYc")}, k=${key}`)).toThrow("Not signed");
});
