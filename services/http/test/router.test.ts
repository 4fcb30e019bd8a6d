import { match, type Route } from "../src/router";

const handle = () => Promise.resolve({ status: 200, body: {} });
const routes: Route[] = [
  { method: "GET", path: "/things", handle },
  { method: "POST", path: "/things", handle },
  { method: "GET", path: "/things/:id", handle },
];

test("takes the route with the method", () => {
  expect(match(routes, "POST", "/things").route).toBe(routes[1]);
});

test("gives the named segments, decoded", () => {
  expect(match(routes, "GET", "/things/a%20b").params).toEqual({ id: "a b" });
});

test.each(["/", "/thing", "/things/", "/things/1/2", "//things"])("does not know %s", (path) => {
  expect(() => match(routes, "GET", path)).toThrow(expect.objectContaining({ status: 404 }) as Error);
});

test("names the methods a path has", () => {
  expect(() => match(routes, "DELETE", "/things")).toThrow(
    expect.objectContaining({ status: 405, headers: { allow: "GET, POST" } }) as Error,
  );
});

test("refuses a path that is not UTF-8", () => {
  expect(() => match(routes, "GET", "/things/%ff")).toThrow(
    expect.objectContaining({ status: 400, problem: { what: "path", got: "%ff", allowed: "percent-encoded UTF-8" } }) as Error,
  );
});
