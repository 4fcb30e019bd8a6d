import { hasLogin, secretLike } from "../../../components/platform/secret-like";

test.each(["PASSWORD", "DB_PASSWORD", "passphrase", "CLIENT_SECRET", "TOKEN", "AWS_CREDENTIALS", "API_KEY", "APIKEY", "key"])(
  "%s is the name of a secret, unless its value is a path or nothing",
  (name) => {
    expect(secretLike(name, "canary")).toBe("a value under the name of a secret");
    expect(secretLike(name, "/run/secrets/x")).toBeUndefined();
    expect(secretLike(name, "")).toBeUndefined();
  },
);

test.each(["PASSWORD_FILE", "KEY_PREFIX", "MONKEY", "TOKENS_PER_MINUTE", "SECRETARY"])("%s is the name of a setting", (name) => {
  expect(secretLike(name, "canary")).toBeUndefined();
});

test.each(["postgres://shop:canary@postgres/shop", "url=redis://:canary@redis", "HTTPS://a:b@c"])("%s has a login", (text) => {
  expect(hasLogin(text)).toBe(true);
  expect(secretLike("ADDRESS", text)).toBe("a URL with a password");
});

test.each(["postgres://shop@postgres/shop", "http://host:80/a:b@c", "http://host:80", "a:b@c"])("%s has none", (text) => {
  expect(hasLogin(text)).toBe(false);
});
