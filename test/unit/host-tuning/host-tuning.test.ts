/** The component under mocks. Does NOT prove: that the host takes the settings; test/docker/tuning.test.ts proves that. */
import * as pulumi from "@pulumi/pulumi";
import type { HostTuningArgs } from "../../../components/host-tuning/host-tuning";
import type { Outcomes } from "../../../components/host-tuning/script";
import { requireDockerHere } from "../../../components/host-tuning/ssh";
import { settled } from "../stack/record";

const report = [
  "vm.overcommit_memory\tapplied\twas 0, is 1",
  "net.core.somaxconn\tgood\tis 4096",
  "transparent_hugepage\tskipped\tthis kernel has no /sys/kernel/mm/transparent_hugepage/enabled",
  "vm.swappiness\tskipped\tis 60, wanted is 10: may not write to /proc/sys/vm/swappiness",
].join("\n");

const asked: { type: string; name: string }[] = [];

beforeAll(() =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        asked.push({ type, name });
        return { id: name, state: { ...(inputs as object), stdout: report } };
      },
      call: () => ({}),
    },
    "ballast",
    "dev",
  ),
);

async function outcomes(args: HostTuningArgs): Promise<Outcomes> {
  const { HostTuning } = await import("../../../components/host-tuning/host-tuning");
  return settled(new HostTuning("host-tuning", args).outcomes);
}

test("on this machine: a local command, the outcome of each setting, and a warning for each that was skipped", async () => {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  expect(await outcomes({ stack: "ballast-dev" })).toEqual({
    "vm.overcommit_memory": { outcome: "applied", detail: "was 0, is 1" },
    "net.core.somaxconn": { outcome: "good", detail: "is 4096" },
    transparent_hugepage: { outcome: "skipped", detail: "this kernel has no /sys/kernel/mm/transparent_hugepage/enabled" },
    "vm.swappiness": { outcome: "skipped", detail: "is 60, wanted is 10: may not write to /proc/sys/vm/swappiness" },
  });
  expect(asked).toEqual([
    { type: "ballast:host:HostTuning", name: "host-tuning" },
    { type: "command:local:Command", name: "host-tuning-local" },
  ]);
  expect(warn.mock.calls.map(([message]) => message)).toEqual([
    "host tuning skipped transparent_hugepage: this kernel has no /sys/kernel/mm/transparent_hugepage/enabled",
    "host tuning skipped vm.swappiness: is 60, wanted is 10: may not write to /proc/sys/vm/swappiness",
  ]);
});

test.each([undefined, "", "unix:///run/docker.sock"])("without SSH, DOCKER_HOST=%s is this machine", (dockerHost) => {
  expect(() => requireDockerHere(dockerHost)).not.toThrow();
});

test.each(["tcp://10.0.0.7:2376", "ssh://root@host"])("without SSH, DOCKER_HOST=%s would change the wrong machine", (dockerHost) => {
  expect(() => requireDockerHere(dockerHost)).toThrow(`got no ssh, and DOCKER_HOST=${dockerHost}`);
});
