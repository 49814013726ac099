"use client";
import type { ReactNode } from "react";
import { createRouteRequest, updateRouteRequest } from "#lib/alerting/client";
import { type RouteView, routeDefaults } from "#lib/alerting/schema";
import type { AlertChannel } from "#lib/notifications/schema";
import { listInWords } from "#lib/universal/list-in-words";
import { useTimeZone } from "../providers/time-zone.tsx";
import { MatchPreview } from "../silences/match-preview.tsx";
import { MatcherFields } from "../silences/matcher-fields.tsx";
import { filledMatchers } from "../silences/matcher-values.ts";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { CheckField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { ChannelChecks } from "./channel-checks.tsx";
import { EscalationFields } from "./escalation-fields.tsx";
import { InheritedChoice } from "./inherited-choice.tsx";
import { QuietHoursFields } from "./quiet-hours-fields.tsx";
import { RoutePlaceFields } from "./route-place-fields.tsx";
import { RouteSentences } from "./route-sentences.tsx";
import { RouteTimeFields } from "./route-time-fields.tsx";
import { routeBody, routeValues, type Whose } from "./route-values.ts";
import { escalationInWords, quietInWords, routeWords } from "./route-words.ts";

interface RouteFormProps {
  /** Undefined: a new one. */
  route: RouteView | undefined;
  routes: readonly RouteView[];
  channels: readonly AlertChannel[];
  onCancel: () => void;
  onSaved: (route: RouteView) => void;
  /** Stands before the other buttons. */
  destroy: ReactNode;
}

/** Everything that a route is: what it takes, whom it tells and when, who comes next; what is inherited says what that is. */
export function RouteForm({ route, routes, channels, onCancel, onSaved, destroy }: RouteFormProps) {
  const { zone } = useTimeZone();
  const initial = routeValues(route, routes, zone);
  const { form, isSending, generalError, onSubmit } = useServerForm(
    initial,
    (values) =>
      route ? updateRouteRequest(route.id, routeBody(values, initial, false)) : createRouteRequest(routeBody(values, initial, true)),
    onSaved,
  );
  const { values, errorAt } = form;
  const isRoot = route?.parentId === null;
  const parent = isRoot ? undefined : routes.find(({ id }) => id === values.parentId);
  const above = parent?.effective ?? routeDefaults;
  const channel = (id: string) => nameOf(channels.find((one) => one.id === id));
  const set =
    <K extends keyof typeof values & string>(name: K) =>
    (value: (typeof values)[K]) =>
      form.setFieldValue(name, value);
  const inherit = { value: "inherited" as const, label: isRoot ? "The default" : `As ${parent?.name ?? "its parent"}` };
  const own: { value: Whose; label: string } = { value: "own", label: "Its own" };
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <RouteSentences sentences={routeWords(values, above, { channel, parent: isRoot ? undefined : (parent?.name ?? "its parent") })} />
        <TextField label="Name" required autoComplete="off" {...form.getInputProps("name")} />
        {!isRoot && (
          <>
            <RoutePlaceFields form={form} routes={routes} own={route?.id} />
            <MatcherFields value={values.matchers} onChange={set("matchers")} errorAt={errorAt} mayBeNone />
            {filledMatchers(values.matchers).length > 0 && (
              <MatchPreview matchers={values.matchers} does="match these conditions" noneTone="info" />
            )}
            <CheckField
              label="Go on"
              hint="Routes that are asked later get the same alerts too"
              {...form.getInputProps("isContinued", { type: "checkbox" })}
            />
          </>
        )}
        <InheritedChoice
          legend="Tells"
          error={errorAt("channelIds")}
          options={isRoot ? [own] : [inherit, own]}
          value={values.channelsAre}
          onChange={set("channelsAre")}
          inherited={listInWords(above.channelIds.map(channel)) || "nobody"}
        >
          <ChannelChecks channels={channels} name="channelIds" value={values.channelIds} onChange={set("channelIds")} />
        </InheritedChoice>
        <InheritedChoice
          legend="One message for alerts with the same"
          options={[inherit, own]}
          value={values.groupingIs}
          onChange={set("groupingIs")}
          inherited={listInWords(above.groupBy) || "route: all of its alerts are one message"}
        >
          <TextField
            label="Labels"
            autoComplete="off"
            hint="With commas between them, such as rule, source, country; none: all of its alerts are one message"
            {...form.getInputProps("groupBy")}
          />
        </InheritedChoice>
        <RouteTimeFields form={form} above={above} word={isRoot ? "Default" : "Inherited"} />
        <InheritedChoice
          legend="While nobody acknowledges"
          error={errorAt("escalation")}
          options={isRoot ? [own] : [inherit, own]}
          value={values.escalationIs}
          onChange={set("escalationIs")}
          inherited={escalationInWords(above.escalation, channel)}
        >
          <EscalationFields channels={channels} value={values.escalation} onChange={set("escalation")} errorAt={errorAt} />
        </InheritedChoice>
        <InheritedChoice
          legend="Quiet hours"
          options={[...(isRoot ? [] : [inherit]), { value: "none", label: "None" }, own]}
          value={values.quietHoursAre}
          onChange={set("quietHoursAre")}
          inherited={quietInWords(above.quietHours)}
        >
          <QuietHoursFields value={values.quietHours} onChange={set("quietHours")} errorAt={errorAt} />
        </InheritedChoice>
        <ModalFooter>
          {destroy}
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {route ? "Save route" : "Create route"}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}

/** One that is switched off says so: it would be told nothing. */
function nameOf(channel: AlertChannel | undefined): string {
  if (!channel) return "a channel that was deleted";
  return channel.isEnabled ? channel.name : `${channel.name} (switched off)`;
}
