package org.firstline.local.badinput;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Gives a reader of documents, YAML or JSON, everything that is bad, and tells what it did not refuse in words. */
public final class BadDocuments {

    /** The system property that says how many are tried at most; the seed decides which. */
    private static final String EACH = "badinput.documents";

    private static final int USUAL = 400;

    private final byte[] good;
    private final Predicate<String> free;
    private final Predicate<String> needed;
    private final Predicate<String> except;
    private int tried;

    /**
     * @param good a document that is read rightly, in JSON
     * @param free whether people may write what they like in a field of that name
     * @param needed whether a field of that name must be there
     * @param except whether what is made of the document is good after all, by what was done to it
     */
    public BadDocuments(byte[] good, Predicate<String> free, Predicate<String> needed, Predicate<String> except) {
        this.good = good.clone();
        this.free = free;
        this.needed = needed;
        this.except = except;
    }

    /**
     * Has everything read.
     *
     * @param reader refuses by an {@link IllegalArgumentException}, whose message says what was expected and what was found
     * @return what was not refused as it must be, one line each; empty when all is well
     */
    public List<String> read(Consumer<byte[]> reader) {
        Random random = BadInput.random("a document");
        List<BadJson.Broken> bad = new ArrayList<>(BadJson.atEachPlace(good, free, needed));
        bad.addAll(BadJson.withMore(good));
        bad.addAll(BadJson.asAWhole(good, random));
        bad.removeIf(one -> except.test(one.id()));
        Collections.shuffle(bad, random);
        bad = new ArrayList<>(bad.subList(0, Math.min(Integer.getInteger(EACH, USUAL), bad.size())));
        for (Corpus.Line line : Corpus.of("yaml")) {
            byte[] bytes = line.text().getBytes(StandardCharsets.ISO_8859_1);
            bad.add(new BadJson.Broken("yaml " + line.name(), line.family(), bytes, null));
        }
        List<String> offences = new ArrayList<>();
        for (BadJson.Broken one : bad) {
            String wrong = wrongWith(one, refusal(reader, one.bytes()));
            if (wrong != null) {
                offences.add(one.id() + ": " + wrong);
            }
        }
        tried = bad.size();
        System.out.println("Bad documents tried: " + tried);
        return offences;
    }

    /** How many were tried. */
    public int tried() {
        return tried;
    }

    private static @Nullable Throwable refusal(Consumer<byte[]> reader, byte[] bytes) {
        try {
            reader.accept(bytes);
            return null;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return e;
        }
    }

    private static @Nullable String wrongWith(BadJson.Broken one, @Nullable Throwable refusal) {
        if (refusal == null) {
            return "expected to be refused, found to be read";
        }
        String told = String.valueOf(refusal.getMessage());
        if (!(refusal instanceof IllegalArgumentException) || !told.contains("expected") || !told.contains("found")) {
            return "expected a refusal in words, found " + refusal;
        }
        if (BadInput.INSIDES.matcher(told).find() || Corpus.PERSONAL.stream().anyMatch(told::contains)) {
            return "expected nothing of our insides and nothing that somebody typed, found " + told;
        }
        if (told.length() > 1_000) {
            return "expected it to be short, found " + told.length() + " characters";
        }
        return BadInput.isNamed(one.names(), told) ? null : "expected it to name " + one.names() + ", found " + told;
    }
}
