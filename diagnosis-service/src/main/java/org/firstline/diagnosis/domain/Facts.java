package org.firstline.diagnosis.domain;

import org.jspecify.annotations.Nullable;

/**
 * What intake says of the case without personal data. Diagnosis chooses its pack by the service line and passes the rest
 * on in the words it came in.
 */
public record Facts(
        String serviceLine,
        String region,
        String customerClass,
        String contractClass,
        @Nullable String networkElement,
        String serviceRef,
        String customerRef) {}
