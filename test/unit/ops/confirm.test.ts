import fc from "fast-check";
import { checkDownFlags, downQuestions, type DownRequest } from "../../../ops/confirm";
import { exit } from "../../../ops/exit";

const request = (flags: Partial<DownRequest>): DownRequest => ({ stack: "dev", yes: false, data: false, passed: [], ...flags });
const answers = (flags: Partial<DownRequest>, interactive = true) => downQuestions(request(flags), interactive).map(({ answer }) => answer);

test.each<[Partial<DownRequest>, string[]]>([
  [{}, ["dev"]],
  [{ yes: true }, []],
  [{ data: true }, ["dev", "delete dev"]],
  [{ yes: true, data: true }, ["delete dev"]],
  [{ data: true, confirmData: "dev" }, ["dev"]],
  [{ yes: true, data: true, confirmData: "dev" }, []],
])("%j leaves %j to be typed", (flags, expected) => expect(answers(flags)).toEqual(expected));

test("without a terminal, an open question refuses", () => {
  for (const flags of [{}, { yes: true, data: true }, { data: true, confirmData: "dev" }]) {
    expect(() => answers(flags, false)).toThrow(expect.objectContaining({ exitCode: exit.notConfirmed }) as Error);
  }
  expect(answers({ yes: true }, false)).toEqual([]);
});

test("whatever the flags, data is never deleted unless its own question is answered by the stack's name", () => {
  const name = fc.constantFrom("dev", "prod");
  fc.assert(
    fc.property(name, fc.boolean(), fc.option(name, { nil: undefined }), fc.boolean(), (stack, yes, confirmData, interactive) => {
      const flags = request({ stack, yes, data: true, confirmData });
      const asks = (): boolean => downQuestions(flags, interactive).some(({ answer }) => answer === `delete ${stack}`);
      try {
        checkDownFlags(flags);
        return asks() || confirmData === stack;
      } catch {
        return true;
      }
    }),
  );
});

test.each<[Partial<DownRequest>]>([
  [{ confirmData: "dev" }],
  [{ data: true, confirmData: "prod" }],
  [{ data: true, confirmData: "" }],
  [{ data: true, confirmData: "dev", passed: ["--target", "x"] }],
])("%j contradicts itself", (flags) => {
  expect(() => checkDownFlags(request(flags))).toThrow(expect.objectContaining({ exitCode: exit.usage }) as Error);
});

test("options for Pulumi go with stopping alone", () => {
  expect(() => checkDownFlags(request({ passed: ["--target", "x"] }))).not.toThrow();
});
