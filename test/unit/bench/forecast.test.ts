import { forecast } from "../../bench/forecast";

test("of two sizes, the line through both", () => {
  const line = forecast([
    { gigabytes: 1, seconds: 12 },
    { gigabytes: 3, seconds: 16 },
  ]);
  expect(line.at(1)).toBeCloseTo(12);
  expect(line.at(10)).toBeCloseTo(30);
});

test("of more, the line that is nearest to all", () => {
  const line = forecast([
    { gigabytes: 0, seconds: 1 },
    { gigabytes: 1, seconds: 1 },
    { gigabytes: 2, seconds: 4 },
  ]);
  expect(line.at(0)).toBeCloseTo(0.5);
  expect(line.at(1)).toBeCloseTo(2);
});
