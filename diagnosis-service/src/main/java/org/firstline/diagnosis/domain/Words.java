package org.firstline.diagnosis.domain;

/** One thing to say, in both languages the suite speaks; the choice follows the person who reads (manual §2.3). */
public record Words(String zh, String en) {

    /** Both languages in one text, where the reader is not known. */
    public String both() {
        return zh + " / " + en;
    }
}
