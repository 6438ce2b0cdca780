// Imported first: ends the process with one clear line where Node is too old for what follows.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`weft: Node ${process.versions.node} is too old. It needs Node 20.19 or newer: https://nodejs.org/\n`);
  process.exit(1);
}
