package org.firstline.intake.domain;

import java.util.List;
import org.firstline.intake.domain.Terms.ContractClass;
import org.firstline.intake.domain.Terms.CustomerClass;
import org.firstline.intake.domain.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/**
 * Whose call it is, without personal data.
 *
 * @param ref surrogate
 * @param basis how it was found; a better one replaces a weaker one whichever comes first
 * @param known whether the customer directory knows the customer; false leaves account-specific actions closed
 * @param region administrative region, such as {@code CN-31}
 * @param customerClass who the customer is to the operator
 * @param services what the customer has
 */
public record Customer(
        CustomerRef ref,
        Basis basis,
        boolean known,
        String region,
        CustomerClass customerClass,
        List<Service> services) {

    /** By what the customer was found, weakest first. */
    public enum Basis {
        NOTHING,
        NUMBER,
        ACCOUNT
    }

    /**
     * One service of the customer.
     *
     * @param ref surrogate of the service
     * @param networkElement what it hangs on, where known
     */
    public record Service(
            ServiceLine line,
            String ref,
            ContractClass contractClass,
            @Nullable String networkElement) {}

    public Customer {
        services = List.copyOf(services);
    }

    /** What a case of this customer on that line may say of it to everybody. */
    public Facts facts(ServiceLine line) {
        for (Service service : services) {
            if (service.line() == line) {
                return new Facts(
                        line,
                        region,
                        customerClass,
                        service.contractClass(),
                        service.networkElement(),
                        service.ref(),
                        ref);
            }
        }
        return new Facts(
                line,
                region,
                customerClass,
                ContractClass.STANDARD,
                null,
                ref.value() + "-"
                        + line.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                ref);
    }

    /** The better founded of the two; the first of two equals, by reference, so that the order of events is all one. */
    static @Nullable Customer better(@Nullable Customer one, @Nullable Customer other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int byBasis = one.basis.compareTo(other.basis);
        if (byBasis != 0) {
            return byBasis > 0 ? one : other;
        }
        if (one.known != other.known) {
            return one.known ? one : other;
        }
        return one.ref.value().compareTo(other.ref.value()) <= 0 ? one : other;
    }
}
