/* What the page carries: a little at once, all else unpacked behind it. See packing.py. */

const first = JSON.parse(document.getElementById("gm-first").textContent);

/* One number after another, in groups of seven bits. */
function column(bytes, from, length, steps, signed) {
  const out = new Int32Array(length);
  let at = from;
  let last = 0;
  for (let i = 0; i < length; i++) {
    let number = 0;
    let shift = 0;
    let part = 0;
    do {
      part = bytes[at++];
      number |= (part & 127) << shift;
      shift += 7;
    } while (part & 128);
    if (signed) number = (number >>> 1) ^ -(number & 1);
    last = steps ? last + number : number;
    out[i] = last;
  }
  return out;
}

/* Sections are read when they are asked for: most of them never are. */
class Sections {
  constructor(bytes) {
    const end = bytes.indexOf(10);
    this.bytes = bytes;
    this.sections = new Map();
    let at = end + 1;
    for (const [name, [length, how, signed, size]] of Object.entries(
      JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))),
    )) {
      this.sections.set(name, { length, how, signed, from: at, to: at + size });
      at += size;
    }
  }
  numbers(name) {
    const { length, how, signed, from } = this.sections.get(name);
    return column(this.bytes, from, length, how === 1, signed === 1);
  }
  texts(name) {
    const { length, from, to } = this.sections.get(name);
    return length ? new TextDecoder().decode(this.bytes.subarray(from, to)).split("\n") : [];
  }
}

async function unpack() {
  const node = document.getElementById("gm-packed");
  const letters = atob(node.textContent);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  node.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Sections(new Uint8Array(await new Response(stream).arrayBuffer()));
}

export { first, unpack };
