package org.firstline.intake.connect;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.intake.domain.Stage.Identity;
import org.firstline.intake.domain.Terms.ContractClass;
import org.firstline.intake.domain.Terms.CustomerClass;
import org.firstline.intake.domain.Terms.ServiceLine;
import org.jspecify.annotations.Nullable;

/** The operator's register of customers (manual §3.1.3). Everything in it is personal data. */
public interface CustomerDirectory {

    /** What a customer is looked up by. */
    record Key(Kind kind, String value) {

        /** A telephone number, or an account or service number. */
        public enum Kind {
            NUMBER,
            ACCOUNT
        }

        @Override
        public String toString() {
            return "Key[" + kind + "]";
        }
    }

    /**
     * A customer as the directory has it.
     *
     * @param customerId the directory's own id
     * @param region administrative region of the site
     */
    record Entry(
            String customerId,
            String name,
            List<String> numbers,
            String address,
            List<String> accounts,
            CustomerClass customerClass,
            String region,
            List<Subscription> services) {
        public Entry {
            numbers = numbers == null ? List.of() : List.copyOf(numbers);
            accounts = accounts == null ? List.of() : List.copyOf(accounts);
            services = services == null ? List.of() : List.copyOf(services);
        }

        @Override
        public String toString() {
            return "Entry[not shown]";
        }
    }

    /** What the customer has. */
    record Subscription(
            ServiceLine line,
            String service,
            ContractClass contractClass,
            @Nullable String networkElement) {}

    /**
     * Looks up many at once; keys that it does not know are not in the answer.
     *
     * @param keys at most 1,000
     */
    Uni<Map<Key, Entry>> find(Set<Key> keys);

    /**
     * Checks whether somebody is who they say. Never fails: a directory that is away answers UNAVAILABLE.
     *
     * @param method such as {@code service-pin} or {@code id-last-four}
     * @param evidence what the caller gave; neither kept nor logged
     */
    Uni<Identity.Result> verify(Key who, String method, String evidence);
}
