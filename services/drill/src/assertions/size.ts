import { check, skip, type Assertion } from "./assertion";

/** A backup of less than half, or of more than ten times its predecessor's size, is a question to somebody. */
const [smallest, largest] = [0.5, 10];

export const sizePlausible: Assertion = {
  id: "size-plausible",
  title: "The database is neither much smaller nor much larger than in the backup of the same type before",
  judge: ({ backup: { previous, size } }) => {
    if (previous === null) return skip("it is the first of its type");
    const ratio = size.database / previous.database;
    return check(
      ratio >= smallest && ratio <= largest,
      `between ${previous.database * smallest} and ${previous.database * largest} bytes, as ${previous.label} has ${previous.database}`,
      `${size.database} bytes`,
    );
  },
};

export const sizeStored: Assertion = {
  id: "size-stored",
  title: "The backup put something into the repository",
  judge: ({ backup: { size } }) =>
    check(
      size.stored > 0 && size.database > 0,
      "a database and a stored size above 0",
      `${size.database} bytes, ${size.stored} of them stored`,
    ),
};
