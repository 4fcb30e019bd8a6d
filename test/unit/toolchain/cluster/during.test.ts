import * as daemon from "../../../../toolchain/cluster/daemon";
import * as down from "../../../../toolchain/cluster/down";
import { duringCluster } from "../../../../toolchain/cluster/during";
import * as up from "../../../../toolchain/cluster/up";

jest.mock("../../../../toolchain/cluster/daemon");
jest.mock("../../../../toolchain/cluster/down");
jest.mock("../../../../toolchain/cluster/up");

const quiet = () => undefined;
const during = (pid: number | undefined, body: () => Promise<string>): Promise<string> => {
  jest.mocked(daemon.isRunning).mockReturnValue(pid);
  return duringCluster(quiet, body);
};
const done = () => Promise.resolve("done");
const fails = () => Promise.reject(new Error("no"));

beforeEach(() => jest.resetAllMocks());

test("one that runs stays, whatever happens", async () => {
  expect(await during(7, done)).toBe("done");
  await expect(during(7, fails)).rejects.toThrow("no");
  expect(up.clusterUp).toHaveBeenCalledTimes(2);
  expect(down.clusterDown).not.toHaveBeenCalled();
});

test("one that was started is stopped, whatever happens, and nothing is deleted", async () => {
  expect(await during(undefined, done)).toBe("done");
  await expect(during(undefined, fails)).rejects.toThrow("no");
  jest.mocked(up.clusterUp).mockRejectedValueOnce(new Error("half"));
  await expect(during(undefined, done)).rejects.toThrow("half");
  expect(jest.mocked(down.clusterDown).mock.calls).toEqual([
    [quiet, []],
    [quiet, []],
    [quiet, []],
  ]);
});
