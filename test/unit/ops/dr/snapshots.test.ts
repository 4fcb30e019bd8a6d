import { namesIn } from "../../../../ops/dr/snapshots";

/** Which snapshots of Redis there are. Does NOT prove: that one loads; test/docker/disaster.test.ts does. */

test("the newest first; what has no metadata is none", () => {
  const paths = "/backups/20260101T020000Z.json\n/backups/20260103T020000Z.json\n/backups/lost+found\n/backups/20260102T020000Z.json\n";
  expect(namesIn(paths)).toEqual(["20260103T020000Z", "20260102T020000Z", "20260101T020000Z"]);
  expect(namesIn("")).toEqual([]);
});
