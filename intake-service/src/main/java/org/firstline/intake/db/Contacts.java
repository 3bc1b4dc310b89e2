package org.firstline.intake.db;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.firstline.intake.domain.Accountable;
import org.firstline.intake.domain.Call;
import org.firstline.intake.domain.CaseId;
import org.firstline.intake.domain.Contact;
import org.firstline.intake.domain.Customer;
import org.firstline.intake.domain.CustomerRef;
import org.firstline.intake.domain.Facts;
import org.firstline.intake.domain.Stage;
import org.firstline.messaging.Remembered;
import org.firstline.messaging.Remembered.Recalled;
import org.firstline.messaging.Remembered.Written;
import org.firstline.messaging.Transaction;
import org.jspecify.annotations.Nullable;

/** Contacts in their rows, a batch at a time. */
@ApplicationScoped
public class Contacts {

    private static final String COLUMNS = "id, platform, root_call_id, closed, departments, sequence, version,"
            + " trace_parent, created_at, updated_at, data::text as data";

    private static final String CREATE = """
            insert into contact (id, platform, root_call_id, stage, data, trace_parent, created_at, updated_at)
            select i, p, r, 'ringing', d::jsonb, t, $6, $6
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as row (i, p, r, d, t)
             order by i
            on conflict do nothing
            returning id
            """;

    /** A customer's newest open cases, what is owed, and when they last got through; bounded for busy numbers. */
    static final String NEIGHBOURS = """
            with who as (
                select customer_ref from contact where id = any($1) and customer_ref is not null
                union
                select unnest($2::text[]))
            select who.customer_ref, other.kind, other.id, other.symptom_code, other.through_at
              from who cross join lateral (
                   (select 'owed' as kind, c.id, null::text as symptom_code, null::timestamptz as through_at
                      from contact c where c.customer_ref = who.customer_ref and c.stage = 'owed'
                     limit 50)
                   union all
                   (select 'open', c.id, c.symptom_code, null
                      from contact c where c.customer_ref = who.customer_ref and c.live
                     order by c.arrival desc limit 20)
                   union all
                   (select 'through', null, null, c.through_at
                      from contact c where c.customer_ref = who.customer_ref and c.through_at is not null
                     order by c.through_at desc limit 1)) other
            """;

    /** What this process wrote itself and nobody has written since is not sent. */
    private static final String LOCK = """
            select c.id, c.platform, c.root_call_id, c.closed, c.departments, c.sequence, c.version, c.trace_parent,
                   c.created_at, c.updated_at,
                   case when c.version = k.version and c.xmin::text = k.writer then null else c.data::text end as data
              from contact c
              join unnest($1::uuid[], $2::bigint[], $3::text[]) as k (key, version, writer) on k.key = c.id
             order by c.id for no key update of c
            """;

    private static final String DUE = "select " + COLUMNS + """
              from contact where next_due_at <= $1 order by next_due_at limit $2 for no key update skip locked
            """;

    private static final String SAVE = """
            update contact c
               set customer_ref = n.customer_ref, stage = n.stage, data = n.data::jsonb, live = n.live,
                   closed = n.closed, agent_id = n.agent_id, service_line = n.service_line,
                   symptom_code = n.symptom_code, through_at = n.through_at, next_due_at = n.next_due_at,
                   promised_at = n.promised_at,
                   departments = string_to_array(nullif(n.departments, ''), ',') || '{}'::text[],
                   sealed_words = coalesce(n.sealed_words, c.sealed_words),
                   caller_index = coalesce(n.caller_index, c.caller_index),
                   sequence = n.sequence, version = n.version, trace_parent = n.trace_parent,
                   words_of = coalesce(n.words_of, c.words_of), updated_at = $19
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::boolean[], $7::text[],
                          $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::bytea[],
                          $14::bytea[], $15::bigint[], $16::bigint[], $17::text[],
                          $18::text[], $20::timestamptz[])
                   as n (id, customer_ref, stage, data, live, closed, agent_id, service_line, symptom_code, through_at,
                         next_due_at, departments, sealed_words, caller_index, sequence, version, trace_parent,
                         words_of, promised_at)
             where c.id = n.id
            returning c.id, c.version, c.xmin::text as writer
            """;

    private static final int MOST_REMEMBERED = 2_000;
    private static final Recalled<CaseId, Data> NOTHING = new Recalled<>(Map.of());

    /** A contact that may be new. */
    public record New(
            CaseId id,
            String platform,
            String rootCallId,
            @Nullable String traceParent) {}

