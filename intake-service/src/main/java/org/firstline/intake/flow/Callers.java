package org.firstline.intake.flow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstline.intake.connect.CustomerDirectory;
import org.firstline.intake.connect.CustomerDirectory.Entry;
import org.firstline.intake.connect.CustomerDirectory.Key;
import org.firstline.intake.db.Customers.Party;
import org.firstline.intake.db.Profile;
import org.firstline.intake.db.Pseudonyms;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Customer;
import org.firstline.intake.domain.Customer.Basis;
import org.firstline.intake.domain.Terms.CustomerClass;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, before a transaction begins. */
@ApplicationScoped
public class Callers {

    private static final Logger LOG = Logger.getLogger(Callers.class);

    private final CustomerDirectory directory;
    private final Pseudonyms pseudonyms;
    private final IntakeSettings settings;

    Callers(CustomerDirectory directory, Pseudonyms pseudonyms, IntakeSettings settings) {
        this.directory = directory;
        this.pseudonyms = pseudonyms;
        this.settings = settings;
    }

    /** The reports of a batch with who the callers are, by one question to the directory. */
    public Uni<List<CallReport>> identify(List<CallReport> reports) {
        Set<Key> keys = new LinkedHashSet<>();
        for (CallReport report : reports) {
            keys(keys, report.number(), report.account());
        }
        return ask(keys).map(found -> {
            List<CallReport> identified = new ArrayList<>(reports.size());
            for (CallReport report : reports) {
                identified.add(report.by(party(found, report.number(), report.account())));
            }
            return identified;
        });
    }

    /** Who is behind a number or an account; null where neither is given. */
    public Uni<@Nullable Party> identify(@Nullable String number, @Nullable String account) {
        Set<Key> keys = new LinkedHashSet<>();
        keys(keys, number, account);
        return ask(keys).map(found -> party(found, number, account));
    }

    /** Who it is as far as can be said without the directory. */
    @Nullable
    Party unasked(@Nullable String number, @Nullable String account) {
        return party(Map.of(), number, account);
    }

    /** Somebody of whom nothing is known. */
    public Customer anonymous(CaseId contact) {
        return new Customer(
                pseudonyms.ofContact(contact),
                Basis.NOTHING,
                false,
                settings.unknownRegion(),
                CustomerClass.RESIDENTIAL,
                List.of());
    }

    private static void keys(Set<Key> keys, @Nullable String number, @Nullable String account) {
        if (account != null) {
            keys.add(new Key(Key.Kind.ACCOUNT, account));
        }
        if (number != null) {
            keys.add(new Key(Key.Kind.NUMBER, number));
        }
    }

    /** A directory that is away makes nobody wait: the caller goes on under a surrogate, unverified. */
    private Uni<Map<Key, Entry>> ask(Set<Key> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return directory
                .find(keys)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "the customer directory does not answer, callers go on unverified: %s",
                        failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(Map.of());
    }

    private @Nullable Party party(Map<Key, Entry> found, @Nullable String number, @Nullable String account) {
        Entry byAccount = account == null ? null : found.get(new Key(Key.Kind.ACCOUNT, account));
        if (byAccount != null) {
            return known(byAccount, Basis.ACCOUNT);
        }
        Entry byNumber = number == null ? null : found.get(new Key(Key.Kind.NUMBER, number));
        if (byNumber != null) {
            return known(byNumber, Basis.NUMBER);
        }
        if (account == null && number == null) {
            return null;
        }
        Customer customer = new Customer(
                account != null ? pseudonyms.ofAccount(account) : pseudonyms.ofNumber(String.valueOf(number)),
                account != null ? Basis.ACCOUNT : Basis.NUMBER,
                false,
                settings.unknownRegion(),
                CustomerClass.RESIDENTIAL,
                List.of());
        return new Party(
                customer,
                new Profile(
                        null,
                        number == null ? List.of() : List.of(number),
                        null,
                        account == null ? List.of() : List.of(account)));
    }

    private Party known(Entry entry, Basis basis) {
        List<Customer.Service> services = entry.services().stream()
                .map(one -> new Customer.Service(
                        one.line(),
                        pseudonyms.ofService(one.line(), one.service()),
                        one.contractClass(),
                        one.networkElement()))
                .toList();
        return new Party(
                new Customer(
                        pseudonyms.ofDirectory(entry.customerId()),
                        basis,
                        true,
                        entry.region(),
                        entry.customerClass(),
                        services),
                new Profile(entry.name(), entry.numbers(), entry.address(), entry.accounts()));
    }
}
