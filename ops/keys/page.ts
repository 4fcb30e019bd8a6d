import versions from "../../images/versions.json";
import { checkWord } from "./check-word";
import { restoreCommands, settingsText } from "./settings";
import { checked, continued, linesOf, type Archive, type Line, type Sheet } from "./sheet";

/** The sheet as it is printed: at most 80 columns, visible ASCII. @throws CommandError as `linesOf` does */
export function pageOf(sheet: Sheet): string {
  const { project, stack, exported, archives } = sheet;
  return [
    "RECOVERY SHEET                          SECRET: keep it on paper, and elsewhere",
    `stack ${stack} of ${project}, exported ${exported}`,
    "",
    "This sheet and a copy of the repository are enough to restore the data, on any",
    "machine, without Pulumi's state. Without its keys nobody can read the backups.",
    "Export a sheet after every rotation, and keep the old one for as long as there",
    "are backups that were made with its keys.",
    "",
    " NN  FIELD        VALUE                                                    CHECK",
    ...rowsOf(linesOf(sheet)),
    "",
    "HOW TO TYPE IT",
    "Only the numbered lines. Under a key stands what each character is: A is a",
    "capital letter, a is a small letter, # is a digit, * is another sign. So O above",
    "A is the letter, and 0 above # is zero; I, l and 1 are told apart in the same",
    "way. Spaces, empty lines and line breaks do not count, nor does the case of",
    "fields and check words; in these O is 0, and I and L are 1. A line with + goes",
    "on with the value before it. A check word is CRC-24 (RFC 9580) of `number field",
    "value`, in Crockford's base 32: it finds every wrong character, and any two",
    "neighbours that changed places.",
    "   ./ballast keys check sheet.txt          says which line has a mistake",
    ...archives.flatMap(stepsOf),
  ]
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

function rowsOf(lines: Line[]): string[] {
  let field = "";
  return lines.flatMap((line, index) => {
    if (line.field !== continued) field = line.field;
    const isKey = field === "value";
    const shown = isKey ? grouped(line.value) : line.value;
    const row = ` ${String(index + 1).padStart(2, "0")}  ${line.field.padEnd(11)}  ${shown.padEnd(55)}  ${checkWord(checked(index + 1, line))}`;
    return isKey ? [row, `${" ".repeat(18)}${grouped(kindsOf(line.value))}`] : [row];
  });
}

const grouped = (text: string): string => text.replaceAll(/.{4}(?=.)/g, "$& ");

const kindsOf = (text: string): string =>
  text.replaceAll(/./g, (character) => {
    if (/[A-Z]/.test(character)) return "A";
    if (/[a-z]/.test(character)) return "a";
    return /[0-9]/.test(character) ? "#" : "*";
  });

function stepsOf(archive: Archive): string[] {
  const { POSTGRES_VERSION: postgres, PGBACKREST_VERSION: pgbackrest } = versions.postgres;
  return [
    "",
    `HOW TO RESTORE ${archive.store.toUpperCase()}`,
    `With PostgreSQL ${postgres}, pgBackRest ${pgbackrest} or newer, as user postgres, on a machine`,
    "of its own: nothing of the stack is needed, and nothing of it is changed.",
    "a) Get a copy of the repository, and have it at /repository.",
    "b) Write /etc/pgbackrest/pgbackrest.conf, for postgres alone. With ballast:",
    "   ./ballast keys settings sheet.txt --output /etc/pgbackrest/pgbackrest.conf",
    "   Without it, with the value of the key in one word:",
    ...settingsText(archive, `<value of ${archive.key}>`)
      .trimEnd()
      .split("\n")
      .map((line) => `   ${line}`),
    "c) See which backups there are, restore the newest, and start it by itself:",
    ...restoreCommands(archive).map((line) => `   ${line}`),
    "   The last answer is f when all is there. Another backup: restore --set=LABEL.",
    "   A moment: restore --type=time --target='2026-01-31 12:00:00+00'",
    "   --target-action=promote. A server that refuses its settings names them, and",
    "   the values it needs: pg_ctl -o '-c max_connections=200'.",
  ];
}
