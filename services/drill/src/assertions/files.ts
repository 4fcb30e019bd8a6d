import type { FileFact, FileFacts } from "../files/facts";
import { each, type Assertion } from "./assertion";

/** One thing that is true of every file. */
const ofEach = (id: string, title: string, expected: string, wrong: (file: FileFact) => string[]): Assertion<FileFacts> => ({
  id,
  title,
  judge: ({ files }) => each(expected, files, (file) => wrong(file).map((problem) => `${file.name}: ${problem}`)),
});

export const fileGood = ofEach("file-good", "Each file was a good one when it was made", "good", ({ whenMade }) =>
  whenMade === "good" ? [] : [`${whenMade}: less than half of the one before`],
);

export const fileRecent: Assertion<FileFacts> = {
  id: "file-recent",
  title: "Each file is as young as the schedule promises",
  judge: ({ files, run: { startedAt, limits } }) =>
    each(`at most ${limits.backupAgeSeconds} s old`, files, ({ name, finishedAt }) => {
      const age = Math.round((startedAt - finishedAt) / 1000);
      return age <= limits.backupAgeSeconds ? [] : [`${name}: ${age} s`];
    }),
};

export const fileDigest = ofEach("file-digest", "Each file is the one that was made, byte by byte", "the recorded SHA-256", ({ sha256 }) =>
  sha256.found === sha256.recorded ? [] : [`${sha256.found}, recorded ${sha256.recorded}`],
);

export const fileDecrypts = ofEach("file-decrypts", "Each file opens with the stack's own key, to its end", "decrypted", ({ decrypts }) =>
  decrypts ? [] : ["not decrypted"],
);
