import type {
  Shift,
  ShiftEvent,
  ShiftState,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { ShiftEventReader } from './ShiftEventReader';
import type { ShiftUpdate } from '../shifts/record/record';

const shift = (state: ShiftState, ...sequences: number[]) =>
  ({
    id: 'id-1',
    state,
    events: sequences.map(sequence => ({ sequence } as ShiftEvent)),
  } as Shift);

describe('the reader of shifts', () => {
  let reads: (Shift | undefined)[];
  let reader: ShiftEventReader;
  let published: ShiftUpdate[];

  beforeEach(() => {
    published = [];
    reader = new ShiftEventReader(async () =>
      reads.length > 1 ? reads.shift() : reads[0],
    );
  });

  const read = () =>
    reader.read('id-1', async update => {
      published.push(update);
    });

  it('tells each event once', async () => {
    reads = [shift('running', 1, 2)];
    await read();
    await read();
    reads = [shift('succeeded', 1, 2, 3)];
    await read();
    expect(published.map(({ events }) => events.map(e => e.sequence))).toEqual([
      [1, 2],
      [3],
    ]);
  });

  it('tells again what could not be told', async () => {
    reads = [shift('running', 1)];
    const failing = reader.read('id-1', async () => {
      throw new Error('nobody listens');
    });
    await expect(failing).rejects.toThrow('nobody listens');
    await read();
    expect(published).toHaveLength(1);
  });

  it('tells an end as an end, though the shift ends while it is read', async () => {
    // The repository reads a shift as it was at one moment; so the end is in the next read.
    const before = shift('running', 1, 2);
    const ended = shift('succeeded', 1, 2, 3);
    reads = [before, ended];
    await read();
    await read();
    expect(published).toEqual([
      { shift: before, events: before.events },
      { shift: ended, events: [ended.events[2]] },
    ]);
  });

  it('tells nothing of a shift that is not there', async () => {
    reads = [undefined];
    await read();
    expect(published).toEqual([]);
  });
});
