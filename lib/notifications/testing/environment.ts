import { parseEnv } from "#lib/core/env";
import { forgetSingleton, singleton } from "#lib/core/singleton";

/** Gives this test file's process an environment of its own. */
export function testEnvironment(values: Record<string, string>): void {
  forgetSingleton("env");
  const parsed = parseEnv({ NODE_ENV: "test", AUTH_SECRET: "a secret of tests with enough characters", ...values });
  singleton("env", () => parsed);
}
