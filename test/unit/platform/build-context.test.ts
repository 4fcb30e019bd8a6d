import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { contextFiles, contextHash } from "../../../components/platform/build-context";

let folder: string;

const standard = { Dockerfile: "FROM base\nCOPY . /app\n", "src/main.ts": "main()\n", "src/lib/b.ts": "b()\n" };

function write(files: Record<string, string>, into = folder): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), text);
  }
}

const hash = (args: Record<string, string> = {}, base = "sha256:base") => contextHash(folder, args, base);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ballast-context-"));
  write(standard);
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("the hash", () => {
  test("is 16 hex digits", () => expect(hash()).toMatch(/^[0-9a-f]{16}$/));

  test("is the same for the same content: elsewhere, written in another order, at another time", () => {
    const before = hash();
    utimesSync(join(folder, "Dockerfile"), 1, 1);
    expect(hash()).toBe(before);
    const other = mkdtempSync(join(tmpdir(), "ballast-context-"));
    write(Object.fromEntries(Object.entries(standard).reverse()), other);
    expect(contextHash(other, {}, "sha256:base")).toBe(before);
    rmSync(other, { recursive: true });
  });

  test("is the same whatever order the build arguments come in", () => {
    expect(hash({ A: "1", B: "2" })).toBe(hash({ B: "2", A: "1" }));
  });

  test.each<[what: string, change: () => void]>([
    ["content", () => write({ "src/main.ts": "main() \n" })],
    ["the Dockerfile", () => write({ Dockerfile: "FROM base\nCOPY . /app \n" })],
    ["a new file, even an empty one", () => write({ "src/empty": "" })],
    ["a file that is gone", () => unlinkSync(join(folder, "src/main.ts"))],
    ["a name", () => renameSync(join(folder, "src/main.ts"), join(folder, "src/Main.ts"))],
    ["a folder's name", () => renameSync(join(folder, "src/lib"), join(folder, "src/lib2"))],
    ["the right to execute", () => chmodSync(join(folder, "src/main.ts"), 0o755)],
    ["a file that becomes a link", () => (unlinkSync(join(folder, "src/main.ts")), symlinkSync("lib/b.ts", join(folder, "src/main.ts")))],
  ])("changes with %s", (_what, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  test("changes with a link's target, and not with what is behind it", () => {
    symlinkSync("/etc/hostname", join(folder, "link"));
    const before = hash();
    unlinkSync(join(folder, "link"));
    symlinkSync("/etc/hosts", join(folder, "link"));
    expect(hash()).not.toBe(before);
  });

  test("takes a link that leads nowhere, or to a folder", () => {
    symlinkSync("nowhere", join(folder, "broken"));
    symlinkSync("src", join(folder, "folder"));
    expect(hash()).toMatch(/^[0-9a-f]{16}$/);
    expect(contextFiles(folder)).toEqual(["Dockerfile", "broken", "folder", "src/lib/b.ts", "src/main.ts"]);
  });

  test("changes with a build argument's value and name, and with the base", () => {
    const all = [hash(), hash({ V: "1" }), hash({ V: "2" }), hash({ W: "1" }), hash({}, "sha256:other")];
    expect(new Set(all).size).toBe(all.length);
  });

  test("tells build arguments apart from each other, however they are cut", () => {
    const args = fc.dictionary(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), { maxKeys: 3 });
    fc.assert(
      fc.property(args, args, (a, b) => {
        const sorted = (record: object) => JSON.stringify(Object.entries(record).sort());
        expect(hash(a) === hash(b)).toBe(sorted(a) === sorted(b));
      }),
      { numRuns: 50 },
    );
  });

  test("fails without a Dockerfile, saying which folder and what to do", () => {
    unlinkSync(join(folder, "Dockerfile"));
    expect(() => hash()).toThrow(
      new Error(
        `image: got build folder ${JSON.stringify(folder)}, which has no Dockerfile; give a folder with one, relative to the project`,
      ),
    );
  });

  test("fails for a folder that is not there", () => {
    expect(() => contextHash("no/such/folder", {}, "")).toThrow('image: got build folder "no/such/folder", which has no Dockerfile');
  });
});

describe(".dockerignore", () => {
  test("takes out what Docker would not be sent", () => {
    write({ ".dockerignore": "*\n!Dockerfile\n!dist/main.cjs\n", "dist/main.cjs": "x", "dist/other.cjs": "x", ".env": "SECRET=1" });
    expect(contextFiles(folder)).toEqual(["Dockerfile", "dist/main.cjs"]);
  });

  test("patterns: comments, folders, wildcards, depth", () => {
    write({
      ".dockerignore": "# a comment\nnode_modules\n**/*.log\nsrc/lib\n",
      "node_modules/a/index.js": "x",
      "a.log": "x",
      "src/b.log": "x",
    });
    expect(contextFiles(folder)).toEqual([".dockerignore", "Dockerfile", "src/main.ts"]);
  });

  test("the Dockerfile counts even where it is ignored, because Docker sends it", () => {
    write({ ".dockerignore": "*\n!src\n" });
    expect(contextFiles(folder)).toEqual(["Dockerfile", "src/lib/b.ts", "src/main.ts"]);
  });

  test("a change of what is ignored changes nothing", () => {
    write({ ".dockerignore": "*\n!Dockerfile\n" });
    const before = hash();
    write({ "src/main.ts": "something else\n", "new.txt": "new\n" });
    expect(hash()).toBe(before);
  });

  test("is case sensitive, as Docker is", () => {
    write({ ".dockerignore": "readme.md\n", "README.md": "x" });
    expect(contextFiles(folder)).toContain("README.md");
  });
});
