import type { BackupType } from "../../components/backup/schedules";
import type { StackOutputs } from "../../outputs";
import { isGenuine } from "../../services/drill/src/evidence/signature";
import type { Evidence } from "../../services/drill/src/evidence/evidence";
import { backupsIn, listBackups, type BackupEntry } from "../support/backups";
import { calendar, type Happening } from "./calendar";
import { Clock } from "./clock";
import { expectKept, expectMade, same, type Repository } from "./expected";
import { due, type Kept } from "./kept";
import { chance } from "./random";
import type { Site } from "./site";

export interface Plan {
  /** To be simulated. */
  days: number;
  seed: string;
  schedules: { full: string; differential: string; incremental: string; verification: string };
  kept: Kept;
}

export interface Report {
  made: Record<BackupType, number>;
  kept: number;
  removed: number;
  /** Passed verifications by the schedule, those that were left out, and those of every backup at the end. */
  verified: number;
  leftOut: number;
  verifiedAtTheEnd: number;
  seconds: number;
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** Of jobs that are late, and of verifications that do not take place. */
const [lateSeconds, leftOutOf] = [20, 6];

/** Days of a stack's schedules, under a write load, one after the other on a clock that is moved; every job is looked at. */
export class Simulation {
  private readonly clock: Clock;
  private readonly started = Date.now();
  private publicKey!: string;
  private backups: BackupEntry[] = [];
  /** Whether the newest backup's last verification has passed. */
  private passed = false;
  /** The first verification before which something is due is left out: the next job must remove nothing. */
  private heldBack = false;
  private readonly report: Report = {
    made: { full: 0, differential: 0, incremental: 0 },
    ...{ kept: 0, removed: 0, verified: 0, leftOut: 0, verifiedAtTheEnd: 0, seconds: 0 },
  };

  constructor(
    private readonly site: Site,
    private readonly plan: Plan,
    private readonly progress: (line: string) => void,
  ) {
    this.clock = new Clock(site);
  }

  /** @throws Error at the first thing that is not as it should be */
  async run(): Promise<Report> {
    const { days, schedules, kept, seed } = this.plan;
    const { verification, ...backups } = schedules;
    const retention = { retentionDays: kept.days, retentionFullBackups: kept.fullBackups };
    await this.site.open({ backup: { schedules: backups, ...retention, verification: { schedule: verification } } });
    const { recovery } = await this.site.stack.outputs<StackOutputs>();
    const { backups: jobs, verification: verified } = recovery["postgres"]!;
    this.publicKey = verified!.publicKey;
    await this.clock.install();
    await this.writeLoad();

    const from = Math.ceil(Date.now() / day) * day + hour;
    for (const happening of calendar({ backups: jobs!.jobs, verification: verified! }, from, from + days * day)) {
      await this.clock.moveTo(happening.at + Math.floor(chance(seed, `late ${happening.at}`) * lateSeconds) * 1000);
      if (happening.type) await this.backUp({ ...happening, type: happening.type });
      else await this.verifyNewest(happening);
    }
    await this.verifyAll(verified!.service);
    return { ...this.report, kept: this.backups.length, seconds: Math.round((Date.now() - this.started) / 1000) };
  }

  private async backUp({ at, service, type }: Happening & { type: BackupType }): Promise<void> {
    const before = this.backups;
    const gone = this.passed ? due(before, this.plan.kept) : [];
    const { code, output } = await this.site.run(service, `drill backup ${type}`, this.clock.variables);
    if (code !== 0) throw new Error(`${type} backup of ${new Date(at).toISOString()} ended with ${code}: ${output}`);
    const repository = await this.look();
    const made = expectMade(type, at, before, gone, repository.backups);
    expectKept(repository, this.report.removed + gone.length > 0);
    this.backups = repository.backups;
    this.passed = false;
    this.report.made[type]++;
    this.report.removed += gone.length;
    this.progress(`${iso(at)}  ${type} ${made.label}${gone.length > 0 ? `, removed ${gone.join(" ")}` : ""}`);
  }

