export function demoEnvironment() {
  return {};
}
export function runDemo() {}
