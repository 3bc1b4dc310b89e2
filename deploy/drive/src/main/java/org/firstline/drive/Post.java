package org.firstline.drive;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.firstline.contracts.CallEvent;
import org.firstline.contracts.CaseInput;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.DepartmentAnswer;
import org.firstline.contracts.SuiteEvent;
import org.firstline.contracts.Topics;
import org.firstline.local.Acls;

/**
 * Something that a party outside is about to say: an event in its CloudEvents envelope, with its topic and key. Sent
 * twice, it is a duplicate; {@code source} and {@code id} are its identity.
 *
 * @param principal as whom it is sent to the broker
 * @param topic one that this principal may write
 * @param key what keeps its order: the call, the case or the work order
 */
public record Post(String principal, String topic, String key, String source, String id, SuiteEvent event) {

    /** A platform's call event. */
    public static Post call(CallEvent event) {
        return new Post(
                Acls.PLATFORM,
                Topics.CALL_EVENTS,
                event.rootCallId(),
                "/platforms/" + event.platform(),
                freshId(),
                event);
    }

    /** What a bot, an IVR or a dialer says about a case. */
    public static Post input(CaseInput event) {
        return new Post(
                Acls.BOT,
                Topics.CASE_INPUTS,
                event.caseId().toString(),
                "/automata/" + event.reportedBy(),
                freshId(),
                event);
    }

    /** What a department answers. */
    public static Post answer(String department, DepartmentAnswer event) {
        return new Post(
                Acls.department(department),
                Topics.answersOf(department),
                event.workOrderId().toString(),
                "/departments/" + department,
                freshId(),
                event);
    }

    /** The same under an id of the caller's choice. */
    public Post withId(String chosen) {
        return new Post(principal, topic, key, source, chosen, event);
    }

    /** The identity by which our services name it as a cause ({@code causationid}). */
    public String identity() {
        return source + "#" + id;
    }

    /** As one JSON document (structured mode, {@code application/cloudevents+json}). */
    public String structured() {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + source + "\",\"type\":\""
                + Catalogue.typeOf(event) + "\",\"datacontenttype\":\"application/json\",\"data\":"
                + new String(Catalogue.write(event), StandardCharsets.UTF_8) + "}";
    }

    /** As a record in binary mode: attributes in headers, data as the value. */
    ProducerRecord<byte[], byte[]> toRecord() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_specversion", utf8("1.0"));
        headers.add("ce_id", utf8(id));
        headers.add("ce_source", utf8(source));
        headers.add("ce_type", utf8(Catalogue.typeOf(event)));
        headers.add("content-type", utf8("application/json"));
        return new ProducerRecord<>(topic, null, utf8(key), Catalogue.write(event), headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String freshId() {
        return UUID.randomUUID().toString();
    }
}
