import { z } from "zod";
import { containerInspect, unitHealth } from "../../../../../ops/runtime/docker/container";
import recordings from "./recordings/containers.json";

/** `docker inspect` of real containers (Docker 20.10). Does not prove that other versions write the same. */
const containers = new Map(
  z
    .array(containerInspect)
    .parse(recordings)
    .map((container) => [container.Name, container]),
);

const healthOf = (state: string) => unitHealth(`opstest-${state}`, containers.get(`opstest-${state}`));

test.each([
  ["healthy", "healthy", undefined],
  ["plain", "healthy", undefined],
  ["starting", "starting", "its health check has not passed yet"],
  ["created", "starting", "not started yet"],
  ["exited", "unhealthy", "exited, exit code 3"],
  ["oom", "unhealthy", "exited, exit code 137, killed for want of memory"],
  ["paused", "unhealthy", "paused"],
  ["absent", "missing", "no such container"],
])("a container that is %s counts as %s", (state, health, reason) => {
  expect(healthOf(state)).toMatchObject({ unit: `opstest-${state}`, health });
  expect(healthOf(state).reason).toBe(reason);
});

test("a failing health check is named with what it printed", () => {
  expect(healthOf("unhealthy")).toMatchObject({
    health: "unhealthy",
    reason: expect.stringMatching(/^its health check fails, \d+ in a row$/) as string,
    check: "connection refused: recovery 63%",
  });
});

test("a crash loop is named with its exit code and its restarts", () => {
  expect(healthOf("restarting").health).toBe("unhealthy");
  expect(healthOf("restarting").reason).toMatch(/^restarting, exit code 7, [2-9] restarts$/);
});

test("a container that could not start is named with Docker's reason", () => {
  expect(healthOf("portconflict").health).toBe("unhealthy");
  expect(healthOf("portconflict").reason).toMatch(/^did not start: .*port is already allocated/);
});

test("every recording is judged", () => expect(containers.size).toBe(10));
