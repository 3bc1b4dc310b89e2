package org.firstline.door;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps out of traces what callers put into URLs: a number that was typed where none belongs would be exported with the
 * span. Of a path only words and ids of ours stay, of a query nothing.
 */
@Singleton
public class UrlsInTraces implements SpanProcessor {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final String HIDDEN = "***";

    private static final Pattern SEGMENT = Pattern.compile("[^/]+");
    private static final Pattern HARMLESS =
            Pattern.compile("[a-z]+(-[a-z]+)*|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        String path = span.getAttribute(PATH);
        if (path != null) {
            span.setAttribute(PATH, shown(path));
        }
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, HIDDEN);
        }
    }

    static String shown(String path) {
        return SEGMENT.matcher(path)
                .replaceAll(segment -> HARMLESS.matcher(segment.group()).matches()
                        ? Matcher.quoteReplacement(segment.group())
                        : HIDDEN);
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // What is ended cannot be changed any more.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
