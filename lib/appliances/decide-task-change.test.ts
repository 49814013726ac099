import { expect, test } from "vitest";
import { decideTaskChange, type TaskState } from "#lib/appliances/decide-task-change";
import { TaskStatus } from "#lib/appliances/schema";
import { fromNoon, noon } from "#lib/core/testing/instants";

function stored(status: TaskStatus): TaskState {
  const isOver = status === "completed" || status === "failed";
  return {
    id: "t1",
    kind: "backup",
    name: "Nightly",
    status,
    progressPercent: status === "completed" ? 100 : 40,
    message: "",
    startedAt: status === "pending" ? null : fromNoon({ minutes: -10 }),
    endedAt: isOver ? fromNoon({ minutes: -1 }) : null,
  };
}

const outcomes = {
  pending: { pending: "unchanged", running: "changed", completed: "changed", failed: "changed" },
  running: { pending: "outdated", running: "unchanged", completed: "changed", failed: "changed" },
  completed: { pending: "outdated", running: "outdated", completed: "unchanged", failed: "outdated" },
  failed: { pending: "outdated", running: "outdated", completed: "outdated", failed: "unchanged" },
} as const;
const cases = TaskStatus.options.flatMap((from) => TaskStatus.options.map((to) => [from, to, outcomes[from][to]] as const));

test.each(cases)("%s told %s: %s", (from, to, outcome) => {
  const before = stored(from);
  const decided = decideTaskChange(before, { id: "t1", status: to }, noon);
  expect(decided.outcome).toBe(outcome);
  if (outcome === "changed") expect(decided.task.status).toBe(to);
  else expect(decided.task).toEqual(before);
});

test("what a change leaves out stays; the ends are ours where the appliance names none", () => {
  const { task, outcome } = decideTaskChange(undefined, { id: "t1", status: "running", name: "Nightly" }, noon);
  expect({ outcome, task }).toEqual({
    outcome: "created",
    task: {
      id: "t1",
      kind: "task",
      name: "Nightly",
      status: "running",
      progressPercent: null,
      message: "",
      startedAt: noon,
      endedAt: null,
    },
  });
  const ended = decideTaskChange(task, { id: "t1", status: "failed", message: "no tape" }, fromNoon({ minutes: 5 })).task;
  expect(ended).toMatchObject({ name: "Nightly", startedAt: noon, endedAt: fromNoon({ minutes: 5 }), message: "no tape" });
});

test("progress is a change, and completed is all of it", () => {
  const running = stored("running");
  expect(decideTaskChange(running, { id: "t1", status: "running", progressPercent: 55 }, noon)).toMatchObject({
    outcome: "changed",
    task: { progressPercent: 55 },
  });
  expect(decideTaskChange(running, { id: "t1", status: "completed", progressPercent: 99 }, noon).task.progressPercent).toBe(100);
});

test("a finished task told the same end with other words stays as it was", () => {
  expect(decideTaskChange(stored("failed"), { id: "t1", status: "failed", message: "another" }, noon)).toMatchObject({
    outcome: "outdated",
    task: { message: "" },
  });
});
