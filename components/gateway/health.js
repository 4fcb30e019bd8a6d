/* global ngx, clearTimeout */
// Runs inside nginx (njs), whose language is smaller than Node's: keep to what is used here.

const limitMs = 2000;

/** Asks every dependency at once. 200 when all of them answer 2xx, else 503. */
async function health(r) {
  const urls = JSON.parse(r.variables.dependencies);
  const names = Object.keys(urls);
  const checks = await Promise.all(names.map((name) => check(urls[name])));
  const healthy = checks.every((one) => one.status === "healthy");
  const dependencies = {};
  names.forEach((name, i) => {
    dependencies[name] = checks[i];
  });
  r.headersOut["Content-Type"] = "application/json";
  r.headersOut["Cache-Control"] = "no-store";
  r.return(healthy ? 200 : 503, JSON.stringify({ status: healthy ? "healthy" : "unhealthy", dependencies }) + "\n");
}

async function check(url) {
  const start = Date.now();
  try {
    // The resolver remembers a replica for a second after its death, and fetch tries one address: the second look finds another.
    const reply = await bounded(ngx.fetch(url).catch(() => ngx.fetch(url)));
    return { status: reply.ok ? "healthy" : "unhealthy", latencyMs: Date.now() - start, httpStatus: reply.status };
  } catch (error) {
    // The reason may hold addresses, which are not for the outside.
    ngx.log(ngx.WARN, `health of ${url}: ${error.message}`);
    return { status: "unhealthy", latencyMs: Date.now() - start, error: "no answer" };
  }
}

/** Not an async function: there njs neither runs `finally` after a `return` nor sees a variable that a closure has set. */
function bounded(work) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${limitMs} ms`)), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export default { health };
