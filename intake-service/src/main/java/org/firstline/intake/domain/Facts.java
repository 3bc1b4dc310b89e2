package org.firstline.intake.domain;

import org.firstline.intake.domain.Terms.ContractClass;
import org.firstline.intake.domain.Terms.CustomerClass;
import org.firstline.intake.domain.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/** What every event of a case may say of the case without personal data. */
public record Facts(
        ServiceLine line,
        String region,
        CustomerClass customerClass,
        ContractClass contractClass,
        @Nullable String networkElement,
        String serviceRef,
        CustomerRef customer) {}
