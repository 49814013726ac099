/** Prints one line per step and, last, the sum. Returns the exit code. */
export function report(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log("");
  for (const { name, passed, failed, skipped, seconds } of results) {
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed${skipped ? ` ${skipped} skipped` : ""}`;
    console.log(`${failed > 0 ? "✗" : "✓"} ${name.padEnd(8)} ${counts}  ${seconds.toFixed(1)} s`);
  }
  const skipped = sum("skipped");
  console.log(`${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return sum("failed") > 0 || sum("passed") === 0 ? 1 : 0;
}
