package org.firstline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.firstline.local.badinput.Fuzzing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FuzzTest {

    private static final List<byte[]> RECORDS = Stream.of("""
            key
            ce_specversion:1.0
            ce_id:1
            ce_source:/firstline/intake
            ce_type:org.firstline.intake.case-opened.v1
            ce_time:2026-03-02T08:00:00Z
            ce_sequence:1
            ce_causationid:/a#1
            traceparent:00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
            content-type:application/json

            {"a":1}""", """
            key
            content-type:application/cloudevents+json

            {"specversion":"1.0","id":"1","source":"/a","type":"t","time":"2026-03-02T08:00:00Z","sequence":"2",\
            "datacontenttype":"application/json","data":{"a":[1,2.5,null,true]}}""", """
            key
            content-type:application/cloudevents+json

            {"specversion":"1.0","id":"1","source":"/a","type":"t","data_base64":"e30="}""")
            .map(record -> record.getBytes(StandardCharsets.ISO_8859_1))
            .toList();

    @Test
    @Tag("long")
    void any_record_is_a_letter_or_unreadable_in_words() {
        assertThat(Fuzzing.stumbles(LetterReader.class, RECORDS)).isEmpty();
    }
}
