/** Korean texts of holding a service. */
export const hold = {
  'hold.title': '보류',
  'hold.none':
    '보류되지 않은 서비스입니다. 보류하는 동안에는 보류한 사람만 전환할 수 있고 자동화도 전환하지 않습니다.',
  'hold.by': '보류한 사람: {{who}}',
  'hold.unknownHolder': '알 수 없는 사람',
  'hold.noReason': '사유가 없습니다.',
  'hold.denied': '이 서비스를 보류할 권한이 없습니다.',
  'hold.duration': '보류 기간',
  'hold.prolongFor': '지금부터의 보류 기간',
  'hold.durationHelp':
    '기간이 지나면 저절로 해제되며 미리 해제할 수도 있습니다.',
  'hold.reasonHelp': '그동안 전환하려는 모든 사람에게 표시됩니다.',
  'hold.begin': '보류…',
  'hold.change': '내 보류 변경…',
  'hold.set': '서비스 보류',
  'hold.prolong': '내 보류 변경',
  'hold.release': '보류 해제',
  'hold.releaseOther': '다른 사람의 보류입니다. 해제하면 알려 주세요.',
  'hold.othersHold': '보류한 사람만 해제할 수 있습니다.',
  'hold.failed': '요청대로 보류되지 않았습니다',
  'hold.releaseFailed': '보류가 해제되지 않았습니다',
} as const;
