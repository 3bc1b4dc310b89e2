package org.firstline.intake.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.firstline.intake.db.Audit;
import org.firstline.intake.db.Audit.Asking;
import org.firstline.intake.db.ContactReading;
import org.firstline.intake.db.ContactReading.Shown;
import org.firstline.intake.db.Customers;
import org.firstline.intake.db.Customers.Party;
import org.firstline.intake.db.Profile;
import org.firstline.intake.domain.Customer;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.messaging.PostOffice;
import org.jspecify.annotations.Nullable;

/** The one way to personal data: the audit first, then the opening, in one transaction. */
@ApplicationScoped
public class Disclosure {

    /** A person and the words they said, as they are. */
    public record Person(@Nullable Party party, @Nullable String words) {

        /** The person as far as known. */
        public Profile profile() {
            Profile profile = party == null ? null : party.profile();
            return profile == null ? Profile.UNKNOWN : profile;
        }

        @Override
        public String toString() {
            return "Person[not shown]";
        }
    }

    private final PostOffice office;
    private final Audit audit;
    private final Customers customers;
    private final ContactReading reading;

    Disclosure(PostOffice office, Audit audit, Customers customers, ContactReading reading) {
        this.office = office;
        this.audit = audit;
        this.customers = customers;
        this.reading = reading;
    }

    /** The people behind these references, as far as they are known. */
    public Uni<Map<CustomerRef, Party>> people(Asking asking, Collection<CustomerRef> refs) {
        return office.transact(transaction ->
                audit.note(transaction, asking, null, refs).flatMap(v -> customers.open(transaction.sql(), refs)));
    }

    /** The person behind a contact, and what was said. */
    public Uni<Person> person(Asking asking, Shown contact) {
        Customer customer = contact.row().contact().customer();
        if (customer == null) {
            return Uni.createFrom().item(new Person(null, null));
        }
        CustomerRef ref = customer.ref();
        return office.transact(transaction -> audit.note(
                        transaction, asking, contact.row().contact().id(), List.of(ref))
                .flatMap(v -> customers.open(transaction.sql(), List.of(ref)))
                .flatMap(people -> reading.words(
                                transaction.sql(), contact.row().contact().id())
                        .map(words -> new Person(people.get(ref), words))));
    }
}
