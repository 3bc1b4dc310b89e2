package org.firstline.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.firstline.contracts.Catalogue;
import org.jboss.logging.Logger;

/**
 * Counts the fields of events that this version does not know: a newer version speaks, which is no fault, but somebody
 * should see it. It counts readings, not events: an event that is read again, because its batch is retried or it was
 * held, counts again, and one with two such fields counts two. Events that come in over HTTP count as well.
 */
@ApplicationScoped
class UnknownFields {

    private static final Logger LOG = Logger.getLogger(UnknownFields.class);

    private final MeterRegistry metrics;

    UnknownFields(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Before the channels open and before what is held is read again. */
    void onStart(@Observes @Priority(1) StartupEvent event) {
        Catalogue.onUnknownField(this::count);
    }

    /** The type is one of the catalogue's, so there are few; the field's name is the sender's and is no tag for that. */
    private void count(String type, String field) {
        LOG.debugf("%s has a field that this version does not know: %s", type, field);
        Counter.builder("firstline.events.unknown.fields")
                .description("Fields of events that this version does not know, counted at every reading")
                .tag("type", type)
                .register(metrics)
                .increment();
    }
}
