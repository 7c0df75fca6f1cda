/** Texts of what surrounds the services of a platform: VPN and DNS. */
export const surroundings = {
  title: 'VPN and DNS',
  loading: 'Loading what surrounds the service…',
  failed: 'VPN and DNS could not be read',
  vpn: {
    title: 'VPN to on-prem',
    none: 'This platform has no VPN connection.',
    tunnel: 'Tunnel',
    connection: 'Connection',
    state: 'State',
    since: 'Since',
    up: 'Up',
    down: 'Down',
    unknown: 'Unknown',
    allDown:
      'Every tunnel is down: AWS cannot reach on-prem, and traffic for it fails.',
    oneDown: 'One tunnel is down: the next failure cuts on-prem off.',
    noneKnownUp:
      'AWS tells of no tunnel that it is up: whether it can reach on-prem is not known.',
    oneKnownUp:
      'Only one tunnel is known to be up: whether the next failure cuts on-prem off is not known.',
    notKnown: 'The VPN could not be looked up, so its tunnels are not known.',
  },
  dns: {
    title: 'DNS',
    none: 'No record of a hosted zone leads to this platform.',
    notKnown: 'DNS could not be looked up, so its records are not known.',
    name: 'Name',
    type: 'Type',
    target: 'Leads to',
    health: 'Health',
  },
} as const;
