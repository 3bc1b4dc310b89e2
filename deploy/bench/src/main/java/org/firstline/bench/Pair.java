package org.firstline.bench;

import java.util.Map;

/**
 * One run of the suite and the peer's right after it, so that both meet the same machine.
 *
 * @param cores what each of our processes used while the peer ran: the engine in the load's, the suite standing idle
 */
record Pair(WholeFlow.Phase ours, Peer.Run peer, Map<String, Double> cores) {

    double ratio() {
        return ours.perSecond() / peer.perSecond();
    }
}
