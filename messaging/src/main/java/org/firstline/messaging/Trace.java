package org.firstline.messaging;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Carries a trace through outbox and Kafka, so that one trace shows one case's way. Where no exporter is set up the
 * trace context still travels, so that a department's or platform's own tracing is not cut in the middle.
 */
@ApplicationScoped
public class Trace {

    /** Where the trace's id stands in the header. */
    private static final int TRACE_ID_AT = 3;

    private static final int TRACE_ID_LENGTH = 32;
    private static final int SPAN_ID_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final int LENGTH = 55;

    private final Tracer tracer;
    private final boolean off;

    Trace(
            OpenTelemetry telemetry,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean off) {
        this.off = off;
        this.tracer = telemetry.getTracer("org.firstline.messaging");
    }

    /** Version 00 of W3C Trace Context: 00-trace id-span id-flags, in small hexadecimal digits; no id is all zeros. */
    static boolean isValid(String traceparent) {
        return traceparent.length() == LENGTH
                && traceparent.startsWith("00-")
                && isHex(traceparent, TRACE_ID_AT, SPAN_ID_AT - 1)
                && !isZero(traceparent, TRACE_ID_AT, SPAN_ID_AT - 1)
                && traceparent.charAt(SPAN_ID_AT - 1) == '-'
                && isHex(traceparent, SPAN_ID_AT, FLAGS_AT - 1)
                && !isZero(traceparent, SPAN_ID_AT, FLAGS_AT - 1)
                && traceparent.charAt(FLAGS_AT - 1) == '-'
                && isHex(traceparent, FLAGS_AT, LENGTH);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** A span that is over as soon as it is made: it marks that something was taken in. Returns its context. */
    public String mark(String name, String caseOrKey, @Nullable String parent) {
        if (off) {
            return parent != null ? parent : fresh();
        }
        Context context = parent == null ? Context.root() : Context.root().with(Span.wrap(contextOf(parent)));
        Span span = tracer.spanBuilder(name)
                .setParent(context)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("firstline.key", caseOrKey)
                .startSpan();
        try {
            return headerOf(span.getSpanContext(), parent);
        } finally {
            span.end();
        }
    }

    /**
     * The context in which a case goes on: always in the case's own trace, which is that of its first event. What sets it
     * going again in a trace of its own (a department's answer, a dialer's report, a person's request) is linked to.
     *
     * @param ofCase context that is kept with the case; null where it has none yet
     * @param trigger context of what sets it going; null for the clock
     * @return null where there is neither
     */
    public @Nullable String onward(@Nullable String ofCase, @Nullable String trigger) {
        if (ofCase == null || trigger == null || isSameTrace(ofCase, trigger)) {
            return trigger == null ? ofCase : trigger;
        }
        if (off) {
            return ofCase;
        }
        Span span = tracer.spanBuilder("onward")
                .setParent(Context.root().with(Span.wrap(contextOf(ofCase))))
                .addLink(contextOf(trigger))
                .startSpan();
        try {
            return headerOf(span.getSpanContext(), ofCase);
        } finally {
            span.end();
        }
    }

    private static boolean isSameTrace(String one, String other) {
        return one.regionMatches(TRACE_ID_AT, other, TRACE_ID_AT, TRACE_ID_LENGTH);
    }

    /** The context of what the caller is doing now (an HTTP request), as a header. */
    public String current() {
        return headerOf(Span.current().getSpanContext(), null);
    }

    private static String headerOf(SpanContext context, @Nullable String otherwise) {
        if (context.isValid()) {
            return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                    + context.getTraceFlags().asHex();
        }
        return otherwise != null ? otherwise : fresh();
    }

    private static SpanContext contextOf(String traceparent) {
        return SpanContext.createFromRemoteParent(
                traceparent.substring(TRACE_ID_AT, TRACE_ID_AT + TRACE_ID_LENGTH),
                traceparent.substring(SPAN_ID_AT, FLAGS_AT - 1),
                TraceFlags.fromHex(traceparent, FLAGS_AT),
                TraceState.getDefault());
    }

    private static String fresh() {
        byte[] ids = new byte[24];
        ThreadLocalRandom.current().nextBytes(ids);
        ids[0] |= 1;
        ids[16] |= 1;
        HexFormat hex = HexFormat.of();
        return "00-" + hex.formatHex(ids, 0, 16) + "-" + hex.formatHex(ids, 16, 24) + "-00";
    }
}
