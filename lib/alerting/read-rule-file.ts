import { isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument, type Document as YamlDocument } from "yaml";
import { z } from "zod";
import { DomainError } from "#lib/core/errors";
import { Id } from "#lib/universal/identifiers";
import { checkParams } from "./check-rule.ts";
import { RuleFields, type RuleFileProblem } from "./schema.ts";

/** As many as an installation is made for. */
const maxRules = 2_000;
/** `id` tells rules of one name apart; most files need none. */
const FileRule = RuleFields.extend({ id: Id.optional() });
const RuleFile = z.strictObject({ rules: z.array(FileRule).max(maxRules, `at most ${maxRules} rules in a file`) });
type Path = readonly PropertyKey[];

/** What a file says: its rules when nothing is wrong with it, else everything that is. */
export interface RuleFileContent {
  rules: { fields: RuleFields; id: string | undefined; line: number }[];
  problems: RuleFileProblem[];
}

/** Reads rules as YAML, checked like rules by API: unknown keys, kinds and parameters are problems, each with its line. */
export function readRuleFile(yaml: string): RuleFileContent {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const [broken] = document.errors;
  if (broken) return none([{ line: lineOf(broken.pos[0]), path: "", code: "yaml", detail: broken.message }]);
  let content: unknown;
  try {
    // Rules need no anchors, and a small file of them can mean an endless one.
    content = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return none([{ line: 1, path: "", code: "yaml", detail: error instanceof Error ? error.message : "cannot be read" }]);
  }
  const at = (path: Path) => lineOf(offsetOf(document, path));
  const problem = (path: Path, code: string, detail: string): RuleFileProblem => ({
    line: at(path),
    path: path.map(String).join("."),
    code,
    detail,
  });
  const parsed = RuleFile.safeParse(content);
  if (!parsed.success)
    return none(
      parsed.error.issues.flatMap((issue) =>
        issue.code === "unrecognized_keys"
          ? issue.keys.map((key) => problem([...issue.path, key], "unknown", `There is no ${key} here`))
          : [problem(issue.path, issue.code, issue.message)],
      ),
    );
  const rules = parsed.data.rules.map(({ id, ...fields }, index) => ({ fields, id, line: at(["rules", index]) }));
  const byName = Map.groupBy(rules, ({ fields }) => fields.name);
  const byId = Map.groupBy(rules, ({ id }) => id);
  const problems = rules.flatMap((rule, index) => {
    const { fields, id } = rule;
    const [named = rule] = byName.get(fields.name) ?? [];
    const [same = rule] = id === undefined ? [] : (byId.get(id) ?? []);
    const isTwin = named !== rule && (id === undefined || named.id === undefined);
    return [
      ...paramProblems(fields).map(({ path, code, detail }) => problem(["rules", index, ...path], code, detail)),
      ...(isTwin ? [problem(["rules", index, "name"], "repeated", `The rule on line ${named.line} has the same name`)] : []),
      ...(same === rule ? [] : [problem(["rules", index, "id"], "repeated", `The rule on line ${same.line} has the same id`)]),
    ];
  });
  return problems.length > 0 ? none(problems) : { rules, problems };
}

function none(problems: RuleFileProblem[]): RuleFileContent {
  return { rules: [], problems };
}

function paramProblems({ kind, params }: RuleFields): { path: string[]; code: string; detail: string }[] {
  try {
    checkParams(kind, params);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return (error.errors ?? []).map(({ path, code, detail }) => ({ path: path.split("."), code, detail }));
  }
}

/** Where a path stands in the text: its key, its value, or the nearest thing above that exists. */
function offsetOf(document: YamlDocument, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const found = keyOf(parent, path[length - 1]) ?? document.getIn(path.slice(0, length), true);
    if (isNode(found) && found.range) return found.range[0];
  }
  return 0;
}

function keyOf(parent: unknown, name: PropertyKey | undefined): Node | undefined {
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(name));
  return isNode(pair?.key) ? pair.key : undefined;
}
