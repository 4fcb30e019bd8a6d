import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "../../components/secrets/generate";
import { processPlaces, volumePlaces } from "../support/backup-places";
import { canariesIn, type Canary } from "../support/canaries";
import { docker } from "../support/docker";
import { containerPlaces, filePlaces, imagePlaces, inspectPlace, pulumiPlaces } from "../support/places";
import { search, textPlace, type Hit } from "../support/search";
import { TestStack } from "../support/test-stack";

/**
 * The search for secrets (SE1) finds one in every kind of place: each is planted there and found, so that finding nothing in the real stack
 * (stack.test.ts) means that nothing is there.
 */
jest.setTimeout(300_000);

const name = `planted-${process.pid}`;
const label = `ballast.test=${name}`;
const folder = mkdtempSync(join(tmpdir(), "ballast-planted-"));
const planted = (place: string): Canary => ({ name: place, value: generate(32) });
/** Where each secret was found, in which encoding. */
const placesOf = (hits: Hit[], { name: secret }: Canary) =>
  hits.filter((hit) => hit.secret === secret).map(({ place, encoding }) => `${place}, ${encoding}`);

const env = planted("env");
const labelled = planted("label");
const argument = planted("argument");
const logged = planted("log");
const layer = planted("layer");
const built = planted("build argument");
const volumeLabel = planted("volume label");

afterAll(async () => {
  await docker("rm", "--force", "--volumes", name).catch(() => undefined);
  await docker("volume", "rm", "--force", name);
  await docker("rmi", "--force", name).catch(() => undefined);
  rmSync(folder, { recursive: true });
});

describe("a container and its image", () => {
  let hits: Hit[];

  beforeAll(async () => {
    const lines = ["FROM debian:trixie-slim", "ARG BUILT", 'RUN echo "$BUILT" > /dev/null', "COPY held /held", "RUN rm /held"];
    writeFileSync(join(folder, "Dockerfile"), lines.join("\n"));
    writeFileSync(join(folder, "held"), `${"x".repeat(70_000)}${layer.value}${"x".repeat(70_000)}`);
    await docker("build", "--quiet", "--tag", name, "--build-arg", `BUILT=${built.value}`, folder);
    await docker("volume", "create", "--label", label, "--label", `held=${volumeLabel.value}`, name);
    // The log has it in Base64, at an odd offset.
    const script = 'echo "1$LOGGED" | base64; while sleep 1; do :; done';
    await docker(
      ...["run", "--detach", "--name", name, "--label", label, "--label", `held=${labelled.value}`, "--env", `HELD=${env.value}`],
      ...["--env", `LOGGED=${logged.value}`, name, "bash", "-c", script, argument.value],
    );
    const places = [
      ...(await containerPlaces([name])),
      ...(await imagePlaces([name, name])),
      ...(await inspectPlace("volume", `label=${label}`)),
    ];
    hits = await search([env, labelled, argument, logged, layer, built, volumeLabel], places);
  });

  test("an environment variable is found where Docker tells it and in the process", () => {
    expect(placesOf(hits, env)).toEqual([`inspect ${name}, plain`, `environ ${name}, plain`]);
  });

  test("a label is found", () => {
    expect(placesOf(hits, labelled)).toEqual([`inspect ${name}, plain`]);
  });

  test("an argument is found where Docker tells it and in the process", () => {
    expect(placesOf(hits, argument)).toEqual([`inspect ${name}, plain`, `arguments ${name}, plain`]);
  });

  test("a line of the log is found, encoded", () => {
    expect(placesOf(hits, logged)).toContain(`logs ${name}, base64+1`);
  });

  test("a file of a layer is found, though a later layer removed it", () => {
    expect(placesOf(hits, layer)).toEqual(["image layers, plain"]);
  });

  test("a build argument is found in the history", () => {
    expect(placesOf(hits, built)).toContain("image history, plain");
  });

  test("a volume's label is found", () => {
    expect(placesOf(hits, volumeLabel)).toEqual(["volume inspect, plain"]);
  });
});

