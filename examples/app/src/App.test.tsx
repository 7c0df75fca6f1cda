import { render, screen } from '@testing-library/react';

function configure(data: object) {
  process.env = {
    ...process.env,
    APP_CONFIG: [
      {
        context: 'test',
        data: {
          app: { title: 'Hybrid Platform', baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          ...data,
        },
      },
    ] as any,
  };
}

describe('the example app', () => {
  it('begins with asking who to be', async () => {
    configure({
      personas: [
        { id: 'mina', name: 'Mina Park', role: 'Owner', may: 'Shifts.' },
      ],
      sandbox: { baseUrl: 'http://127.0.0.1:4600' },
    });
    const { default: app } = await import('./App');

    render(app.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Sign in as Mina Park' }),
    ).toBeInTheDocument();
  });
});
