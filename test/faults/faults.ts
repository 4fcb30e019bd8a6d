import type { Fault } from "./fault";
import { placeFaults } from "./places";
import { fileFaults, wholeFaults } from "./repository";
import { backupFaults } from "./backups";
import { restoreFaults } from "./restore/faults";
import { runFaults } from "./runs";

/** All of them; docs/faults.md is compared with this list. */
export const faults: Fault[] = [...fileFaults, ...wholeFaults, ...placeFaults, ...runFaults, ...backupFaults];

/** These, and those of restores. */
export const allFaults: Fault[] = [...faults, ...restoreFaults];
