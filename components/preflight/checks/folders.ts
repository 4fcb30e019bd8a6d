import type { Folder } from "../facts";
import type { Found } from "../report";

/** Those that a deployment cannot write. */
export function closedFolders(folders: Folder[]): Found[] {
  return folders.flatMap(({ name, path, error }): Found[] =>
    error === undefined
      ? []
      : [
          {
            level: "fail",
            id: `folder-not-writable:${name}`,
            title: `The ${name} folder cannot be written`,
            expected: `write access to ${path}`,
            found: error,
            fix: "change its owner or its mode, or mount it for writing",
          },
        ],
  );
}

export const named = (folders: Folder[]): string => `the folders ${folders.map(({ name }) => name).join(", ")}`;
