import { backupsIn, catalogueOf } from "../../src/engine/catalogue";

test("labels, oldest first, and the archive of the newest cluster", () => {
  const info = [
    {
      archive: [{ id: "16-1" }, { id: "17-2", max: "00000001000000000000000A" }],
      backup: [{ label: "20260125-020009F" }, { label: "20260125-020009F_20260126-020009I" }],
    },
  ];
  expect(catalogueOf(JSON.stringify(info))).toEqual({
    labels: ["20260125-020009F", "20260125-020009F_20260126-020009I"],
    archive: "17-2",
    newestSegment: "00000001000000000000000A",
    status: "",
  });
});

test("a server without a backup has none, and no server is an error: never the same", () => {
  expect(catalogueOf("[{}]")).toEqual({ labels: [], archive: undefined, newestSegment: undefined, status: "" });
  expect(() => catalogueOf("[]")).toThrow("the repository is empty");
});

const info = (message: string) => JSON.stringify([{ backup: [], repo: [{ status: { message } }] }]);

test("what the engine says of a damaged list is told without the line it quotes: keys are in there (SE1)", () => {
  expect(catalogueOf(info("FormatError: invalid JSON value at line 8 'cipher-pass=\"secret\"'\nHINT: look")).status).toBe(
    "FormatError: invalid JSON value at line 8\nHINT: look",
  );
  expect(catalogueOf(info("missing '=' in key/value at line 10: cipher-pass secret")).status).toBe("missing '=' in key/value at line 10");
});

test("backups, each with all that it builds on", () => {
  const full = { label: "F", type: "full", prior: null, reference: null, timestamp: { start: 1, stop: 2 }, error: true };
  const incremental = { label: "F_I", type: "incr", prior: "F_D", reference: ["F"], timestamp: { start: 3, stop: 4 } };
  expect(backupsIn(JSON.stringify([{ backup: [full, incremental] }]))).toEqual([
    { label: "F", full: true, needs: [], stoppedAt: 2000, pageErrors: true },
    { label: "F_I", full: false, needs: ["F", "F_D"], stoppedAt: 4000, pageErrors: false },
  ]);
});
