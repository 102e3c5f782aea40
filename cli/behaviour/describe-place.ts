import type { BehaviourChange } from '../../shared/behaviour/behaviour-change.ts';
import type { RangeEvent } from '../../shared/behaviour/events.ts';

type Place = BehaviourChange['affected'][number];

/** A place in words: `containerd 1.7.14 until before 1.7.22 on AL2023, Kubernetes >=1.30`. */
export function describePlace(place: Place): string {
  const subject = 'package' in place ? place.package : `${place.releases} releases`;
  const where = [
    ...(place.operatingSystems ?? []),
    ...(place.amiTypes ?? []),
    ...(place.architectures ?? []),
  ].join(', ');
  const minors = place.kubernetes === undefined ? '' : `, Kubernetes ${place.kubernetes}`;
  return `${subject} ${describeEvents(place.events)}${where === '' ? '' : ` on ${where}`}${minors}`;
}

function describeEvents(events: readonly RangeEvent[]): string {
  const words = events.map((event, index) => {
    if ('fixed' in event) return ` until before ${event.fixed}`;
    if ('last_affected' in event) return ` to ${event.last_affected}`;
    const again = index === 0 ? '' : ', again ';
    if (event.introduced === '0') return `${again}all versions`;
    return `${again}${index === events.length - 1 ? 'since' : 'from'} ${event.introduced}`;
  });
  return words.join('');
}