    private record Data(
            @Nullable Customer customer,
            Call call,
            Stage stage,
            @Nullable Accountable accountable) {}

    private final Remembered<CaseId, Data> remembered = new Remembered<>(MOST_REMEMBERED);

    /** Creates the contacts that are not there yet; answers which were new. */
    public Uni<Set<CaseId>> create(Transaction transaction, Collection<New> contacts) {
        if (contacts.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Map<CaseId, New> sorted = new TreeMap<>();
        contacts.forEach(one -> sorted.putIfAbsent(one.id(), one));
        List<New> rows = List.copyOf(sorted.values());
        String data = Json.write(new Data(null, Call.UNKNOWN, new Stage.Ringing(), null));
        Tuple values = Tuple.tuple()
                .addValue(rows.stream().map(one -> one.id().value()).toArray(UUID[]::new))
                .addValue(rows.stream().map(New::platform).toArray(String[]::new))
                .addValue(rows.stream().map(New::rootCallId).toArray(String[]::new))
                .addValue(rows.stream().map(one -> data).toArray(String[]::new))
                .addValue(rows.stream().map(New::traceParent).toArray(String[]::new))
                .addValue(utc(transaction.at()));
        return transaction.sql().preparedQuery(CREATE).execute(values).map(found -> {
            Set<CaseId> ids = new TreeSet<>();
            found.forEach(row -> ids.add(new CaseId(row.getUUID(0))));
            return ids;
        });
    }

    /** What else there is of the customers of these contacts and of these customers. */
    public Uni<Neighbours> neighbours(Transaction transaction, Set<CaseId> ids, Set<CustomerRef> customers) {
        return transaction
                .sql()
                .preparedQuery(NEIGHBOURS)
                .execute(Tuple.of(
                        uuids(ids),
                        customers.stream().map(CustomerRef::value).sorted().toArray(String[]::new)))
                .map(rows -> {
                    Neighbours neighbours = new Neighbours();
                    for (Row row : rows) {
                        CustomerRef customer = new CustomerRef(row.getString("customer_ref"));
                        switch (row.getString("kind")) {
                            case "owed" -> neighbours.owed(customer, new CaseId(row.getUUID("id")));
                            case "open" ->
                                neighbours.open(customer, new CaseId(row.getUUID("id")), row.getString("symptom_code"));
                            default ->
                                neighbours.through(
                                        customer,
                                        row.getOffsetDateTime("through_at").toInstant());
                        }
                    }
                    return neighbours;
                });
    }

    /** Locks these contacts in the order of their ids, in one statement. */
    public Uni<Map<CaseId, ContactRow>> lock(Transaction transaction, Set<CaseId> ids) {
        List<CaseId> keys = List.copyOf(ids);
        Recalled<CaseId, Data> recalled = remembered.of(keys);
        return transaction
                .sql()
                .preparedQuery(LOCK)
                .execute(Tuple.of(
                        keys.stream().map(CaseId::value).toArray(UUID[]::new),
                        recalled.versions(keys),
                        recalled.writers(keys)))
                .map(found -> rows(found, recalled));
    }

    /** Claims contacts that are due; those that another has locked are left to it. */
    public Uni<Map<CaseId, ContactRow>> due(Transaction transaction, int most) {
        return transaction
                .sql()
                .preparedQuery(DUE)
                .execute(Tuple.of(utc(transaction.at()), most))
                .map(found -> rows(found, NOTHING));
    }

    /** Saves what has changed, in one statement. */
    public Uni<Void> save(Transaction transaction, List<ContactRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple values = Tuple.tuple()
                .addValue(all(rows, row -> row.contact().id().value(), UUID[]::new))
                .addValue(all(rows, Contacts::customerOf, String[]::new))
                .addValue(all(rows, row -> Json.nameOf(row.contact().stage()), String[]::new))
                .addValue(all(rows, row -> Json.write(dataOf(row)), String[]::new))
                .addValue(all(rows, row -> row.contact().live(), Boolean[]::new))
                .addValue(all(rows, row -> row.contact().closed(), Boolean[]::new))
                .addValue(all(rows, row -> row.contact().agent(), String[]::new))
                .addValue(all(rows, Contacts::lineOf, String[]::new))
                .addValue(all(rows, row -> emptyToNull(Neighbours.codeOf(row.contact())), String[]::new))
                .addValue(all(rows, row -> utc(row.contact().call().throughAt()), OffsetDateTime[]::new))
                .addValue(all(rows, row -> utc(row.contact().nextDueAt()), OffsetDateTime[]::new))
                .addValue(all(
                        rows,
                        row -> String.join(",", new TreeSet<>(row.contact().departments())),
                        String[]::new))
                .addValue(all(
                        rows,
                        row -> row.words() == null ? null : buffer(row.words().sealed()),
                        Buffer[]::new))
                .addValue(all(rows, row -> buffer(row.callerIndex()), Buffer[]::new))
                .addValue(all(rows, ContactRow::sequence, Long[]::new))
                .addValue(all(rows, ContactRow::version, Long[]::new))
                .addValue(all(rows, ContactRow::traceParent, String[]::new))
                .addValue(all(
                        rows,
                        row -> row.words() == null ? null : row.words().of().value(),
                        String[]::new))
                .addValue(utc(transaction.at()))
                .addValue(all(rows, row -> utc(row.contact().promisedAt()), OffsetDateTime[]::new));
        return transaction
                .sql()
                .preparedQuery(SAVE)
                .execute(values)
                .invoke(saved -> remember(transaction, rows, saved))
                .replaceWithVoid();
    }

    private void remember(Transaction transaction, List<ContactRow> rows, RowSet<Row> saved) {
        Map<CaseId, Data> states = HashMap.newHashMap(rows.size());
        rows.forEach(row -> states.put(row.contact().id(), dataOf(row)));
        Map<CaseId, Written<Data>> written = HashMap.newHashMap(rows.size());
        for (Row row : saved) {
            CaseId id = new CaseId(row.getUUID("id"));
            Data state = states.get(id);
            if (state != null) {
                written.put(id, new Written<>(state, row.getLong("version"), row.getString("writer")));
            }
        }
        remembered.keep(transaction, written);
    }

    private static Map<CaseId, ContactRow> rows(RowSet<Row> found, Recalled<CaseId, Data> recalled) {
        Map<CaseId, ContactRow> rows = new LinkedHashMap<>();
        for (Row row : found) {
            ContactRow one = row(row, recalled);
            rows.put(one.contact().id(), one);
        }
        return rows;
    }

    static ContactRow row(Row row) {
        return row(row, NOTHING);
    }

    private static ContactRow row(Row row, Recalled<CaseId, Data> recalled) {
        CaseId id = new CaseId(row.getUUID("id"));
        String json = row.getString("data");
        Data data = json == null ? recalled.state(id, row.getLong("version")) : Json.read(json, Data.class);
        String[] departments = row.getArrayOfStrings("departments");
        Contact contact = new Contact(
                id,
                row.getString("platform"),
                row.getString("root_call_id"),
                data.customer(),
                data.call(),
                data.stage(),
                row.getBoolean("closed"),
                data.accountable(),
                departments == null ? Set.of() : Set.copyOf(Arrays.asList(departments)));
        return new ContactRow(
                contact,
                row.getLong("sequence"),
                row.getLong("version"),
                row.getString("trace_parent"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                null,
                null);
    }

    static String columns() {
        return COLUMNS;
    }

    private static Data dataOf(ContactRow row) {
        Contact contact = row.contact();
        return new Data(contact.customer(), contact.call(), contact.stage(), contact.accountable());
    }

    private static @Nullable String customerOf(ContactRow row) {
        Customer customer = row.contact().customer();
        return customer == null ? null : customer.ref().value();
    }

    private static @Nullable String lineOf(ContactRow row) {
        Facts facts =
                switch (row.contact().stage()) {
                    case Stage.Recorded r -> r.facts();
                    case Stage.Triaged t -> t.facts();
                    case Stage.HandedOver h -> h.facts();
                    case Stage.Ringing s -> null;
                    case Stage.Outbound s -> null;
                    case Stage.Waiting s -> null;
                    case Stage.Undecided s -> null;
                    case Stage.Owed s -> null;
                    case Stage.Settled s -> null;
                    case Stage.Open s -> null;
                    case Stage.Attached s -> null;
                };
        return facts == null ? null : facts.line().name();
    }

    private static <T> T[] all(
            List<ContactRow> rows,
            Function<ContactRow, @Nullable T> column,
            java.util.function.IntFunction<T[]> array) {
        return rows.stream().map(column).toArray(array);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static UUID[] uuids(Set<CaseId> ids) {
        return ids.stream().sorted().map(CaseId::value).toArray(UUID[]::new);
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
