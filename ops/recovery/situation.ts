import { numberOf, type Generations } from "../../components/store/generations";
import { readyToolchain } from "../engine";
import { store } from "../backup/unit";
import { Stack, type Recoverable } from "../stack";
import { RunningServer } from "./server";
import { StackFile } from "./stack-file";
import { generationsIn } from "./stack-text";

/** A stack whose generation is going to be changed, as it is before. */
export interface Situation {
  stack: Stack;
  outputs: Recoverable;
  server: RunningServer;
  file: StackFile;
  /** Of the file. */
  text: string;
  declared: Generations;
  /** As the last update that succeeded left it. */
  deployed: number;
}

/** @throws CommandError when nothing is deployed */
export async function situationOf(name: string): Promise<Situation> {
  const stack = new Stack(name, await readyToolchain());
  const outputs = await stack.recoverable();
  const file = new StackFile(name);
  const text = file.read();
  const generation = outputs.recovery[store]?.generation;
  return {
    stack,
    outputs,
    server: new RunningServer(outputs),
    file,
    text,
    declared: generationsIn(text, file.key),
    deployed: numberOf(generation === undefined ? undefined : { generation, restores: {} }),
  };
}
