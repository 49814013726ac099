/** One page of alerts as the API is asked for it, and the same as bare SQL: its conditions without and with those that are facets. */
export interface AlertRequest {
  name: string;
  path: string;
  /** Conditions on `alert a` that the facets count under. */
  base: string;
  /** Those that the list has besides. */
  facet: string;
  order: string;
}

const newest = "a.fired_at desc, a.id desc";
const worst = "case a.severity when 'critical' then 2 when 'warning' then 1 else 0 end desc, a.fired_at desc, a.id desc";
const request = (name: string, query: string, facet: string, { base = "true", order = newest } = {}): AlertRequest => ({
  name,
  path: `/api/v1/monitoring/alerts?facets=true&limit=50${query}`,
  base,
  facet,
  order,
});

/** What the page asks for in its views, filtered, searched and ordered. */
export const alertRequests: readonly AlertRequest[] = [
  request("firing", "&status=firing", "a.status = 'firing'"),
  request("waiting for somebody, worst first", "&status=firing&acknowledged=false&muted=false&sort=severity", waiting(), { order: worst }),
  request("firing, critical", "&status=firing&severity=critical", "a.status = 'firing' and a.severity = 'critical'"),
  request("resolved, of a source", "&status=resolved&source=partner", "a.status = 'resolved' and a.source = 'partner'"),
  request("all", "", "true"),
  request("all, critical, oldest first", "&severity=critical&sort=oldest", "a.severity = 'critical'", { order: "a.fired_at, a.id" }),
  request("a resource", "&resourceType=node_server&resourceId=77", "true", {
    base: "a.resource_type = 'node_server' and a.resource_id = '77'",
  }),
  request("a search", "&text=fra-77", "true", { base: "a.search @@ to_tsquery('simple', '''fra-77'':*')" }),
];

function waiting(): string {
  return "a.status = 'firing' and a.acknowledged_at is null and a.muted_by is null";
}

/** The page and its facets as somebody would write them by hand. */
export function bareSql({ base, facet, order }: AlertRequest): [page: string, facets: string] {
  return [
    `select a.*, r.name as rule_name, r.kind, u.email as assigned_email from alert a left join rule r on r.id = a.rule_id
     left join app_user u on u.id = a.assigned_to where a.status <> 'pending' and ${base} and ${facet} order by ${order} limit 51`,
    `select a.status, a.severity, a.source, a.acknowledged_at is not null, a.status = 'firing' and a.muted_by is not null, count(*)
     from alert a where a.status <> 'pending' and ${base} group by 1, 2, 3, 4, 5`,
  ];
}
