package chat.maru.containers;

import org.junit.jupiter.api.Order;

/** Places behind the checks that have none, for {@link Order}. */
final class Late {
    static final int QUIET = Order.DEFAULT + 1;
    static final int CONTEXTS = Order.DEFAULT + 2;
    static final int UNDEPLOY = Order.DEFAULT + 3;
    static final int REPLACE = Order.DEFAULT + 4;
    static final int LOADERS = Order.DEFAULT + 5;
    static final int STOP = Order.DEFAULT + 6;
    static final int LOG = Order.DEFAULT + 7;

    private Late() {}
}
