import type { Cases } from "../case";
import { copyCases, redisCases } from "./copy";
import { manifestCases } from "./manifest";
import { repositoryCases } from "./repository";
import { runCases } from "./run";
import { walCases } from "./wal";

export const cases: Cases = { ...repositoryCases, ...walCases, ...runCases, ...manifestCases, ...copyCases, ...redisCases };
