/** @returns the one word of `allowed` that is at most two letters away, and closer than any other */
export function closest(word: string, allowed: string[]): string | undefined {
  if (word.length > 40) return undefined;
  const [first, second] = allowed.map((other) => ({ other, distance: distance(word, other) })).sort((a, b) => a.distance - b.distance);
  return first && first.distance <= 2 && first.distance < (second?.distance ?? Infinity) ? first.other : undefined;
}

/** Letters to add, remove or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min((next[j] as number) + 1, (row[j + 1] as number) + 1, (row[j] as number) + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[b.length] as number;
}
