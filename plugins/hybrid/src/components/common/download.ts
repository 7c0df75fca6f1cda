import type { ExportFormat } from '@hybrid-platform/backstage-plugin-hybrid-common';

const types: Record<ExportFormat, string> = {
  json: 'application/json',
  csv: 'text/csv;charset=utf-8',
};

/** Hands a text to the browser as a file. */
export function downloadText(
  text: string,
  name: string,
  format: ExportFormat,
): void {
  const url = URL.createObjectURL(new Blob([text], { type: types[format] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${format}`;
  document.body.append(link);
  link.click();
  link.remove();
  // At once, some browsers would find nothing to save.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
