import { DialogBody, Flex, Radio, RadioGroup, Text } from '@backstage/ui';
import {
  otherSite,
  SITES,
  type PlatformStatus,
  type ServiceStatus,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { DialogActions } from '../common/DialogActions';
import { Notice } from '../common/Notice';
import { ReasonField } from '../common/ReasonField';
import { notReadyToPlan } from './judgement';

/** Asks which site to leave, with what is known of both, and why. */
export function SiteStep(props: {
  platform: PlatformStatus;
  off: Site | undefined;
  onOff: (site: Site) => void;
  reason: string;
  onReason: (reason: string) => void;
  onNext: () => void;
  onClose: () => void;
}) {
  const { platform, off, onOff, reason, onReason, onNext, onClose } = props;
  const t = useTexts();
  const why = notReadyToPlan({ hasSite: off !== undefined, reason });

  return (
    <>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p" variant="body-small" color="secondary">
            {t('evacuation.step.site')}
          </Text>
          <RadioGroup
            label={t('evacuation.site')}
            value={off ?? null}
            onChange={site => onOff(site as Site)}
          >
            {SITES.map(site => (
              <Radio key={site} value={site}>
                {t('evacuation.siteOption', {
                  site: t(`site.${site}`),
                  ...factsOf(platform, site),
                })}
              </Radio>
            ))}
          </RadioGroup>
          {off && <TakingOver platform={platform} site={otherSite(off)} />}
          <ReasonField value={reason} onChange={onReason} isDisabled={false} />
        </Flex>
      </DialogBody>
      <DialogActions
        why={why ? t(`evacuation.why.${why}`) : ''}
        secondary={{ label: t('dialog.cancel'), onPress: onClose }}
        primary={{
          label: t('evacuation.next'),
          onPress: onNext,
          isDisabled: why !== undefined,
        }}
      />
    </>
  );
}

/** The site that has to carry all of it had better be well. */
function TakingOver(props: { platform: PlatformStatus; site: Site }) {
  const { platform, site } = props;
  const t = useTexts();
  const { healthy, unhealthy } = factsOf(platform, site);
  return (
    <Notice
      status={unhealthy === '0' ? 'info' : 'warning'}
      title={t('evacuation.otherSite', {
        site: t(`site.${site}`),
        healthy,
        unhealthy,
      })}
    />
  );
}

function factsOf(platform: PlatformStatus, site: Site) {
  const services = platform.serviceStatuses.map(({ sites }) => sites[site]);
  const count = (test: (status: (typeof services)[number]) => boolean) =>
    String(services.filter(test).length);
  return {
    total: String(services.length),
    serving: String(
      platform.serviceStatuses.filter(service => serves(service, site)).length,
    ),
    healthy: count(({ health }) => health === 'healthy'),
    unhealthy: count(({ health }) => health === 'unhealthy'),
  };
}

/** Whether any rule of the service sends requests there. */
function serves({ sites, rules = [] }: ServiceStatus, site: Site): boolean {
  return (
    sites[site].weight > 0 || rules.some(({ weights }) => weights[site] > 0)
  );
}
