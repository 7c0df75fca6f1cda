/** Korean texts of VPN and DNS. */
export const surroundings = {
  'surroundings.title': 'VPN과 DNS',
  'surroundings.loading': '주변 상태를 불러오는 중…',
  'surroundings.failed': 'VPN과 DNS 상태를 읽을 수 없습니다',
  'surroundings.vpn.title': '온프레미스 VPN',
  'surroundings.vpn.none': '이 플랫폼에는 VPN 연결이 없습니다.',
  'surroundings.vpn.tunnel': '터널',
  'surroundings.vpn.connection': '연결',
  'surroundings.vpn.state': '상태',
  'surroundings.vpn.since': '변경 시각',
  'surroundings.vpn.up': '연결됨',
  'surroundings.vpn.down': '끊김',
  'surroundings.vpn.unknown': '알 수 없음',
  'surroundings.vpn.allDown':
    '모든 터널이 끊겼습니다. AWS에서 온프레미스에 연결할 수 없어 그쪽 트래픽이 실패합니다.',
  'surroundings.vpn.oneDown':
    '터널 하나가 끊겼습니다. 하나 더 끊기면 온프레미스와 단절됩니다.',
  'surroundings.vpn.noneKnownUp':
    '연결된 것으로 확인된 터널이 없습니다. AWS에서 온프레미스에 연결할 수 있는지 알 수 없습니다.',
  'surroundings.vpn.oneKnownUp':
    '연결된 것으로 확인된 터널이 하나뿐입니다. 하나 더 끊기면 온프레미스와 단절되는지 알 수 없습니다.',
  'surroundings.vpn.notKnown':
    'VPN을 조회할 수 없어 터널 상태를 알 수 없습니다.',
  'surroundings.dns.title': 'DNS',
  'surroundings.dns.none': '이 플랫폼으로 연결되는 레코드가 없습니다.',
  'surroundings.dns.notKnown': 'DNS를 조회할 수 없어 레코드를 알 수 없습니다.',
  'surroundings.dns.name': '이름',
  'surroundings.dns.type': '유형',
  'surroundings.dns.target': '연결 대상',
  'surroundings.dns.health': '상태',
} as const;
