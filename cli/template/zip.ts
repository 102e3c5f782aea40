import { crc32, deflateRawSync } from 'node:zlib';

/** The first day that a ZIP archive can name: 1980-01-01, midnight, in DOS's own form. */
const date = 0x0021;
const unix = 3;
/** A plain file that everybody may read: Lambda runs bundles as a user of its own. */
const mode = 0o100644;

/** A ZIP archive of these files. The same files give the same bytes, in whatever order, at whatever time and by whoever they were written. */
export function zip(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path) ?? Buffer.alloc(0);
    const packed = deflateRawSync(content, { level: 9 });
    const name = Buffer.from(path);
    const about = described(content, packed, name);
    const local = Buffer.concat([signed(0x04034b50, 0), about, name, packed]);
    directory.push(Buffer.concat([signed(0x02014b50, (unix << 8) | 20), about, placed(offset), name]));
    parts.push(local);
    offset += local.length;
  }
  return Buffer.concat([...parts, ...directory, ended(directory, offset)]);
}

/** A header's signature; that of the central directory also says which system made it. */
function signed(signature: number, madeBy: number): Buffer {
  const header = Buffer.alloc(madeBy === 0 ? 4 : 6);
  header.writeUInt32LE(signature, 0);
  if (madeBy !== 0) header.writeUInt16LE(madeBy, 4);
  return header;
}

/** What both headers of a file say of it: version needed, flags (names are UTF-8), method, time, sizes. */
function described(content: Buffer, packed: Buffer, name: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

/** What only the central directory says: no comment, one disk, mode, and where the file begins. */
function placed(offset: number): Buffer {
  const fields = Buffer.alloc(14);
  fields.writeUInt32LE((mode << 16) >>> 0, 6);
  fields.writeUInt32LE(offset, 10);
  return fields;
}

function ended(directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(
    directory.reduce((size, { length }) => size + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return end;
}
