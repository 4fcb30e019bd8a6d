import { databaseStopTimeout } from "../components/store/rules";

export interface Grace {
  seconds: number;
  databaseSeconds: number;
}

/** The settings of policies about the time between the polite stop and the kill. */
export const grace = {
  seconds: { type: "integer", minimum: 1, default: 10, description: "Seconds at least." },
  databaseSeconds: { type: "integer", minimum: 1, default: databaseStopTimeout, description: "Seconds at least for a database." },
} as const;
