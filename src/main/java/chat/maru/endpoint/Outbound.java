package chat.maru.endpoint;

import chat.maru.protocol.Wire;
import java.util.List;

/**
 * What one outbound text frame says. Immutable.
 *
 * @param objects JSON objects of that wire, at least one and at most {@link Wire#objectsPerFrameMax}
 */
public record Outbound(Wire wire, List<String> objects) {}
