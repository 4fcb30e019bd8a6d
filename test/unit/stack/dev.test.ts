import { devApplications, runProgram } from "./program";
test("x", async () => {
  const t = Date.now();
  const { resources, outputs, canaries } = await runProgram({ applications: devApplications() });
  require("fs").writeFileSync("/tmp/run.json", JSON.stringify({ms: Date.now()-t, resources, outputs, canaries }, null, 1));
}, 120000);
