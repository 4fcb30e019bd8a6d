import type { Engine, Repository } from "../engine/engine";
import { CommandFailed } from "../run";

/** @returns whether this program can write into the repository: it must not */
export async function canWrite(engine: Engine, repository: Repository): Promise<boolean> {
  try {
    await engine.put("ballast/write-probe", "no verification may write here", repository);
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}
