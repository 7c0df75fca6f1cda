import { once } from 'node:events';
import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { DatabaseLink } from './DatabaseLink';

describe('the way to a database', () => {
  let echo: Server;
  let link: DatabaseLink;

  beforeEach(async () => {
    echo = createServer(socket => socket.pipe(socket));
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    const { port } = echo.address() as AddressInfo;
    link = await DatabaseLink.open(
      `postgresql://me:secret@127.0.0.1:${port}/soak?x=1`,
    );
  });
  afterEach(() => {
    link.close();
    echo.close();
  });

  const open = () => {
    const socket = connect(Number(new URL(link.connection).port), '127.0.0.1');
    socket.on('error', () => {});
    return socket;
  };
  const closed = (socket: Socket) =>
    new Promise(resolve => {
      socket.once('close', resolve);
    });
  const echoed = async () => {
    const socket = open();
    socket.write('hello');
    const [data] = await once(socket, 'data');
    return { socket, text: String(data) };
  };

  it('leads to it, with all else of the connection string', async () => {
    expect((await echoed()).text).toBe('hello');
    expect(link.connection).toMatch(
      /^postgresql:\/\/me:secret@127\.0\.0\.1:\d+\/soak\?x=1$/,
    );
  });

  it('breaks off what is connected, and lets nobody in, until it is restored', async () => {
    const { socket } = await echoed();
    link.cut();
    await closed(socket);
    await closed(open());
    link.restore();
    expect((await echoed()).text).toBe('hello');
  });

  it('is cut as long as anything cuts it', async () => {
    link.cut();
    link.cut();
    link.restore();
    expect(link.isCut).toBe(true);
    link.restore();
    expect(link.isCut).toBe(false);
  });
});
