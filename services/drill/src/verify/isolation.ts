import { connect } from "node:net";
import type { Engine, Repository } from "../engine/engine";
import { CommandFailed } from "../run";

/** @returns whether a connection to the server that was backed up comes about: it must not */
export function reaches(host: string, port: number, patienceMs = 3000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
}

/** @returns whether this program can write into the repository: it must not */
export async function canWrite(engine: Engine, repository: Repository): Promise<boolean> {
  try {
    await engine.put("ballast/write-probe", "no verification may write here", repository);
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}
