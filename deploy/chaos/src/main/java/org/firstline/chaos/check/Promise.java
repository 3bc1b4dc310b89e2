package org.firstline.chaos.check;

/** What the suite promises, and what the checker holds it to beside. */
public enum Promise {
    P1("a call event that was answered 2xx or acknowledged on Kafka leads to exactly one case"),
    P2("an escalation leads to exactly one main work order, and what is heard is worked on exactly once"),
    P3(
            "each revision of a deadline fires once or is superseded or cancelled, never two of these, never before its time"),
    P4("what was committed is what was published: the same set, byte for byte, in order per case"),
    P5("each customer update reaches a final state: delivered, or failed with a task for a person"),
    P6("one poison message never stops a topic: it is put aside, alone, and other keys go on"),
    P7("any one process that is killed serves again, and nothing that is dead owns a lock or a shard"),
    P8("with Kafka away intake goes on accepting over HTTP, and everything flows after"),
    HEAP("no process runs out of memory, and tables with their dead rows stay bounded"),
    STORY("the timeline in follow-up tells the same story as the topics");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    /** What is promised, in a sentence. */
    public String words() {
        return words;
    }
}
