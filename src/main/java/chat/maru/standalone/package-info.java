/**
 * {@code java -jar maru.war}: an embedded server that deploys this same file.
 *
 * <p>{@link chat.maru.standalone.Main} and what it needs use nothing but the JDK, since they run before there is a
 * class path. They unpack the WAR below the data directory and start {@link chat.maru.standalone.EmbeddedTomcat} in a
 * class loader that sees the server's jars. Nothing here is used, or served, when another container deploys the WAR.
 */
@NullMarked
package chat.maru.standalone;

import org.jspecify.annotations.NullMarked;
