/** `trafficFactor` → `traffic_factor`: a field as the proto spells it. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
