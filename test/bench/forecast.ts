/** A line through measured points. */
export interface Forecast {
  /** @returns seconds */
  at(gigabytes: number): number;
}

export interface Point {
  gigabytes: number;
  seconds: number;
}

/** Least squares. @param points of two sizes at least */
export function forecast(points: Point[]): Forecast {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(({ gigabytes }) => gigabytes), mean(({ seconds }) => seconds)];
  const slope =
    points.reduce((sum, { gigabytes, seconds }) => sum + (gigabytes - x) * (seconds - y), 0) /
    points.reduce((sum, { gigabytes }) => sum + (gigabytes - x) ** 2, 0);
  return { at: (gigabytes) => y + slope * (gigabytes - x) };
}
