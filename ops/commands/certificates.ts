import type { Command } from "commander";
import { presentEngine } from "../engine";
import { exit, type Done } from "../exit";
import { stackOption } from "../options";
import { Stack } from "../stack";
import { table, wantsColours, type Cell } from "../table";

interface CertificatesOptions {
  stack: string;
  authority?: true;
  json?: true;
}

const day = 86_400_000;
/** Days left from which on a line is yellow. */
const soon = 30;

export function certificatesCommand(program: Command, done: Done): void {
  program
    .command("certificates")
    .description("what the stack's own authority has issued, and until when it holds")
    .addOption(stackOption())
    .option("--authority", "print the authority's certificate (PEM), for clients to trust")
    .option("-j, --json", "as JSON")
    .action(async (options: CertificatesOptions) => done(await certificates(options)));
}

async function certificates({ stack, authority, json }: CertificatesOptions): Promise<number> {
  const issued = await new Stack(stack, await presentEngine()).certificates();
  if (authority) process.stdout.write(issued.authority);
  else
    console.log(
      json
        ? JSON.stringify(issued.notAfter, undefined, 2)
        : expiryText(issued.notAfter, Date.now(), wantsColours(process.stdout, process.env)),
    );
  return Object.values(issued.notAfter).some((end) => Date.parse(end) <= Date.now()) ? exit.failed : exit.done;
}

/** @param now milliseconds since 1970 */
export function expiryText(notAfter: Record<string, string>, now: number, colours: boolean): string {
  const rows = Object.entries(notAfter)
    .sort(([, a], [, b]) => Date.parse(a) - Date.parse(b))
    .map(([name, end]): Cell[] => {
      const left = Math.floor((Date.parse(end) - now) / day);
      const colour = left < 0 ? "red" : left < soon ? "yellow" : "green";
      return [name, { text: left < 0 ? "ended" : String(left), colour }, end];
    });
  return table(["CERTIFICATE", "DAYS LEFT", "ENDS"], rows, colours);
}
