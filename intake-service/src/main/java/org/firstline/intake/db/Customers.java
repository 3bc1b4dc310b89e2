package org.firstline.intake.db;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.firstline.intake.domain.Customer;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.messaging.Seal;
import org.firstline.messaging.Transaction;
import org.jspecify.annotations.Nullable;

/** Customers and what is personal of them; nothing personal leaves this class but opened on purpose. */
@ApplicationScoped
public class Customers {

    /** The row is touched even where it is there: that locks the customer, in the order of the references. */
    private static final String ADMIT = """
            insert into customer (customer_ref, wrapped_key)
            select r, k from unnest($1::text[], $2::bytea[]) as row (r, k) order by r
            on conflict (customer_ref) do update set customer_ref = excluded.customer_ref
            returning customer_ref, wrapped_key, profile_digest
            """;

    private static final String PROFILES = """
            update customer c set profile_digest = n.d, sealed_profile = n.s, traits = n.t::jsonb
              from unnest($1::text[], $2::bytea[], $3::bytea[], $4::text[]) as n (r, d, s, t)
             where c.customer_ref = n.r
            """;

    private static final String OPEN = """
            select customer_ref, wrapped_key, sealed_profile, traits::text as traits from customer
             where customer_ref = any($1)
            """;

    /**
     * A customer with the person behind it.
     *
     * @param profile null leaves what is kept of the person as it is
     */
    public record Party(Customer customer, @Nullable Profile profile) {}

    /** The seals of the customers of a batch. */
    public static final class Seals {
        private final Map<CustomerRef, Seal> seals = new HashMap<>();

        /** The customer's words, sealed under the customer's key. */
        public byte @Nullable [] close(CustomerRef customer, String words) {
            Seal seal = seals.get(customer);
            return seal == null ? null : seal.close(words.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private final Vault vault;
    private final Pseudonyms pseudonyms;

    Customers(Vault vault, Pseudonyms pseudonyms) {
        this.vault = vault;
        this.pseudonyms = pseudonyms;
    }

    /** Makes customers known, or finds and locks them; what has changed of the person behind is sealed anew. */
    public Uni<Seals> admit(Transaction transaction, Collection<Party> parties) {
        Seals seals = new Seals();
        if (parties.isEmpty()) {
            return Uni.createFrom().item(seals);
        }
        Map<String, Party> sorted = new TreeMap<>();
        parties.forEach(party -> sorted.put(party.customer().ref().value(), party));
        Buffer[] keys =
                sorted.keySet().stream().map(r -> Buffer.buffer(vault.newKey())).toArray(Buffer[]::new);
        return transaction
                .sql()
                .preparedQuery(ADMIT)
                .execute(Tuple.of(sorted.keySet().toArray(String[]::new), keys))
                .flatMap(rows -> {
                    List<String> refs = new ArrayList<>();
                    List<Buffer> digests = new ArrayList<>();
                    List<Buffer> sealed = new ArrayList<>();
                    List<String> traits = new ArrayList<>();
                    for (Row row : rows) {
                        Party party = sorted.get(row.getString(0));
                        if (party == null) {
                            throw new IllegalStateException("expected only the customers asked for");
                        }
                        Seal seal = vault.sealOf(row.getBuffer(1).getBytes());
                        seals.seals.put(party.customer().ref(), seal);
                        if (party.profile() == null) {
                            continue;
                        }
                        byte[] profile = Json.bytes(party.profile());
                        String said = Json.write(party.customer());
                        byte[] digest = pseudonyms.digestOf(
                                (new String(profile, java.nio.charset.StandardCharsets.UTF_8) + said)
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        io.vertx.mutiny.core.buffer.Buffer before = row.getBuffer(2);
                        if (before == null || !Arrays.equals(before.getBytes(), digest)) {
                            refs.add(row.getString(0));
                            digests.add(Buffer.buffer(digest));
                            sealed.add(Buffer.buffer(seal.close(profile)));
                            traits.add(said);
                        }
                    }
                    if (refs.isEmpty()) {
                        return Uni.createFrom().item(seals);
                    }
                    return transaction
                            .sql()
                            .preparedQuery(PROFILES)
                            .execute(Tuple.of(
                                    refs.toArray(String[]::new),
                                    digests.toArray(Buffer[]::new),
                                    sealed.toArray(Buffer[]::new),
                                    traits.toArray(String[]::new)))
                            .replaceWith(seals);
                });
    }

    /** The people behind these references, as far as they are known. Whoever calls this writes the audit first. */
    public Uni<Map<CustomerRef, Party>> open(SqlClient sql, Collection<CustomerRef> refs) {
        return sql.preparedQuery(OPEN)
                .execute(Tuple.of((Object) refs.stream().map(CustomerRef::value).toArray(String[]::new)))
                .map(rows -> {
                    Map<CustomerRef, Party> people = new HashMap<>();
                    for (Row row : rows) {
                        if (row.getBuffer("sealed_profile") == null) {
                            continue;
                        }
                        Seal seal = vault.sealOf(row.getBuffer("wrapped_key").getBytes());
                        people.put(
                                new CustomerRef(row.getString("customer_ref")),
                                new Party(
                                        Json.read(row.getString("traits"), Customer.class),
                                        Json.read(
                                                seal.open(row.getBuffer("sealed_profile")
                                                        .getBytes()),
                                                Profile.class)));
                    }
                    return people;
                });
    }

    /** A caller's words in full. */
    public Uni<@Nullable String> words(SqlClient sql, CustomerRef customer, byte[] sealed) {
        return sql.preparedQuery("select wrapped_key from customer where customer_ref = $1")
                .execute(Tuple.of(customer.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        byte[] plain = vault.sealOf(row.getBuffer(0).getBytes()).open(sealed);
                        return new String(plain, java.nio.charset.StandardCharsets.UTF_8);
                    }
                    return null;
                });
    }
}
