import { ToolchainError } from "./types";

/** Why a source has not got what was asked for. */
export class Unavailable {
  constructor(readonly reason: string) {}
}

/** One place a part may come from. */
export interface Source<T> {
  what: string;
  get: () => Promise<T | Unavailable>;
}

/** Asks the sources in their order of preference; those after the first that answers are not asked. */
export async function ask<T>(sources: Source<T>[]): Promise<{ answer?: T; tried: string[] }> {
  const tried: string[] = [];
  for (const { what, get } of sources) {
    const answer = await get();
    if (!(answer instanceof Unavailable)) return { answer, tried };
    tried.push(`${what}: ${answer.reason}`);
  }
  return { tried };
}

/** @throws ToolchainError with every source's reason when none answers */
export async function firstOf<T>(part: string, sources: Source<T>[], fix: string): Promise<T> {
  const { answer, tried } = await ask(sources);
  if (answer === undefined) throw new ToolchainError(`${part}: not to be had on this machine`, tried, fix);
  return answer;
}
