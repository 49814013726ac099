import type { QuietHours, RouteView } from "#lib/alerting/schema";
import { listInWords } from "#lib/universal/list-in-words";
import { matchersInWords } from "#lib/universal/matcher-words";
import { formatExactDuration } from "#lib/universal/time-format";
import { daysInWords } from "#lib/universal/weekdays";
import { filledMatchers } from "../silences/matcher-values.ts";
import { labelsOf, type RouteValues } from "./route-values.ts";

type Settings = RouteView["effective"];

/** What a route that is being typed would do, with what it inherits. What is no number yet counts as inherited. */
export function settingsOf(values: RouteValues, above: Settings): Settings {
  const seconds = (text: string, inherited: number) => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : inherited);
  const steps = values.escalation.flatMap(({ afterMinutes, channelIds }) =>
    Number(afterMinutes) > 0 ? [{ afterMinutes: Number(afterMinutes), channelIds: [...channelIds] }] : [],
  );
  return {
    channelIds: values.channelsAre === "inherited" ? above.channelIds : [...values.channelIds],
    groupBy: values.groupingIs === "inherited" ? above.groupBy : labelsOf(values.groupBy),
    groupWaitS: seconds(values.groupWaitS, above.groupWaitS),
    groupIntervalS: seconds(values.groupIntervalS, above.groupIntervalS),
    repeatIntervalS: seconds(values.repeatIntervalS, above.repeatIntervalS),
    escalation: values.escalationIs === "inherited" ? above.escalation : steps,
    quietHours: quietHoursOf(values, above),
  };
}

function quietHoursOf({ quietHoursAre, quietHours }: RouteValues, above: Settings): QuietHours | null {
  if (quietHoursAre === "inherited") return above.quietHours;
  return quietHoursAre === "own" ? quietHours : null;
}

interface Naming {
  /** The name of a channel by its id. */
  channel: (id: string) => string;
  /** The route that it hangs from; undefined: it takes everything. */
  parent: string | undefined;
}

/** A route in plain sentences: what it takes, whom it tells, how often, who comes next, and when less is told. */
export function routeWords(values: RouteValues, above: Settings, { channel, parent }: Naming): string[] {
  const settings = settingsOf(values, above);
  const names = (ids: readonly string[]) => listInWords(ids.map(channel));
  return [
    takesWords(values, parent),
    settings.channelIds.length === 0 ? "It tells nobody: it has no channel." : `It tells ${names(settings.channelIds)}.`,
    ...groupSentences(settings),
    escalationWords(settings.escalation, names),
    ...quietSentences(settings.quietHours),
    ...(values.isContinued && parent !== undefined ? ["Routes that are asked later get the same alerts too."] : []),
  ];
}

function takesWords({ matchers }: RouteValues, parent: string | undefined): string {
  if (parent === undefined) return "It takes every alert that no other route takes.";
  const conditions = matchersInWords(filledMatchers(matchers));
  return conditions === "" ? `It takes everything that ${parent} takes.` : `It takes what ${parent} takes and of which ${conditions}.`;
}

function groupSentences({ groupBy, groupWaitS, groupIntervalS, repeatIntervalS }: Settings): string[] {
  const labels = listInWords(groupBy.map((label) => label.replaceAll("_", " ")));
  const which = labels === "" ? "All of its alerts are one message" : `Alerts with the same ${labels} are one message`;
  const first = groupWaitS === 0 ? "sent at once" : `sent ${formatExactDuration(groupWaitS)} after the first of them`;
  const news =
    groupIntervalS === 0 ? "news of them come at once" : `news of them come at most every ${formatExactDuration(groupIntervalS)}`;
  return [
    `${which}, ${first}; ${news}.`,
    `What fires on and nobody has acknowledged is told again every ${formatExactDuration(repeatIntervalS)}.`,
  ];
}

/** Steps in the order of time. */
function escalationWords(steps: Settings["escalation"], names: (ids: readonly string[]) => string): string {
  const told = steps
    .filter(({ channelIds }) => channelIds.length > 0)
    .toSorted((a, b) => a.afterMinutes - b.afterMinutes)
    .map(({ afterMinutes, channelIds }) => `${names(channelIds)} after ${formatExactDuration(afterMinutes * 60)}`);
  return told.length === 0
    ? "Nobody else is told, however long nobody acknowledges."
    : `While nobody acknowledges, others are told too: ${told.join("; ")}.`;
}

function quietSentences(quiet: QuietHours | null): string[] {
  if (!quiet || quiet.severities.length === 0 || quiet.days.length === 0) return [];
  const { days, from, to, timeZone, severities } = quiet;
  return [
    `From ${from} to ${to} (${timeZone}), beginning on ${daysInWords(days)}, ${listInWords(severities)} alerts wait until ${to}; nothing is lost.`,
  ];
}

/** Quiet hours in a few words, for what is inherited: `22:00 to 07:00 on Monday to Friday, Europe/Berlin: info and warning`. */
export function quietInWords(quiet: QuietHours | null): string {
  if (!quiet || quiet.severities.length === 0) return "none";
  const { days, from, to, timeZone, severities } = quiet;
  return `${from} to ${to} on ${daysInWords(days)}, ${timeZone}: ${listInWords(severities)}`;
}

/** Escalation in a few words: `Boss after 15 min, Board after 1 h`. */
export function escalationInWords(steps: Settings["escalation"], channel: (id: string) => string): string {
  const words = steps.map(
    ({ afterMinutes, channelIds }) => `${listInWords(channelIds.map(channel))} after ${formatExactDuration(afterMinutes * 60)}`,
  );
  return words.join(", ") || "nobody";
}
