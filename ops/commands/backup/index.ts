import type { Command } from "commander";
import type { Done } from "../../exit";
import { evidenceCommand } from "./evidence";
import { listCommand } from "./list";
import { nowCommand } from "./now";
import { showCommand } from "./show";
import { statusCommand } from "./status";
import { verifyCommand } from "./verify";

export function backupCommand(program: Command, done: Done): void {
  const backup = program
    .command("backup")
    .description("the backups of Postgres, its dumps, and snapshots of Redis: make one, list them, restore one to prove it");
  nowCommand(backup, done);
  listCommand(backup, done);
  showCommand(backup, done);
  statusCommand(backup, done);
  verifyCommand(backup, done);
  evidenceCommand(backup, done);
}
