import { SandboxClient, SandboxUnreachableError } from './SandboxClient';
import { aStatus } from './testStatus';

const client = new SandboxClient('http://127.0.0.1:4600');
const fetchMock = jest.fn<Promise<Partial<Response>>, [string, RequestInit]>();

beforeEach(() => {
  fetchMock.mockReset();
  global.fetch = fetchMock as unknown as typeof fetch;
});

describe('SandboxClient', () => {
  it('sends a change and answers with the status that it led to', async () => {
    const status = aStatus();
    fetchMock.mockResolvedValue({ ok: true, json: async () => status });

    await expect(
      client.setServiceSite('cart', 'on-prem', false),
    ).resolves.toEqual(status);

    const [url, init] = fetchMock.mock.calls[0];
    expect(url).toBe(
      'http://127.0.0.1:4600/_sandbox/services/cart/sites/on-prem',
    );
    expect(init.method).toBe('PUT');
    expect(JSON.parse(init.body as string)).toEqual({ up: false });
  });

  it('never sends a token of Backstage', async () => {
    fetchMock.mockResolvedValue({ ok: true, json: async () => aStatus() });
    await client.clearFaults();
    expect(fetchMock.mock.calls[0][1].headers).toBeUndefined();
  });

  it('tells why the sandbox refused', async () => {
    fetchMock.mockResolvedValue({
      ok: false,
      status: 400,
      json: async () => ({ error: { message: 'lagSeconds must be a number' } }),
    });
    await expect(client.setLag(-1)).rejects.toThrow(
      'lagSeconds must be a number',
    );
  });

  it('tells when an answer is not from a sandbox', async () => {
    fetchMock.mockResolvedValue({
      ok: false,
      status: 502,
      statusText: 'Bad Gateway',
      json: async () => JSON.parse('<html>'),
    });
    await expect(client.getStatus()).rejects.toThrow(
      'The sandbox answered 502 Bad Gateway',
    );
  });

  it('tells when nothing answers', async () => {
    fetchMock.mockRejectedValue(new TypeError('Failed to fetch'));
    await expect(client.getStatus()).rejects.toThrow(SandboxUnreachableError);
  });
});
