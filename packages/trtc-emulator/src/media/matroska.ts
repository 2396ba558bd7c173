import type { Canvas } from '../layout/place.js'
import { Buffer } from 'node:buffer'

type Content = number | string | Buffer

/** The start of a Matroska stream of uncompressed pictures: of the formats that ffmpeg reads from a pipe, one in which each has its own time. */
export function matroskaHead({ width, height }: Canvas): Buffer {
  return Buffer.concat([
    element('1A45DFA3', element('4282', 'matroska'), element('4287', 4), element('4285', 2)),
    // a segment whose end is not known
    Buffer.from('1853806701FFFFFFFFFFFFFF', 'hex'),
    // times are in milliseconds
    element('1549A966', element('2AD7B1', 1_000_000)),
    element('1654AE6B', element(
      'AE',
      element('D7', 1),
      element('73C5', 1),
      element('83', 1),
      element('86', 'V_UNCOMPRESSED'),
      element('E0', element('B0', width), element('BA', height), element('2EB524', 'I420')),
    )),
  ])
}

/** What stands before the `length` bytes of one picture that is to be seen from `at`, in milliseconds. */
export function matroskaPictureHead(at: number, length: number): Buffer {
  const time = element('E7', at)
  const block = Buffer.concat([Buffer.from('A3', 'hex'), size(length + 4), Buffer.from('81000080', 'hex')])
  return Buffer.concat([Buffer.from('1F43B675', 'hex'), size(time.length + block.length + length), time, block])
}

function element(id: string, ...content: Content[]): Buffer {
  const data = Buffer.concat(content.map(part => typeof part === 'number' ? bigEndian(part) : typeof part === 'string' ? Buffer.from(part) : part))
  return Buffer.concat([Buffer.from(id, 'hex'), size(data.length), data])
}

function size(length: number): Buffer {
  const bytes = bigEndian(length)
  bytes[0] = 1
  return bytes
}

function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(number))
  return bytes
}