describe("what backups leave (BR2)", () => {
  const stored = planted("file of a volume");

  test("a file of a volume is found, and what no volume has is not", async () => {
    await docker(
      "run",
      "--rm",
      "--volume",
      `${name}:/volume`,
      name,
      "bash",
      "-c",
      `mkdir -p /volume/a && echo '${stored.value}' >/volume/a/b`,
    );
    const hits = await search([stored, env], volumePlaces([name], name));
    expect(placesOf(hits, stored)).toEqual([`volume ${name}, plain`]);
    expect(placesOf(hits, env)).toEqual([]);
  });

  test("an argument and an environment are found in a process that lives for a moment", async () => {
    const [short, kept] = [planted("argument of a moment"), planted("environment of a moment")];
    const places = await processPlaces(async () => {
      await docker("exec", "--env", `KEPT=${kept.value}`, name, "bash", "-c", "sleep 0.3; :", short.value);
    });
    const hits = await search([short, kept], places);
    expect(placesOf(hits, short)).toEqual(["arguments of processes, plain"]);
    expect(placesOf(hits, kept)).toContain("environments of processes, plain");
  });
});

describe("what Pulumi shows and keeps", () => {
  const stack = new TestStack(join(__dirname, "programs/leaky"), "leaky");
  const output = planted("output");
  const warning = planted("warning");
  const unsaid = planted("not planted");
  let kept: Canary[];
  let hits: Hit[];

  beforeAll(async () => {
    await stack.create({ output: output.value, warning: warning.value });
    const { code, output: shown } = await stack.up();
    if (code !== 0) throw new Error(shown);
    kept = canariesIn(await stack.must("stack", "export", "--show-secrets"));
    hits = await search([output, warning, unsaid, ...kept], await pulumiPlaces(stack));
  });
  afterAll(() => stack.destroy());

  test("a plain output is found in the state, also as a file, in the configuration, in previews and in the plan", () => {
    const found = placesOf(hits, output);
    for (const place of ["state", "preview as JSON", "preview as events", "file config.yaml", "file plan.json"]) {
      expect(found).toContain(`${place}, plain`);
    }
    expect(found).toContainEqual(expect.stringMatching(/^file .*stacks\/leaky\/.*\.json, plain$/));
  });

  test("a message is found in every preview, in the log and in the workflow's comment", () => {
    const found = placesOf(hits, warning);
    for (const place of ["preview", "preview as JSON", "preview as events", "workflow comment", "log"])
      expect(found).toContain(`${place}, plain`);
  });

  test("a generated secret is found nowhere, and neither is what was not planted", () => {
    expect(kept.map(({ name: secret }) => secret)).toEqual(["kept.outputs.value"]);
    expect(placesOf(hits, kept[0]!)).toEqual([]);
    expect(placesOf(hits, unsaid)).toEqual([]);
  });

  test("Pulumi's own debug messages do show it, which is why `./ballast` takes them out and refuses a louder log", async () => {
    const { stdout: raw } = await stack.streamedPreview();
    const { output: loud } = await stack.preview("-v=9", "--logtostderr");
    const found = await search(kept, [textPlace("events as they are", raw), textPlace("loud log", loud)]);
    expect(placesOf(found, kept[0]!)).toEqual(expect.arrayContaining(["events as they are, plain", "loud log, plain"]));
  });
});

test("a file of facts or evidence is found, in every encoding", async () => {
  const value = `${generate(20)}+/"ü`;
  const forms = {
    plain: value,
    hex: Buffer.from(value).toString("hex"),
    base64: Buffer.from(value).toString("base64"),
    url: encodeURIComponent(value),
    json: JSON.stringify({ evidence: JSON.stringify({ value }) }),
  };
  for (const [file, text] of Object.entries(forms)) writeFileSync(join(folder, `${file}.evidence`), `{"checked": "${text}"}`);
  const hits = await search(
    [{ name: "value", value }],
    filePlaces(folder).filter((place) => place.name.endsWith(".evidence")),
  );
  expect(hits.map(({ place, encoding }) => `${place}, ${encoding}`).sort()).toEqual([
    "file base64.evidence, base64+0",
    "file hex.evidence, hex",
    "file json.evidence, JSON in JSON",
    "file plain.evidence, plain",
    "file url.evidence, URL",
  ]);
});
