/** At most this many static checks at once: more only take each other's processor. */
const sideBySide = 2;

/** Runs the steps in order and goes on after failures. Resolves to one result per step. */
export async function runSteps(steps, context) {
  const results = [];
  for (let index = 0; index < steps.length; ) {
    const { group } = steps[index];
    const end = group ? steps.findIndex((step, at) => at > index && step.group !== group) : index + 1;
    const batch = steps.slice(index, end === -1 ? steps.length : end);
    results.push(...(group ? await runGroup(batch, context) : [await runStep(batch[0], context, results)]));
    index += batch.length;
  }
  return results;
}

async function runGroup(steps, context) {
  const waiting = [...steps.entries()];
  const results = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await runStep(next[1], context, []);
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return results;
}

async function runStep(step, context, before) {
  const missing = (step.needs ?? []).filter((name) => before.some((result) => result.name === name && result.failed > 0));
  if (missing.length > 0) {
    console.log(`✗ ${step.name}: not run, because ${missing.join(", ")} failed`);
    return { name: step.name, passed: 0, failed: 1, skipped: 0, seconds: 0 };
  }
  console.log(`▸ ${step.name} …`);
  const startedAt = performance.now();
  const { output, ...counts } = await step.run(context);
  const seconds = (performance.now() - startedAt) / 1000;
  if (output) console.log(output.trimEnd());
  console.log(`${counts.failed > 0 ? "✗" : "✓"} ${step.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds.toFixed(1)} s)`);
  return { name: step.name, ...counts, seconds };
}
