package org.firstline.contracts;

import org.firstline.contracts.Terms.ContractClass;
import org.firstline.contracts.Terms.CustomerClass;
import org.firstline.contracts.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/**
 * What every event of a case may say of the case without personal data, so that routing, policies and reports need not
 * ask anybody.
 *
 * @param serviceLine the line of business
 * @param region administrative region code of the site, such as {@code CN-31}
 * @param customerClass who the customer is
 * @param contractClass what was bought
 * @param networkElement the element the service hangs on, such as an OLT port, where known
 * @param serviceRef surrogate of the service (a mobile line's number is personal data and never stands here)
 * @param customerRef surrogate of the customer; intake alone can turn it into a person
 */
public record CaseFacts(
        ServiceLine serviceLine,
        String region,
        CustomerClass customerClass,
        ContractClass contractClass,
        @Nullable String networkElement,
        String serviceRef,
        String customerRef) {

    public CaseFacts {
        Check.given("facts.serviceLine", serviceLine);
        Check.code("facts.region", region);
        Check.given("facts.customerClass", customerClass);
        Check.given("facts.contractClass", contractClass);
        Check.codeOrNull("facts.networkElement", networkElement);
        Check.code("facts.serviceRef", serviceRef);
        Check.code("facts.customerRef", customerRef);
    }
}
