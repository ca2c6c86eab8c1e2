// answer.mjs WASM: reads questions from standard input, one a line, words parted by blanks, and
// prints the answer of each in the same form.
import { readFileSync } from "node:fs";

const module = await WebAssembly.compile(readFileSync(process.argv[2]));
const missing = WebAssembly.Module.imports(module).map((entry) => entry.name);
if (missing.length > 0) throw new Error("imports without definition: " + missing.join(" "));
for (const line of readFileSync(0, "utf8").split("\n")) {
  if (line === "") continue;
  // A new instance for each: memory is given out and never taken back.
  const { exports } = await WebAssembly.instantiate(module, {});
  const question = line.split(" ").map(BigInt);
  const room = exports.room();
  new BigInt64Array(exports.memory.buffer, room, question.length).set(question);
  const count = exports.answer(question.length);
  console.log(new BigInt64Array(exports.memory.buffer, room, count).join(" "));
}
