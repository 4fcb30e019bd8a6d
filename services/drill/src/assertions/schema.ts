import type { Assertion } from "./assertion";
import { differences, inEachDatabase } from "./compared";

export const extensionsEqual: Assertion = {
  id: "extensions-equal",
  title: "The extensions are those of the manifest, in the same versions",
  judge: (facts) =>
    inEachDatabase(facts, "the extensions of the manifest", (source, copy) =>
      differences(source.extensions, copy.extensions, ({ name }) => name),
    ),
};

export const definitionsEqual: Assertion = {
  id: "definitions-equal",
  title: "Columns, constraints, indexes, views, functions, triggers, policies, types and publications are defined as in the manifest",
  judge: (facts) =>
    inEachDatabase(facts, "the definitions of the manifest", (source, copy) =>
      differences(source.definitions, copy.definitions, ({ kind }) => kind),
    ),
};

export const grantsEqual: Assertion = {
  id: "grants-equal",
  title: "Everything has the owner and the privileges of the manifest",
  judge: (facts) =>
    inEachDatabase(facts, "the grants of the manifest", ({ grants }, copy) =>
      grants.count === copy.grants.count && grants.digest === copy.grants.digest
        ? []
        : [`grants of ${copy.grants.count} objects with digest ${copy.grants.digest}, were ${grants.count} with ${grants.digest}`],
    ),
};

export const defaultPrivilegesEqual: Assertion = {
  id: "default-privileges-equal",
  title: "What is made later gets the privileges of the manifest",
  judge: (facts) =>
    inEachDatabase(facts, "the default privileges of the manifest", (source, copy) => {
      const listed = (texts: string[]) => texts.map((name) => ({ name }));
      return differences(listed(source.defaultPrivileges), listed(copy.defaultPrivileges), ({ name }) => name);
    }),
};

/** What the source itself has not validated is no fault of the backup. */
export const constraintsValidated: Assertion = {
  id: "constraints-validated",
  title: "Every constraint that the source had validated still counts as such",
  judge: (facts) =>
    inEachDatabase(facts, "no other than in the manifest", (source, copy) =>
      copy.notValidated.filter((name) => !source.notValidated.includes(name)).map((name) => `${name}: not validated`),
    ),
};

export const indexesValid: Assertion = {
  id: "indexes-valid",
  title: "Every index that the source could use is valid and ready",
  judge: (facts) =>
    inEachDatabase(facts, "no other than in the manifest", (source, copy) =>
      copy.invalidIndexes.filter((name) => !source.invalidIndexes.includes(name)).map((name) => `${name}: invalid`),
    ),
};
