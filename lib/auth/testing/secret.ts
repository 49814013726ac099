import { forgetSingleton, singleton } from "#lib/core/singleton";

/** Gives this test process a secret of its own, so that none is made in a data folder. */
export function provideTestSecret(): void {
  forgetSingleton("auth-secret");
  singleton("auth-secret", () => "the secret of tests, long enough to be one");
}
