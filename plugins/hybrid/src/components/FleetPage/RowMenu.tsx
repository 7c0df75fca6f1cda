import { useState } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMore2Fill } from '@remixicon/react';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useMay, type May } from '../../hooks/useMay';
import type { Texts } from '../../translations/useTexts';
import styles from './Cells.module.css';
import type { FleetDialog } from './fleetDialog';

/**
 * What can be done with a service. What the person may do is asked for only when the menu is
 * opened: asking for each of a thousand rows would be a load on the permission backend.
 */
export function RowMenu(props: {
  service: ServiceStatus;
  t: Texts;
  onOpen: (dialog: FleetDialog) => void;
}) {
  const { service, t } = props;
  const [isNeeded, setIsNeeded] = useState(false);
  if (isNeeded) return <NeededMenu {...props} />;
  return (
    <button
      type="button"
      className={styles.more}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={t('fleet.actions', { service: service.service })}
      onClick={() => setIsNeeded(true)}
    >
      <RiMore2Fill size={16} aria-hidden />
    </button>
  );
}

/** Takes the place of the plain button, which costs less while rows scroll by. */
function NeededMenu(props: {
  service: ServiceStatus;
  t: Texts;
  onOpen: (dialog: FleetDialog) => void;
}) {
  const { service, t } = props;
  const [isOpen, setIsOpen] = useState(true);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiMore2Fill />}
        aria-label={t('fleet.actions', { service: service.service })}
        // It had the focus as the plain button that it was until now.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      {isOpen ? <OpenMenu {...props} /> : <Menu />}
    </MenuTrigger>
  );
}

function OpenMenu(props: {
  service: ServiceStatus;
  t: Texts;
  onOpen: (dialog: FleetDialog) => void;
}) {
  const { service, t, onOpen } = props;
  const { activeShift, lastShift } = service;
  const linkTo = useEntityRefLink();
  const mayShift = useMay('shift', service.entityRef);
  const why = whyNot(t, mayShift, activeShift !== undefined);
  const shift = activeShift ?? lastShift;
  const named = (text: string) => (why ? `${text} ${why}` : text);

  return (
    <Menu aria-label={t('fleet.actions', { service: service.service })}>
      <MenuItem href={linkTo(parseEntityRef(service.entityRef))}>
        {t('fleet.openEntity', { service: service.service })}
      </MenuItem>
      <MenuItem
        isDisabled={why !== undefined}
        onAction={() =>
          onOpen({ service, mode: { show: 'plan', kind: 'failover' } })
        }
      >
        {named(t('fleet.failover'))}
      </MenuItem>
      <MenuItem
        isDisabled={why !== undefined}
        onAction={() =>
          onOpen({ service, mode: { show: 'plan', kind: 'reset' } })
        }
      >
        {named(t('fleet.reset'))}
      </MenuItem>
      {shift && (
        <MenuItem
          onAction={() =>
            onOpen({ service, mode: { show: 'progress', shift } })
          }
        >
          {t('fleet.showShift')}
        </MenuItem>
      )}
    </Menu>
  );
}

function whyNot(t: Texts, may: May, isShifting: boolean): string | undefined {
  if (isShifting) return `(${t('fleet.shiftActive')})`;
  if (may === 'denied') return `(${t('fleet.mayNot')})`;
  if (may === 'checking') return '…';
  // Unknown: the backend decides, and says so.
  return undefined;
}
