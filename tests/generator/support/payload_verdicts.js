// Runs the page's payload checker outside a page: node payload_verdicts.js payloads.js < cases
// A line on standard input is either {"rules": text} or {"operation", "side", "text"}; each of the
// latter is answered by a line with its violations, or with the problem in words.
"use strict";
const { readFileSync, writeSync } = require("node:fs");
const { runInThisContext } = require("node:vm");

runInThisContext(readFileSync(process.argv[2], "utf8"), { filename: "payloads.js" });
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const { rules, operation, side, text } = JSON.parse(line);
  if (rules) {
    runInThisContext(rules, { filename: "rules.js" });
    continue;
  }
  const { problem, violations } = globalThis.botosmithPayloads.checked(operation, side, text);
  const found = violations?.map(({ path, rule, message, hint }) => [path, rule, message + hint]);
  let rest = Buffer.from(`${JSON.stringify(problem ?? found)}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (error.code !== "EAGAIN") throw error; // a pipe that is full
    }
  }
}
