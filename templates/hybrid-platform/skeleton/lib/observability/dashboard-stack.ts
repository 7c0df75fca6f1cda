import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Alarm,
  Dashboard,
  GraphWidget,
  Metric,
  Stats,
  TextWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Config, ServiceConfig } from '../config';
import { PlatformStack } from '../platform-stack';
import { SITES, type Site } from '../tags';
import type { TrafficStack } from '../traffic/traffic-stack';

/** An alarm status widget shows this many. */
const ALARMS_PER_WIDGET = 100;

/** One page to see by where the traffic goes, and whether it is served. */
export class DashboardStack extends PlatformStack {
  private readonly traffic: TrafficStack;

  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { traffic, vpnId }: { traffic: TrafficStack; vpnId: string },
  ) {
    super(scope, id, config, 'dashboard');
    this.traffic = traffic;
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: this.platform.id,
      defaultInterval: Duration.hours(3),
    });
    dashboard.addWidgets(this.alarms());
    dashboard.addWidgets(
      this.connection(vpnId),
      this.database(),
      this.functions(),
    );
    for (const service of this.services) {
      dashboard.addWidgets(...this.serviceRow(service));
    }
  }

  private alarms(): IWidget {
    const { account, region, id } = this.platform;
    const names = this.services.map(
      service => `${id}-${service.name}-on-prem-unhealthy`,
    );
    return new AlarmStatusWidget({
      title: 'On-prem health by service',
      width: 24,
      height: 3,
      alarms: names
        .slice(0, ALARMS_PER_WIDGET)
        .map(name =>
          Alarm.fromAlarmArn(
            this,
            name,
            `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
          ),
        ),
    });
  }

  private serviceRow({ name, healthCheck }: ServiceConfig): IWidget[] {
    const perSite = (metric: string, statistic: string): IMetric[] =>
      SITES.map(site => this.targetGroupMetric(name, site, metric, statistic));
    return [
      new TextWidget({
        markdown: `### ${name}\nHealth check: \`${healthCheck.path}\``,
        width: 3,
        height: 5,
      }),
      this.graph(`${name}: requests`, perSite('RequestCount', Stats.SUM)),
      this.graph(
        `${name}: healthy targets`,
        perSite('HealthyHostCount', Stats.MAXIMUM),
      ),
      this.graph(
        `${name}: errors (5xx)`,
        perSite('HTTPCode_Target_5XX_Count', Stats.SUM),
      ),
    ];
  }

  private connection(vpnId: string): IWidget {
    return this.graph(
      'VPN: tunnels up',
      [
        new Metric({
          namespace: 'AWS/VPN',
          metricName: 'TunnelState',
          statistic: Stats.AVERAGE,
          dimensionsMap: { VpnId: vpnId },
        }),
      ],
      8,
    );
  }

  private database(): IWidget {
    const dimensionsMap = { DBInstanceIdentifier: this.platform.id };
    const metric = (metricName: string) =>
      new Metric({
        namespace: 'AWS/RDS',
        metricName,
        dimensionsMap,
        statistic: Stats.AVERAGE,
      });
    return this.graph(
      'Database: load and connections',
      [metric('CPUUtilization'), metric('DatabaseConnections')],
      8,
    );
  }

  private functions(): IWidget {
    const errors = [
      'increase-aws-traffic',
      'reset-default-traffic',
      'traffic-watchdog',
    ].map(
      name =>
        new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'Errors',
          statistic: Stats.SUM,
          label: name,
          dimensionsMap: { FunctionName: `${this.platform.id}-${name}` },
        }),
    );
    return this.graph('Failover: errors', errors, 8);
  }

  private targetGroupMetric(
    service: string,
    site: Site,
    metricName: string,
    statistic: string,
  ): Metric {
    return new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic,
      label: site,
      period: Duration.minutes(1),
      dimensionsMap: {
        LoadBalancer: this.traffic.loadBalancer.alb.loadBalancerFullName,
        TargetGroup: this.traffic.weightedServices
          .get(service)!
          .metricName(site),
      },
    });
  }

  private graph(title: string, left: IMetric[], width = 7): IWidget {
    return new GraphWidget({ title, left, width, height: 5 });
  }
}
