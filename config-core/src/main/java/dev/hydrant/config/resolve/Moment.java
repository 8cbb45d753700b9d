package dev.hydrant.config.resolve;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A time whose zone is looked up when it is first asked for: the JDK reads its table of zones then,
 * which would be a good part of the time that a first composition takes.
 */
public final class Moment {
  private final Instant instant;
  private volatile ZonedDateTime zoned;

  private Moment(Instant instant, ZonedDateTime zoned) {
    this.instant = instant;
    this.zoned = zoned;
  }

  /** The present. */
  public static Moment present() {
    return new Moment(Instant.now(), null);
  }

  /** A given time. */
  public static Moment of(ZonedDateTime time) {
    return new Moment(time.toInstant(), time);
  }

  /** The time in its zone, which is the machine's unless another was given. */
  public ZonedDateTime zoned() {
    ZonedDateTime known = zoned;
    if (known == null) {
      known = instant.atZone(ZoneId.systemDefault());
      zoned = known;
    }
    return known;
  }
}
