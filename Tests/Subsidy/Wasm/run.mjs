// run.mjs WASM: reads lines of numbers from standard input (the arguments of `figure` after the
// first, money in fen) and prints interest, subsidy and the borrower's part of each.
import { readFileSync } from "node:fs";

const module = await WebAssembly.compile(readFileSync(process.argv[2]));
const missing = WebAssembly.Module.imports(module).map((entry) => entry.name);
if (missing.length > 0) throw new Error("imports without definition: " + missing.join(" "));
const { exports } = await WebAssembly.instantiate(module, {});
for (const line of readFileSync(0, "utf8").split("\n")) {
  if (line.trim() === "") continue;
  const [rule, balance, cap, rate, lpr, disbursedOn, dueOn, from, to] = line.trim().split(/\s+/);
  const parts = [0, 1, 2].map((part) =>
    exports.figure(part, +rule, BigInt(balance), BigInt(cap), +rate, +lpr, +disbursedOn, +dueOn,
      +from, +to));
  console.log(parts.join(" "));
}