  private async verifyNewest({ at, service }: Happening): Promise<void> {
    const somethingIsDue = due(this.backups, this.plan.kept).length > 0;
    if ((somethingIsDue && !this.heldBack) || chance(this.plan.seed, `left out ${at}`) < 1 / leftOutOf) {
      this.heldBack ||= somethingIsDue;
      this.report.leftOut++;
      this.progress(`${iso(at)}  no verification`);
      return;
    }
    const told = await this.verify(service, `--seed ${chance(this.plan.seed, `verify ${at}`)}`, this.backups.at(-1)!.label);
    this.passed = true;
    this.report.verified++;
    this.progress(`${iso(at)}  ${told}`);
  }

  /** Every backup that is left can be restored, and the stack's own commands say the same of it as was seen here. */
  private async verifyAll(service: string): Promise<void> {
    for (const { label } of this.backups) {
      this.progress(`at the end  ${await this.verify(service, `--seed ${chance(this.plan.seed, label)} --label ${label}`, label)}`);
      this.report.verifiedAtTheEnd++;
    }
    const { stdout: listed } = await this.site.stack.ballast("backup", "list", "--json");
    const { intact, windows } = JSON.parse(listed) as { intact: number; windows: { from: string }[] };
    const from = new Date(this.backups[0]!.timestamp.stop * 1000).toISOString();
    same("intact backups, and where the recovery window begins", [intact, windows[0]?.from], [this.backups.length, from]);
    const evidence = await this.site.stack.ballast("backup", "evidence", "--json", "--count", "366");
    const { evidence: found } = JSON.parse(evidence.stdout) as { evidence: { genuine: boolean; outcome: string }[] };
    const passes = found.filter(({ genuine, outcome }) => genuine && outcome === "pass").length;
    same("genuine evidence of a pass", passes, this.report.verified + this.report.verifiedAtTheEnd);
  }

  /** @returns what it says first @throws Error unless it passes and its evidence is genuine */
  private async verify(service: string, words: string, label: string): Promise<string> {
    const script = `drill verify ${words}; code=$?; drill evidence --newest 1 | head -n 1; exit $code`;
    const { code, output } = await this.site.run(service, script, this.clock.variables);
    const lines = output.split("\n");
    const left = lines.findIndex((line) => line.startsWith('{"file"'));
    if (code !== 0) throw new Error(`verification of ${label} ended with ${code}: ${lines.slice(0, left).join("\n")}`);
    const { text } = JSON.parse(lines[left]!) as { text: string };
    const evidence = JSON.parse(text) as Evidence & { signature: string };
    same(`evidence of ${label}`, [evidence.backup, evidence.outcome, isGenuine(evidence, this.publicKey)], [label, "pass", true]);
    return /PASS.*/.exec(output)![0];
  }

  private async look(): Promise<Repository> {
    const names = async (folder: string) =>
      (await this.site.inside(`ls ${folder} | grep -E '^[0-9]{8}-' || true`)).split("\n").filter(Boolean).sort();
    const info = await this.site.inside(listBackups);
    const [{ archive }] = JSON.parse(info) as [{ archive: { min: string }[] }];
    return {
      backups: backupsIn(info),
      folders: await names("/repository/backup/main"),
      descriptions: await names("/repository/ballast"),
      oldestWal: archive.at(-1)!.min,
    };
  }

  /** By the machine's clock: it is no part of the stack. */
  private async writeLoad(): Promise<void> {
    const pgbench = "env --unset=LD_PRELOAD pgbench --quiet";
    await this.site.inside(`${pgbench} --initialize notes 2>&1`);
    await this.site.inside(`nohup ${pgbench.replace(" --quiet", "")} --client=2 --rate=10 --time=86400 notes </dev/null >/dev/null 2>&1 &`);
  }
}

const iso = (time: number): string => new Date(time).toISOString().slice(0, 16);
