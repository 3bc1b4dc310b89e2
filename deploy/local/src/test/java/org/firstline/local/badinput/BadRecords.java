package org.firstline.local.badinput;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.ContractViolation;
import org.jspecify.annotations.Nullable;

/** Bad records for one topic, made from what stands there rightly. */
final class BadRecords {

    /**
     * @param names what the reason must name; null where saying what was expected is enough
     */
    record BadRecord(
            String id,
            byte @Nullable [] key,
            Map<String, byte[]> headers,
            byte @Nullable [] value,
            @Nullable String names) {}

    /** An event that belongs on the topic. */
    public record Good(String type, byte[] data) {}

    private static final String STRUCTURED = "application/cloudevents+json";

    private final Random random;
    private final List<BadRecord> bad = new ArrayList<>();

    private BadRecords(Random random) {
        this.random = random;
    }

    /**
     * @param examples events that belong on the topic
     * @param foreign an event that does not
     * @param atPlaces how many records with something wrong at one place of their data
     */
    static List<BadRecord> of(List<Good> examples, Good foreign, int atPlaces, Random random) {
        BadRecords records = new BadRecords(random);
        records.data(examples, atPlaces);
        records.envelope(examples.getFirst());
        records.structured(examples.getFirst());
        records.add("type of another family", foreign.type(), foreign.data(), "type");
        return records.bad;
    }

    private void data(List<Good> examples, int atPlaces) {
        List<BadRecord> candidates = new ArrayList<>();
        for (Good example : examples) {
            for (BadJson.Broken broken : BadJson.atEachPlace(example.data(), name -> false, name -> true)) {
                if (isRefused(example.type(), broken.bytes())) {
                    candidates.add(record(
                            example.type() + " " + broken.id(),
                            headers(example.type()),
                            broken.bytes(),
                            broken.bytes().length > 60_000 ? null : broken.names()));
                }
            }
        }
        Collections.shuffle(candidates, random);
        bad.addAll(candidates.subList(0, Math.min(atPlaces, candidates.size())));
        Good first = examples.getFirst();
        for (BadJson.Broken broken : BadJson.asAWhole(first.data(), random)) {
            add("data " + broken.id(), first.type(), broken.bytes(), null);
        }
    }

    /** What the contracts refuse is bad, and their tests prove that they refuse what the schemas do. */
    private static boolean isRefused(String type, byte[] data) {
        try {
            Catalogue.read(type, data);
            return false;
        } catch (ContractViolation violation) {
            return true;
        }
    }

    private void envelope(Good good) {
        for (String attribute : List.of("ce_specversion", "ce_id", "ce_source", "ce_type")) {
            Map<String, byte[]> without = headers(good.type());
            without.remove(attribute);
            bad.add(record("without " + attribute, without, good.data(), null));
            header(good, attribute, "");
        }
        header(good, "ce_specversion", "0.3");
        header(good, "ce_specversion", "2.0");
        header(good, "ce_specversion", "one");
        header(good, "ce_id", "i".repeat(513));
        header(good, "ce_id", "a\u0000b");
        header(good, "ce_id", "\u0007");
        header(good, "ce_source", "not a uri at all");
        header(good, "ce_source", "/" + "s".repeat(513));
        header(good, "ce_source", "http://[");
        Map<String, byte[]> forged = headers(good.type());
        forged.put("ce_source", utf8("/firstline/nobody"));
        bad.add(record("ce_source in the name of a service", forged, good.data(), "source"));
        header(good, "ce_type", "t".repeat(513));
        header(good, "ce_type", "a\nb");
        header(good, "ce_time", "yesterday");
        header(good, "ce_dataschema", "http://[");
        header(good, "ce_sequence", "first");
        header(good, "ce_sequence", "99999999999999999999");
        header(good, "ce_sequence", "1.5");
        header(good, "ce_causationid", "c".repeat(513));
        header(good, "ce_causationid", "a\u0000b");
        header(good, "content-type", "text/plain");
        header(good, "content-type", "application/xml");
        header(good, "content-type", "application/x-java-serialized-object");
        header(good, "content-type", "application/cloudevents-batch+json");
        bad.add(new BadRecord("no key", null, headers(good.type()), good.data(), "key"));
        key(good, "empty", new byte[0]);
        key(good, "NUL", "a\u0000b".getBytes(StandardCharsets.UTF_8));
        key(good, "long", "k".repeat(513).getBytes(StandardCharsets.UTF_8));
        key(good, "controls", "\u001b[2J".getBytes(StandardCharsets.UTF_8));
        bad.add(record("no value", headers(good.type()), null, null));
        bad.add(record("no headers", new LinkedHashMap<>(), good.data(), null));
        bad.add(record("nothing at all", new LinkedHashMap<>(), new byte[0], null));
        bad.add(record("too large", headers(good.type()), new byte[65_537], "65536"));
    }

