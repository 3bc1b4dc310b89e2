package org.firstline.diagnosis.connect;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import org.firstline.diagnosis.domain.Facts;

/** The operator's own systems as evidence: port state, optical power, account, alarms (manual §3.2.3). */
public interface LineTest {

    /**
     * Asks what these checks show for a service. Never fails and never hangs: what could not be found out in time, or is
     * not told, is absent from the answer.
     *
     * @param checks codes of checks of a knowledge pack
     * @return value codes by check
     */
    Uni<Map<String, String>> ask(Facts facts, Set<String> checks);
}
