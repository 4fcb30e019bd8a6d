import { withLock } from "../../toolchain/lock";
import { CommandError } from "../exit";

/**
 * Works while no other process of this machine does with the same lock. One that is left of a process that has ended counts for nothing.
 * @param what they do, as in `restore or rollback`
 * @throws CommandError when another one has it
 */
export function holding<T>(lock: string, what: string, work: () => Promise<T>): Promise<T> {
  const refuse = (holder: number): never => {
    throw new CommandError(
      `another ${what} is under way (process ${holder}): nothing was changed\nFix: wait for it; if it is none, remove ${lock}`,
    );
  };
  return withLock(lock, refuse, work);
}
