import type { Cases } from "../case";
import { copyCases } from "./copy";
import { manifestCases } from "./manifest";
import { repositoryCases } from "./repository";
import { anyCases, runCases } from "./run";
import { walCases } from "./wal";

export const cases: Cases = { ...anyCases, ...repositoryCases, ...walCases, ...runCases, ...manifestCases, ...copyCases };
