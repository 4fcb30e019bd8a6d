import { Service } from "@ballast/http";
import { noteRoutes } from "../src/routes";
import type { Note, NoteStore } from "../src/store";

class MemoryNotes implements NoteStore {
  readonly notes: Note[] = [];
  add(id: string, text: string) {
    const note = { id, text, createdAt: new Date(this.notes.length).toISOString() };
    this.notes.unshift(note);
    return Promise.resolve(note);
  }
  list(limit: number) {
    return Promise.resolve(this.notes.slice(0, limit));
  }
  find(id: string) {
    return Promise.resolve(this.notes.find((note) => note.id === id));
  }
  check() {
    return Promise.resolve();
  }
}

let service: Service;
let url: string;

beforeEach(async () => {
  service = new Service({ routes: noteRoutes(new MemoryNotes()), dependencies: {}, log: () => {} });
  url = `http://127.0.0.1:${await service.listen(0)}/notes`;
});
afterEach(() => service.drain({ lingerMs: 0, finishMs: 50 }));

function post(body: unknown): Promise<Response> {
  return fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
}

test("a note that was added is found and listed, newest first", async () => {
  await post({ text: "first" });
  const added = await post({ text: "second" });
  const note = (await added.json()) as Note;
  expect([added.status, added.headers.get("location")]).toEqual([201, `/notes/${note.id}`]);
  expect(await (await fetch(`${url}/${note.id}`)).json()).toEqual(note);
  expect(await (await fetch(`${url}?limit=1`)).json()).toEqual({ notes: [note] });
});

test("a note nobody added is not found", async () => {
  const id = "00000000-0000-4000-8000-000000000000";
  const response = await fetch(`${url}/${id}`);
  expect([response.status, await response.json()]).toEqual([404, { error: { what: "note", got: id } }]);
});

test.each([
  [{ text: "x" }, 201],
  [{ text: "x".repeat(10_000) }, 201],
  [{ text: "😀".repeat(10_000) }, 201],
  [{ text: "" }, 400],
  [{ text: "x".repeat(10_001) }, 400],
  [{ text: "a\0b" }, 400],
  [{ text: 7 }, 400],
  [{}, 400],
  [null, 400],
  [["x"], 400],
])("text at its limits (case %#)", async (body, status) => {
  expect((await post(body)).status).toBe(status);
});

test("says what is wrong, what it got and what it allows", async () => {
  expect(await (await post({ text: "" })).json()).toEqual({
    error: { what: "text", got: "0 characters", allowed: "a string of 1 to 10000 characters, without U+0000" },
  });
});

test.each([
  ["1", 200],
  ["100", 200],
  ["0", 400],
  ["101", 400],
  ["", 400],
  ["1e1", 400],
])("limit=%s is %d", async (limit, status) => {
  expect((await fetch(`${url}?limit=${limit}`)).status).toBe(status);
});

test("an id that is no UUID is refused", async () => {
  expect((await fetch(`${url}/1%20or%201`)).status).toBe(400);
});
