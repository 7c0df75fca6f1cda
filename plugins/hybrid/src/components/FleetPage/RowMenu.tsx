import { useState } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMore2Fill } from '@remixicon/react';
import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useMay, type May } from '../../hooks/useMay';
import { useTexts, type Texts } from '../../hooks/useTexts';
import type { FleetDialog } from './Fleet';

/**
 * What can be done with a service. What the person may do is asked for only when the menu is
 * opened: asking for each of a thousand rows would be a load on the permission backend.
 */
export function RowMenu(props: {
  service: ServiceStatus;
  onOpen: (dialog: FleetDialog) => void;
}) {
  const t = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiMore2Fill />}
        aria-label={t('fleet.actions', { service: props.service.service })}
      />
      {isOpen ? <OpenMenu {...props} /> : <Menu />}
    </MenuTrigger>
  );
}

function OpenMenu(props: {
  service: ServiceStatus;
  onOpen: (dialog: FleetDialog) => void;
}) {
  const { service, onOpen } = props;
  const { activeShift, lastShift } = service;
  const t = useTexts();
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
