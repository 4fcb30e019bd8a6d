import { stateOf } from "../../../../toolchain/cluster/status";

/** K82: ready only when all parts run and all that was asked is well; what nobody asked is not well. */
test.each([
  ["absent", false, 0, []],
  ["stopped", true, 0, []],
  ["ready", true, 3, [null, null]],
  ["ready", false, 3, [null]],
  ["not ready", true, 2, [null, null]],
  ["not ready", true, 3, [null, "the node has not said yet how it is"]],
  ["not ready", true, 3, []],
] as const)("%s: context known %s, %d of 3 parts, missing %j", (state, known, running, missing) =>
  expect(stateOf(known, running, 3, [...missing])).toBe(state),
);
