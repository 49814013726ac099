"use client";
import type { Delivery } from "#lib/notifications/schema";
import { Button } from "../ui/button.tsx";
import css from "./delivery-items.module.css";
import { DeliveryMark } from "./event-marks.tsx";
import { useEventsParams } from "./use-events-params.ts";

/** Where one message was sent to, each with its delivery behind a button. */
export function DeliveryItems({ deliveries, empty }: { deliveries: readonly Delivery[]; empty: string }) {
  const [, setParams] = useEventsParams();
  if (deliveries.length === 0) return <p className={css.empty}>{empty}</p>;
  return (
    <ul className={css.list}>
      {deliveries.map((delivery) => (
        <li key={delivery.id} className={css.item}>
          <span className={css.name}>{delivery.targetName}</span>
          <DeliveryMark delivery={delivery} />
          <Button
            isSmall
            variant="subtle"
            aria-label={`Show delivery to ${delivery.targetName}`}
            onClick={() => void setParams({ delivery: delivery.id })}
          >
            Show
          </Button>
        </li>
      ))}
    </ul>
  );
}
