import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { checkParams } from "./check-rule.ts";
import { maxReplayPoints, type PastRange, type PastSeries } from "./condition.ts";
import { conditionOf } from "./condition-registry.ts";
import { foldPast, type PastFiring, type Worse } from "./fold-past.ts";
import { previewRange } from "./preview-range.ts";
import { ruleWords } from "./rule-words.ts";
import { PreviewRuleInput, RulePreview } from "./schema.ts";
import { withinTime } from "./within-time.ts";

/** How many resources, and firings of each, an answer lists; its totals are of all. */
const maxResources = 200;
const maxFirings = 200;
const timeoutMs = 10_000;

/**
 * Tells what a rule would have fired, by the engine that evaluates rules, over what is stored. Writes nothing.
 * @throws DomainError unprocessable for an unknown kind or parameter, a kind without stored history, or a past that takes over 10 s to read
 */
export const previewRule = operation(
  {
    name: "previewRule",
    summary: "Preview what a rule would have fired",
    policy: "monitoring:read",
    input: PreviewRuleInput,
    output: RulePreview,
  },
  async (ctx, { from, to, days, ...rule }) => {
    const params = checkParams(rule.kind, rule.params);
    const range = previewRange(from, to, days, ctx.now);
    const declared = conditionOf(rule.kind);
    if (!declared?.replay) throw refused("kind", "no_history", `${rule.kind} reads the present only: nothing is stored to try it on`);
    const read = declared.replay(ctx, params, range);
    const { series, isCut } = withinPoints(
      await withinTime(read, timeoutMs).catch((error: unknown) => {
        if (error instanceof Error && error.message.startsWith("timed out"))
          throw refused("from", "too_long", "The past of this range takes more than 10 s to read: choose a shorter one");
        throw error;
      }),
    );
    const worse = declared.worse?.(params);
    const all = series.map((one) => previewOf(one, foldPast(one.points, rule, range, worse), range, worse));
    const fired = all.filter(({ firings }) => firings.length > 0).sort((a, b) => b.firedSeconds - a.firedSeconds);
    const firings = fired.flatMap((resource) => resource.firings);
    const isShortened = fired.length > maxResources || fired.some((resource) => resource.firings.length > maxFirings);
    return {
      words: ruleWords({ ...rule, params }),
      unit: declared.unit,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      resources: fired.slice(0, maxResources).map((resource) => ({ ...resource, firings: resource.firings.slice(0, maxFirings) })),
      totals: {
        resources: all.length,
        fired: fired.length,
        firings: firings.length,
        reopened: firings.filter(({ isReopened }) => isReopened).length,
        firedSeconds: fired.reduce((sum, { firedSeconds }) => sum + firedSeconds, 0),
      },
      cut: isCut
        ? `Only ${all.length} resources were read, up to ${maxReplayPoints} stored points: choose a shorter range to see all`
        : isShortened
          ? `Only ${maxResources} resources with ${maxFirings} firings each are listed; the totals are of all`
          : null,
    };
  },
);

function refused(path: string, code: string, detail: string): DomainError {
  return new DomainError("unprocessable", detail, { errors: [{ path, code, detail }] });
}

/** A read that came to the limit may have ended in the middle of a series: that one is left out. */
function withinPoints(series: readonly PastSeries[]): { series: readonly PastSeries[]; isCut: boolean } {
  let points = 0;
  const index = series.findIndex((one) => {
    points += one.points.length;
    return points >= maxReplayPoints;
  });
  return index === -1 ? { series, isCut: false } : { series: series.slice(0, Math.max(1, index)), isCut: true };
}

function previewOf({ resource, points }: PastSeries, firings: readonly PastFiring[], { from, to }: PastRange, worse: Worse = Math.max) {
  const seconds = ({ fired, ended }: PastFiring) => Math.round(((ended ?? to).getTime() - fired.getTime()) / 1000);
  const peaks = firings.flatMap(({ peak }) => peak ?? []);
  return {
    ...resource,
    knownFrom: new Date(Math.max(from.getTime(), points[0]?.at.getTime() ?? to.getTime())).toISOString(),
    firedSeconds: firings.reduce((sum, firing) => sum + seconds(firing), 0),
    peak: peaks.length === 0 ? null : peaks.reduce(worse),
    firings: firings.map(({ began, fired, ended, isReopened, peak }) => ({
      beganAt: began.toISOString(),
      firedAt: fired.toISOString(),
      endedAt: ended?.toISOString() ?? null,
      isReopened,
      peak,
    })),
  };
}
