const slotMs = 1_000;
const slots = 10;

/**
 * What a socket may send, as a mean over ten seconds: bytes, or frames. Counted in slots of a second, so that the stretch
 * that is looked at is never longer than ten.
 */
export class RollingLimit {
  readonly #perSecond: number;
  readonly #counts = new Float64Array(slots);
  #total = 0;
  #slot = Number.NEGATIVE_INFINITY;
  #credit = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Counts `amount`; false when the last ten seconds hold more than they may. */
  allows(amount: number, nowMs: number): boolean {
    this.#moveTo(Math.floor(nowMs / slotMs));
    const onCredit = Math.min(amount, this.#credit);
    this.#credit -= onCredit;
    const index = this.#slot % slots;
    this.#counts[index] = (this.#counts[index] ?? 0) + amount - onCredit;
    this.#total += amount - onCredit;
    return this.#total <= this.#perSecond * slots;
  }

  /** What came together because we did not read for so long was sent over all that time. */
  wasHeldUp(forMs: number): void {
    this.#credit += (forMs / 1_000) * this.#perSecond;
  }

  #moveTo(slot: number): void {
    if (slot - this.#slot >= slots) {
      this.#counts.fill(0);
      this.#total = 0;
      this.#slot = slot;
    }
    while (this.#slot < slot) {
      this.#slot += 1;
      const index = this.#slot % slots;
      this.#total -= this.#counts[index] ?? 0;
      this.#counts[index] = 0;
    }
  }
}