    private void structured(Good good) {
        String data = new String(good.data(), StandardCharsets.UTF_8);
        String start = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/test\",\"type\":\"" + good.type() + "\"";
        Map<String, String> envelopes = new LinkedHashMap<>();
        envelopes.put("null", "null");
        envelopes.put("list", "[]");
        envelopes.put("text", "\"x\"");
        envelopes.put("number", "17");
        envelopes.put("empty object", "{}");
        envelopes.put("open", "{");
        envelopes.put("no JSON", "not JSON");
        envelopes.put("without data", start + "}");
        envelopes.put("data null", start + ",\"data\":null}");
        envelopes.put("data text", start + ",\"data\":\"x\"}");
        envelopes.put("data list", start + ",\"data\":[]}");
        envelopes.put("data no base64", start + ",\"data_base64\":\"***\"}");
        envelopes.put("data and base64", start + ",\"data\":" + data + ",\"data_base64\":\"e30=\"}");
        envelopes.put("id number", start.replace("\"id\":\"1\"", "\"id\":1") + ",\"data\":" + data + "}");
        envelopes.put("id missing", start.replace("\"id\":\"1\",", "") + ",\"data\":" + data + "}");
        envelopes.put("id null", start.replace("\"id\":\"1\"", "\"id\":null") + ",\"data\":" + data + "}");
        envelopes.put("id object", start.replace("\"id\":\"1\"", "\"id\":{}") + ",\"data\":" + data + "}");
        envelopes.put("version missing", start.replace("\"specversion\":\"1.0\",", "") + ",\"data\":" + data + "}");
        envelopes.put("version 9", start.replace("1.0", "9.0") + ",\"data\":" + data + "}");
        envelopes.put("version number", start.replace("\"1.0\"", "1.0") + ",\"data\":" + data + "}");
        envelopes.put("source no uri", start.replace("/test", "a b c") + ",\"data\":" + data + "}");
        envelopes.put("type list", start.replace("\"" + good.type() + "\"", "[]") + ",\"data\":" + data + "}");
        envelopes.put("time", start + ",\"time\":\"now\",\"data\":" + data + "}");
        envelopes.put("sequence", start + ",\"sequence\":\"x\",\"data\":" + data + "}");
        envelopes.put("deep", start + ",\"data\":" + "[".repeat(20_000));
        envelopes.put("deep extension", start + ",\"extra\":" + "[".repeat(20_000));
        envelopes.put("deep data closed", start + ",\"data\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
        envelopes.put("huge number", start + ",\"data\":" + "9".repeat(30_000) + "}");
        envelopes.put("huge exponent", start + ",\"sequence\":1e999999999,\"data\":" + data + "}");
        envelopes.put("xml", "<event/>");
        envelopes.forEach((id, envelope) -> {
            Map<String, byte[]> headers = new LinkedHashMap<>();
            headers.put("content-type", utf8(STRUCTURED));
            bad.add(record("structured: " + id, headers, utf8(envelope), null));
        });
        Map<String, byte[]> otherFormat = new LinkedHashMap<>();
        otherFormat.put("content-type", utf8("application/cloudevents+avro"));
        bad.add(record("structured: another format", otherFormat, utf8(start + ",\"data\":" + data + "}"), null));
    }

    private void header(Good good, String name, String value) {
        Map<String, byte[]> headers = headers(good.type());
        headers.put(name, utf8(value));
        String told = value.length() > 20 ? value.substring(0, 20) : value;
        bad.add(record(name + " is '" + told.replaceAll("\\p{Cntrl}", "?") + "'", headers, good.data(), null));
    }

    private void key(Good good, String id, byte[] key) {
        bad.add(new BadRecord("key " + id, key, headers(good.type()), good.data(), "key"));
    }

    private void add(String id, String type, byte[] data, @Nullable String names) {
        bad.add(record(id, headers(type), data, names));
    }

    /** Each with a key of its own: what stands behind a bad one of the same key waits for an operator. */
    private static BadRecord record(
            String id, Map<String, byte[]> headers, byte @Nullable [] value, @Nullable String names) {
        return new BadRecord(id, utf8(UUID.randomUUID().toString()), headers, value, names);
    }

    private static Map<String, byte[]> headers(String type) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", utf8("1.0"));
        headers.put("ce_id", utf8(UUID.randomUUID().toString()));
        headers.put("ce_source", utf8("/bad"));
        headers.put("ce_type", utf8(type));
        headers.put("content-type", utf8("application/json"));
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
