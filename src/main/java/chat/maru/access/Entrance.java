package chat.maru.access;

import java.time.Clock;

/**
 * What stands between a request and a room, whatever the wire: who sends it, who that is, how much of it, and the time.
 * Immutable, of thread-safe parts; made by the composition root.
 */
public record Entrance(
        Arrivals arrivals,
        Identities identities,
        Policy policy,
        Limiter limiter,
        Caps caps,
        RefusalLog refusals,
        Clock clock) {}
