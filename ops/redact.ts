import { z } from "zod";

const diagnostic = z.looseObject({ diagnosticEvent: z.looseObject({ severity: z.string(), message: z.string() }) });

/** What follows it are values as they are, secrets among them (pulumi/pulumi pkg/resource/deploy/plan.go, `MakeError`). */
const violation = "violates plan: properties changed";
const notShown = `${violation} (not shown: Pulumi prints secrets here)`;

/**
 * Takes out of Pulumi's output, line by line, what can hold a secret in plain text: debug messages among JSON events, and the values with
 * which it explains that a plan was violated. As these may have several lines, nothing that follows in plain text is shown either.
 * @returns a function that gives the line to show, or undefined for none
 */
export function redaction(): (line: string) => string | undefined {
  let violated = false;
  return (line) => {
    if (line.startsWith("{") && line.includes('"diagnosticEvent"')) return withoutSecrets(line);
    if (violated) return undefined;
    violated = line.includes(violation);
    return violated ? cut(line) : line;
  };
}

/** @returns undefined also for an event that cannot be read: it may be a debug message */
function withoutSecrets(line: string): string | undefined {
  try {
    const event = diagnostic.parse(JSON.parse(line));
    const { severity, message } = event.diagnosticEvent;
    if (severity === "debug") return undefined;
    if (!message.includes(violation)) return line;
    return JSON.stringify({ ...event, diagnosticEvent: { ...event.diagnosticEvent, message: cut(message) } });
  } catch {
    return undefined;
  }
}

const cut = (text: string): string => text.slice(0, text.indexOf(violation)) + notShown;
