/** What a run is called: what its runner wrote, else its number. */
export function benchmarkName({ id, description }: { id: number; description: string | null }): string {
  return description?.trim() || `Run ${id}`;
}
