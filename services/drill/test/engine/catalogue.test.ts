import { catalogueOf } from "../../src/engine/catalogue";

const info = (message: string) => JSON.stringify([{ backup: [], repo: [{ status: { message } }] }]);

test("what the engine says of a damaged list is told without the line it quotes: keys are in there (SE1)", () => {
  expect(catalogueOf(info("FormatError: invalid JSON value at line 8 'cipher-pass=\"secret\"'\nHINT: look")).status).toBe(
    "FormatError: invalid JSON value at line 8\nHINT: look",
  );
  expect(catalogueOf(info("missing '=' in key/value at line 10: cipher-pass secret")).status).toBe("missing '=' in key/value at line 10");
});
