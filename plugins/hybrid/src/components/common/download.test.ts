import { downloadText } from './download';

describe('downloadText', () => {
  it('hands the text to the browser under its name', async () => {
    const made: Blob[] = [];
    const names: string[] = [];
    URL.createObjectURL = jest.fn(blob => {
      made.push(blob as Blob);
      return 'blob:1';
    });
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function note(this: HTMLAnchorElement) {
        names.push(`${this.href} ${this.download}`);
      });
    downloadText('a,b', 'cart-shifts', 'csv');
    expect(names).toEqual(['blob:1 cart-shifts.csv']);
    expect(made[0].type).toBe('text/csv;charset=utf-8');
    expect(made[0].size).toBe(3);
    expect(document.querySelector('a')).toBeNull();
    click.mockRestore();
  });
});
