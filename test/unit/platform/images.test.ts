/** Which images a stack builds, and what they are called. Under mocks. Does NOT prove: that Docker builds them; test/docker does. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ofType } from "../stack/program";
import { record, type Asked } from "../stack/record";

const project = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "images-"));
const folders = ["images/postgres", "services/postgres", "Team_A/Shop.v2/web"];

let resources: Asked[];
let ids: string[];

beforeAll(async () => {
  for (const one of folders) {
    mkdirSync(join(folder, one), { recursive: true });
    cpSync(join(project, "images/gateway/Dockerfile"), join(folder, one, "Dockerfile"));
  }
  process.chdir(folder);
  const { resources: asked, result } = await record({}, async () => {
    const { DockerImages } = await import("../../../components/platform/docker/images");
    const images = new DockerImages("images");
    return [
      ...folders.map((build) => images.resolve({ build })),
      images.resolve({ build: "images/postgres" }),
      images.resolve({ build: "images/postgres", args: {} }),
      images.resolve({ build: "images/postgres", args: { VERSION: "17" } }),
      images.resolve({ build: "images/postgres", args: { VERSION: "17" } }),
      images.resolve({ build: "images/postgres", args: { VERSION: "18" } }),
      images.resolve({ reference: "registry.example/shop:1" }),
    ];
  });
  resources = asked;
  ids = result;
}, 60_000);

afterAll(() => {
  process.chdir(project);
  rmSync(folder, { recursive: true });
});

const names = () => ofType(resources, "RemoteImage").map(({ name }) => name);

test("a resource and a tag are named after the whole folder, so that equal last parts are two images", () => {
  const named = ["services/postgres", "Team_A/Shop.v2/web"].map((context) => {
    const found = ofType(resources, "RemoteImage").find(
      ({ inputs }) => (inputs.build as { context?: string } | undefined)?.context === context,
    );
    return [found?.name, found?.inputs.name];
  });
  expect(named).toEqual([
    ["services-postgres", expect.stringMatching(/^ballast\/services-postgres:[0-9a-f]{16}$/)],
    ["team-a-shop-v2-web", expect.stringMatching(/^ballast\/team-a-shop-v2-web:[0-9a-f]{16}$/)],
  ]);
});

test("each folder is asked for once for each set of arguments, none and an empty one being the same", () => {
  expect(names()).toEqual(["base", ...Array.from({ length: 3 }, () => "images-postgres"), "services-postgres", "team-a-shop-v2-web"]);
});

test("an image is its content's id; a reference stays what it is", () => {
  expect(ids).toEqual([
    "sha256:images-postgres",
    "sha256:services-postgres",
    "sha256:team-a-shop-v2-web",
    ...Array.from({ length: 5 }, () => "sha256:images-postgres"),
    "registry.example/shop:1",
  ]);
});
