import type { Fault } from "../fault";
import { interruptedRestores } from "./interrupted";
import { placedRestores } from "./places";
import { damagedRestores } from "./repository";
import { requestFaults } from "./requests";
import { serverFaults } from "./server";

/** All of restores; docs/faults.md is compared with this list. */
export const restoreFaults: Fault[] = [...requestFaults, ...damagedRestores, ...placedRestores, ...interruptedRestores, ...serverFaults];
