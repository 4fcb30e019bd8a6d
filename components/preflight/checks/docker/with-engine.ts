import { skip, type DockerInput } from "../../check";
import type { EngineFacts } from "../../collect/docker/facts";
import type { Found } from "../../report";

/** Hands on what the engine said, or skips: that it does not answer is told once, by the check of the engine or of permissions. */
export function withEngine({ facts: { engine } }: DockerInput, title: string, judge: (engine: EngineFacts) => Found[]): Found[] {
  return engine.state === "answers" ? judge(engine) : [skip(title, "the Docker engine did not answer")];
}
