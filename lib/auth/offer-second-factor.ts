import { randomBytes } from "node:crypto";
import { operation } from "#lib/auth/operation";
import { NoInput, SecondFactorOffer } from "#lib/auth/schema";
import { personOf } from "./internal/own-account.ts";
import { toBase32 } from "./internal/totp.ts";

/** A secret for an authenticator app. Nothing is stored: setting it with a first code proves that the app has it. */
export const offerSecondFactor = operation(
  {
    name: "offerSecondFactor",
    summary: "A secret for an authenticator app",
    policy: "signed-in",
    input: NoInput,
    output: SecondFactorOffer,
  },
  async (ctx) => {
    const secret = toBase32(randomBytes(20));
    const uri = `otpauth://totp/Fleetlight:${encodeURIComponent(personOf(ctx.actor).label)}?secret=${secret}&issuer=Fleetlight`;
    return { secret, uri };
  },
);
