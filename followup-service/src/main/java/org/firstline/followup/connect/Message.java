package org.firstline.followup.connect;

/**
 * A message to a customer, complete. Lives in memory only, and only while it is being sent.
 *
 * @param noticeId the same for every try, so that a gateway can drop what it has sent already
 * @param channel such as {@code sms}
 * @param address where the customer is reached; personal data
 * @param language of the text, such as {@code zh-CN}
 */
public record Message(String noticeId, String channel, String address, String language, String text) {

    /** Never the address: messages may end up in a log by mistake. */
    @Override
    public String toString() {
        return "Message[" + noticeId + "]";
    }
}
