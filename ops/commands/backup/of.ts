import { Option } from "commander";
import { provable } from "../../backup/verifications";

/** Which of what a stack makes. */
export const ofOption = (): Option =>
  new Option("--of <what>", "backups or dumps of Postgres, or snapshots of Redis").choices(provable).default("backups");
