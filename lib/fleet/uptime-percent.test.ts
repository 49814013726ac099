import { expect, test } from "vitest";
import { uptimePercent } from "#lib/fleet/uptime-percent";

const span = (onlineS: number, offlineS: number, maintenanceS = 0) => ({ onlineS, offlineS, maintenanceS });

test.each([
  { name: "nothing known", spans: [], percent: null },
  { name: "only maintenance", spans: [span(0, 0, 3600)], percent: null },
  { name: "always online", spans: [span(3600, 0), span(3600, 0)], percent: 100 },
  { name: "never online", spans: [span(0, 3600)], percent: 0 },
  { name: "half", spans: [span(3600, 0), span(0, 3600)], percent: 50 },
  { name: "maintenance counts neither way", spans: [span(1800, 0, 1800)], percent: 100 },
  { name: "one second in 90 days is not 100 %", spans: [span(7_775_999, 1)], percent: 99.999 },
  { name: "one second in 90 days is not 0 %", spans: [span(1, 7_775_999)], percent: 0.001 },
  { name: "three places", spans: [span(2, 1)], percent: 66.667 },
])("$name", ({ spans, percent }) => expect(uptimePercent(spans)).toBe(percent));
