import { isDeepStrictEqual } from "node:util";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { checkParams } from "./check-rule.ts";
import { conditionOf } from "./condition-registry.ts";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { readRuleViews } from "./internal/rule-view.ts";
import { changeRule, insertRule } from "./internal/store-rule.ts";
import { readRuleFile } from "./read-rule-file.ts";
import { ruleWords } from "./rule-words.ts";
import { ImportRulesInput, type Rule, type RuleFields, type RuleFileProblem, RuleImport } from "./schema.ts";

const fields = ["name", "kind", "severity", "forSeconds", "clearSeconds", "reopenSeconds", "noData", "runbook", "isEnabled"] as const;

interface Planned {
  line: number;
  wanted: RuleFields;
  /** That the file gives it. */
  id: string | undefined;
  /** The stored rule of this id or, without one, of this name; undefined for a new one. */
  stored: Rule | undefined;
  changes: string[];
}

/**
 * Reads rules as YAML and, unless it is a dry run, writes them: all or none. A rule of an id or a name that exists is changed,
 * another one made; rules that the file does not name stay as they are. A dry run tells about a wrong file in its answer.
 * @throws DomainError unprocessable when a problem is in the file; `errors` has line and path of each
 */
export const importRules = operation(
  {
    name: "importRules",
    summary: "Import rules from YAML, or only check them",
    policy: "monitoring:write",
    input: ImportRulesInput,
    output: RuleImport,
  },
  async (ctx, { yaml, dryRun }) => {
    const file = readRuleFile(yaml);
    if (dryRun) {
      const { planned, problems } = await plan(ctx.db, file);
      return viewOf(planned, problems, true);
    }
    return transaction(ctx.db, async (tx) => {
      // Imports go one at a time, so that of two with the same file the second finds the first's rules.
      await lockAlerts(tx);
      const { planned, problems } = await plan(tx, file);
      if (problems.length > 0) throw refused(problems);
      for (const { stored, wanted, id, changes } of planned) {
        if (!stored) await insertRule(tx, ctx, wanted, id);
        else if (changes.length > 0) await changeRule(tx, ctx, stored.id, wanted);
      }
      return viewOf(planned, [], false);
    });
  },
);

async function plan(reader: Pick<SqlTransaction, "rows">, file: ReturnType<typeof readRuleFile>) {
  const names = file.rules.map((rule) => rule.fields.name);
  const ids = file.rules.flatMap(({ id }) => id ?? []);
  const found = await readRuleViews(reader, sql`where r.name = any(${names}::text[]) or r.id = any(${ids}::uuid[])`);
  const byId = new Map(found.map((rule) => [rule.id, rule]));
  // A rule that the file names by its id is nobody else's by its name.
  const byName = Map.groupBy(
    found.filter(({ id }) => !ids.includes(id)),
    ({ name }) => name,
  );
  const storedAs = ({ id, fields: { name } }: (typeof file.rules)[number]) =>
    id === undefined ? (byName.get(name) ?? []) : [byId.get(id)].filter((rule) => rule !== undefined);
  const planned = file.rules.map((rule): Planned => {
    const { fields: wanted, id, line } = rule;
    const [stored] = storedAs(rule);
    return { line, wanted, id, stored, changes: stored ? changesOf(stored, wanted) : [] };
  });
  const ambiguous = file.rules.flatMap((rule, index): RuleFileProblem[] => {
    const count = storedAs(rule).length;
    if (count < 2) return [];
    return [
      {
        line: rule.line,
        path: `rules.${index}.name`,
        code: "ambiguous",
        detail: `There are ${count} rules of this name: say which one by its id, or give them names of their own first`,
      },
    ];
  });
  return { planned, problems: [...file.problems, ...ambiguous] };
}

function changesOf(stored: Rule, wanted: RuleFields): string[] {
  const other = fields.filter((field) => stored[field] !== wanted[field]);
  // What is stored may leave out what its kind fills in.
  const stands = conditionOf(stored.kind)?.params.safeParse(stored.params);
  const isSame = stands?.success && isDeepStrictEqual(stands.data, checkParams(wanted.kind, wanted.params));
  return [...other, ...(isSame ? [] : ["params"])];
}

function viewOf(planned: readonly Planned[], problems: RuleFileProblem[], dryRun: boolean): RuleImport {
  const rules = planned.map(({ line, wanted, stored, changes }) => ({
    line,
    name: wanted.name,
    action: stored ? (changes.length > 0 ? ("update" as const) : ("keep" as const)) : ("create" as const),
    changes,
    words: ruleWords(wanted),
  }));
  const count = (action: string) => rules.filter((rule) => rule.action === action).length;
  return { dryRun, created: count("create"), updated: count("update"), unchanged: count("keep"), rules, problems };
}

function refused(problems: readonly RuleFileProblem[]): DomainError {
  const many = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new DomainError("unprocessable", `Nothing was imported: ${many} in the file`, {
    errors: problems.map(({ line, path, code, detail }) => ({ path, code, detail: `Line ${line}: ${detail}` })),
  });
}
