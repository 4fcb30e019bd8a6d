import type { ClusterSection } from "../collect/cluster";
import { each, fail, none, type Assertion } from "./assertion";
import { againstManifest, differences } from "./compared";

/** What belongs to the cluster is the same as in the manifest. */
const equal = <K extends "databases" | "roles" | "memberships" | "tablespaces" | "settings">(
  id: string,
  title: string,
  part: K,
  name: (one: ClusterSection[K][number]) => string,
): Assertion => ({
  id,
  title,
  judge: (facts) =>
    againstManifest(facts, (manifest, copy) =>
      none(`the ${part} of the manifest`, differences<ClusterSection[K][number]>(manifest.cluster[part], copy.cluster[part], name)),
    ),
});

const named = ({ name }: { name: string }): string => name;

export const databasesEqual = equal(
  "databases-equal",
  "The databases are those of the manifest, with owners, encodings, locales and grants",
  "databases",
  named,
);

export const rolesEqual = equal("roles-equal", "The roles are those of the manifest, with their attributes", "roles", named);

export const membershipsEqual = equal(
  "memberships-equal",
  "The roles are members of each other as in the manifest",
  "memberships",
  ({ role, member }) => `${member} in ${role}`,
);

export const tablespacesEqual = equal("tablespaces-equal", "The tablespaces are those of the manifest", "tablespaces", named);

/** Keeps the others from passing because there was nothing to compare. */
export const databasesLookedInto: Assertion = {
  id: "databases-looked-into",
  title: "Every database with data was looked into: for the manifest, in the paused copy, and in the promoted one",
  judge: (facts) =>
    againstManifest(facts, (manifest, copy) => {
      const all = manifest.cluster.databases.filter(({ holdsData }) => holdsData);
      if (all.length === 0) return fail("a database with data", "none");
      const places = { "the manifest": manifest.databases, "the paused copy": copy.databases, "the promoted copy": facts.copy.databases };
      return each("every database with data", all, ({ name }) =>
        Object.entries(places).flatMap(([place, databases]) =>
          databases.some((one) => one.name === name) ? [] : [`${name} not in ${place}`],
        ),
      );
    }),
};
