/** PF2: while the preflight has not passed, the program asks the engine for nothing else, so that no operation can begin. */
import * as pulumi from "@pulumi/pulumi";
import { preflightSummary } from "../../support/preflight-summary";
import { devApplications } from "./program";

test("nothing is asked for before the preflight has passed, and everything after", async () => {
  const asked: string[] = [];
  let before: string[] = [];
  const preflight = async () => {
    // Long enough for the whole program to have its say.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    before = [...asked];
    return { summary: preflightSummary };
  };
  await pulumi.runtime.setMocks(
    {
      newResource: async ({ type, name, inputs }) => {
        asked.push(type);
        const known = type.endsWith(":Preflight") ? await preflight() : { imageId: "sha256:0", value: "secret" };
        return { id: name, state: { ...(inputs as object), ...known } };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    "ballast",
    "dev",
  );
  pulumi.runtime.setAllConfig({ "ballast:applications": JSON.stringify(devApplications()) });
  await import("../../../index");
  await pulumi.runtime.disconnect();
  expect(before.filter((type) => type !== "pulumi:pulumi:Stack")).toEqual(["pulumi-nodejs:dynamic/ballast:Preflight"]);
  expect(asked.length).toBeGreaterThan(50);
}, 120_000);
