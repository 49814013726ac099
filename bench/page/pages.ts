/**
 * A page to weigh. `ready` names what people come for: the chart, the rows. The page can be used once it is drawn and
 * React has taken it over.
 */
export interface WeighedPage {
  path: string;
  as: "nobody" | "user" | "admin";
  hasChart: boolean;
  ready: string;
}

const chart = "main [data-chart] g path";

export const pages: readonly WeighedPage[] = [
  { path: "/sign-in", as: "nobody", hasChart: false, ready: "form button[type=submit]:not([disabled])" },
  { path: "/my", as: "user", hasChart: true, ready: chart },
  { path: "/my/usage", as: "user", hasChart: true, ready: chart },
  { path: "/my/nodes", as: "user", hasChart: true, ready: "main a[href^='/my/nodes/']" },
  { path: "/admin", as: "admin", hasChart: true, ready: chart },
  { path: "/admin/servers", as: "admin", hasChart: false, ready: "main a[href^='/admin/servers/']" },
  { path: "/admin/users", as: "admin", hasChart: false, ready: "main table tbody tr" },
  { path: "/admin/usage", as: "admin", hasChart: true, ready: chart },
];
