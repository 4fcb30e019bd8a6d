import { type EngineMachine, findEngine } from "../../../toolchain/docker-engine";
import { Unavailable } from "../../../toolchain/sources";

const engine = { version: "26.1.5" };

/** Nothing answers, nothing is installed, and everything may be done. */
function machine(differences: Partial<EngineMachine> = {}) {
  return {
    host: undefined,
    root: true,
    installed: () => false,
    canInstall: true,
    ask: () => Promise.resolve(new Unavailable("connection refused")),
    start: jest.fn(() => Promise.resolve(engine)),
    install: jest.fn(() => Promise.resolve(undefined)),
    ...differences,
  };
}

test("an engine that answers is left alone", async () => {
  const m = machine({ ask: () => Promise.resolve(engine) });
  expect(await findEngine(m)).toEqual(engine);
  expect(m.start).not.toHaveBeenCalled();
});

test("one that is installed is started, not installed again", async () => {
  const m = machine({ installed: () => true });
  expect(await findEngine(m)).toEqual(engine);
  expect(m.install).not.toHaveBeenCalled();
});

test("where there is none, it is installed and then started", async () => {
  const m = machine();
  expect(await findEngine(m)).toEqual(engine);
  expect(m.install).toHaveBeenCalledTimes(1);
  expect(m.start).toHaveBeenCalledTimes(1);
});

test("DOCKER_HOST is only asked: nothing is started or installed beside it", async () => {
  const m = machine({ host: "tcp://build:2376", installed: () => true });
  await expect(findEngine(m)).rejects.toMatchObject({
    tried: ["engine at tcp://build:2376: connection refused"],
    fix: "start the engine at DOCKER_HOST=tcp://build:2376, or unset DOCKER_HOST to use one on this machine",
  });
  expect(m.install).not.toHaveBeenCalled();
  expect(m.start).not.toHaveBeenCalled();
});

test("without root, the error says what was tried and who can do it", async () => {
  const m = machine({ root: false, canInstall: false, installed: () => true });
  await expect(findEngine(m)).rejects.toMatchObject({
    tried: [
      "running engine: connection refused",
      "dockerd on this machine: only root may start it",
      "Debian package docker.io: is installed",
    ],
    fix: "start dockerd as root, and join the group docker",
  });
  expect(m.start).not.toHaveBeenCalled();
});

test("a refused package stops before the start", async () => {
  const install = jest.fn(() => Promise.resolve(new Unavailable("no network")));
  const m = machine({ install });
  await expect(findEngine(m)).rejects.toMatchObject({ tried: expect.arrayContaining(["Debian package docker.io: no network"]) as unknown });
  expect(m.start).not.toHaveBeenCalled();
});
