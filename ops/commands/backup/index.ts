import type { Command } from "commander";
import type { Done } from "../../exit";
import { listCommand } from "./list";
import { nowCommand } from "./now";
import { showCommand } from "./show";
import { statusCommand } from "./status";

export function backupCommand(program: Command, done: Done): void {
  const backup = program.command("backup").description("the backups of Postgres: make one, list them, whether they keep their schedule");
  nowCommand(backup, done);
  listCommand(backup, done);
  showCommand(backup, done);
  statusCommand(backup, done);
}
