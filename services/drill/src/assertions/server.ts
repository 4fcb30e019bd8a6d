import { each, none, type Assertion } from "./assertion";

export const extensionsInstallable: Assertion = {
  id: "extensions-installable",
  title: "The server has every extension in the version that the data asks for",
  judge: ({ copy: { databases } }) =>
    each("every version", databases, ({ name, extensions }) =>
      extensions.filter(({ installable }) => !installable).map((extension) => `${name}: ${extension.name} ${extension.version}`),
    ),
};

export const collationVersions: Assertion = {
  id: "collation-versions",
  title: "The copy sorts text as the source did: collations have the versions that were recorded",
  judge: ({ copy: { server, databases } }) => {
    const all = [...server.collations, ...databases.flatMap(({ collations }) => collations)];
    return each("the recorded versions", all, ({ name, recorded, actual }) =>
      recorded === actual ? [] : [`${name}: ${actual}, recorded ${recorded}`],
    );
  },
};

/** Postgres refuses new transactions 3 million before it runs out of 2 147 million; it warns 40 million before. */
const oldest = 2_000_000_000;

export const transactionAge: Assertion = {
  id: "transaction-age",
  title: "No database is about to run out of transaction ids",
  judge: ({ copy: { server } }) =>
    each(`an age of at most ${oldest}`, server.databases, ({ name, transactionAge }) =>
      transactionAge <= oldest ? [] : [`${name}: ${transactionAge}`],
    ),
};

export const preparedTransactionsNone: Assertion = {
  id: "prepared-transactions-none",
  title: "No prepared transaction is left, which would hold its locks until somebody decides",
  judge: ({ copy: { server } }) => none("none", server.preparedTransactions),
};
