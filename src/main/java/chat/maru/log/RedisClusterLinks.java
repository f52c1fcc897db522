package chat.maru.log;

import java.io.IOException;

/** The connections to the masters of a cluster. Each is checked when it is made. */
final class RedisClusterLinks implements RedisLinks {
    private final RedisSlots slots;
    private final RedisCluster cluster;
    private final RedisTrouble troubles;
    private final RedisEras eras;

    RedisClusterLinks(RedisSlots slots, RedisCluster cluster, RedisTrouble troubles, RedisEras eras) {
        this.slots = slots;
        this.cluster = cluster;
        this.troubles = troubles;
        this.eras = eras;
    }

    /** Connects to all of them: what is wrong with one is told before anything is kept there. */
    @Override
    public void connect() throws IOException {
        slots.refresh();
        for (int bucket : RedisEras.all()) {
            if (slots.masterOf(bucket) == null) {
                throw new IOException("no master of the cluster has slot " + RedisSlot.of(RedisSlot.tag(bucket)));
            }
        }
        for (String place : slots.masters()) {
            try {
                cluster.master(place).connection();
            } catch (IOException e) {
                throw new IOException("its master at " + place + ": " + e.getMessage(), e);
            }
        }
    }

    @Override
    public RedisWire wire() {
        return cluster;
    }

    @Override
    public void look() {
        cluster.retire().forEach(troubles::back);
        for (RedisMaster master : cluster.connected()) {
            RedisConnection connection = master.connected();
            try {
                if (connection != null) {
                    eras.look(connection, slots.buckets(master.place()));
                }
            } catch (IOException e) {
                master.broken(e);
            }
        }
    }

    @Override
    public void broken(String why) {
        close();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
