import type { AnyFacts } from "../facts";
import { exitCodes, type Evidence } from "./evidence";
import { measuredOf } from "./summary";

/**
 * @param history oldest first
 * @returns the newest verification in Prometheus' text format, and when the last one passed
 */
export function metrics(history: Evidence<AnyFacts>[]): string {
  const newest = history.at(-1);
  if (!newest) return "";
  const store = `store="${newest.store}"`;
  const passed = history.findLast(({ outcome }) => outcome === "pass");
  const { recovery, lost } = measuredOf(newest);
  return [
    gauge(
      "ballast_verification_outcome",
      "1 for the outcome of the newest verification.",
      Object.keys(exitCodes).map((outcome) => [`${store},outcome="${outcome}"`, outcome === newest.outcome ? 1 : 0]),
    ),
    gauge("ballast_verification_timestamp_seconds", "When the newest verification ended.", [[store, seconds(newest.finishedAt)]]),
    gauge(
      "ballast_verification_passed_timestamp_seconds",
      "When the last verification that passed ended; absent when none has.",
      passed ? [[store, seconds(passed.finishedAt)]] : [],
    ),
    gauge(
      "ballast_verification_assertions",
      "Assertions of the newest verification by what became of them.",
      Object.entries(newest.counts).map(([outcome, count]) => [`${store},outcome="${outcome}"`, count]),
    ),
    gauge(
      "ballast_verification_recovery_seconds",
      "Measured time of each part of a recovery.",
      Object.entries(recovery).map(([part, value]) => [`${store},part="${part}"`, value]),
    ),
    gauge(
      "ballast_verification_lost_seconds",
      "What a loss when the verification began would have cost.",
      lost === undefined ? [] : [[store, lost]],
    ),
  ].join("");
}

function gauge(name: string, help: string, samples: [labels: string, value: number][]): string {
  if (samples.length === 0) return "";
  return [`# HELP ${name} ${help}\n# TYPE ${name} gauge\n`, ...samples.map(([labels, value]) => `${name}{${labels}} ${value}\n`)].join("");
}

function seconds(time: string): number {
  return Date.parse(time) / 1000;
}
