import { answerHealth } from "#lib/health/answer-health";

export const GET = answerHealth;
