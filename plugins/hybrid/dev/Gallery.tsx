import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { aComponent } from '../src/__testUtils__/fixtures';
import { scenarios } from './scenarios';

/** The card once for each scenario; `?card=<name>` and `?width=<px>` narrow it down. */
export function Gallery(props: { card: ReactNode }) {
  const [params] = useSearchParams();
  const only = params.get('card');
  const width = Number(params.get('width') ?? 380);
  return (
    <div
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'flex-start',
        gap: 24,
        padding: 24,
      }}
    >
      {Object.entries(scenarios)
        .filter(([name]) => !only || name === only)
        .map(([name, { annotation, title }]) => (
          <section key={name} style={{ width }}>
            <h2 style={{ font: 'inherit' }}>{title}</h2>
            <EntityProvider entity={aComponent({ name, annotation })}>
              {props.card}
            </EntityProvider>
          </section>
        ))}
    </div>
  );
}

/** The tab of one scenario, `?card=<name>`, as wide as the window or `?width=<px>`. */
export function TabGallery(props: { children: ReactNode }) {
  const [params, setParams] = useSearchParams();
  const name = params.get('card') ?? 'steady';
  const width = params.get('width');
  const { annotation } = scenarios[name];
  return (
    <div style={{ padding: 24, width: width ? Number(width) : undefined }}>
      <label>
        Example:{' '}
        <select
          value={name}
          onChange={event => setParams({ card: event.target.value })}
        >
          {Object.entries(scenarios).map(([key, { title }]) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <EntityProvider key={name} entity={aComponent({ name, annotation })}>
        {props.children}
      </EntityProvider>
    </div>
  );
}
