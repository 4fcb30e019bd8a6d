import fc from "fast-check";
import { cpuPattern, mebibytes, millicores, sizePattern, type Cpu, type Size } from "../../../components/platform/units";

const positive = fc.integer({ min: 1, max: 1_000_000 });

test.each<[Size, number]>([
  ["1Mi", 1],
  ["512Mi", 512],
  ["1Gi", 1024],
  ["10Gi", 10_240],
])("%s are %i mebibytes", (size, expected) => expect(mebibytes(size)).toBe(expected));

test.each<[Cpu, number]>([
  ["1m", 1],
  ["1000m", 1000],
])("%s are %i thousandths of a core", (cpu, expected) => expect(millicores(cpu)).toBe(expected));

test("a gibibyte is 1024 mebibytes, for every number of them", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 9765 }), (n) => expect(mebibytes(`${n}Gi`)).toBe(mebibytes(`${n * 1024}Mi`))));
});

test("what is written is what is read", () => {
  fc.assert(
    fc.property(positive, (n) => {
      expect(mebibytes(`${n}Mi`)).toBe(n);
      expect(millicores(`${n}m`)).toBe(n);
    }),
  );
});

const notSizes = [
  "",
  "0Mi",
  "012Mi",
  "-1Mi",
  "1.5Gi",
  "1e3Mi",
  "512",
  "512M",
  "512MB",
  "1Ti",
  " 1Mi",
  "1Mi ",
  "1 Mi",
  "1mi",
  "NaNMi",
  "1Mi\n",
  "10000000Gi",
];
test.each(notSizes)("fails for the size %j with what, got, allowed and fix", (size) => {
  expect(() => mebibytes(size as Size)).toThrow(
    new Error(`size: got ${JSON.stringify(size)}, allowed is a whole number of Mi or Gi; write "512Mi" or "2Gi"`),
  );
});

const notCpus = ["", "0m", "0100m", "-5m", "0.5", "1", "1.5m", "100M", "m", " 100m", "100m ", "Infinitym", "100m\n", "10000000m"];
test.each(notCpus)("fails for the cores %j with what, got, allowed and fix", (cpu) => {
  expect(() => millicores(cpu as Cpu)).toThrow(
    new Error(`cpu: got ${JSON.stringify(cpu)}, allowed is a whole number of m; write "500m" for half a core`),
  );
});

test("any text is read to a positive whole number or refused", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.eE+-]{0,6}(m|Mi|Gi)$/)), (text) => {
      if (sizePattern.test(text)) expect(mebibytes(text as Size)).toBeGreaterThanOrEqual(1);
      else expect(() => mebibytes(text as Size)).toThrow(/^size: got /);
      if (cpuPattern.test(text)) expect(Number.isInteger(millicores(text as Cpu))).toBe(true);
      else expect(() => millicores(text as Cpu)).toThrow(/^cpu: got /);
    }),
    { numRuns: 500 },
  );
});
