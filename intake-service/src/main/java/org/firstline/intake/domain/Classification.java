package org.firstline.intake.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firstline.intake.domain.Terms.Category;

/** Suggests a category from the customer's words (manual §3.1.4); a person confirms or corrects it. */
public final class Classification {

    /**
     * A word that speaks for a category.
     *
     * @param weight how strongly, from 1
     */
    public record Clue(Category category, String word, int weight) {
        public Clue {
            word = word.toLowerCase(Locale.ROOT);
            if (word.isBlank() || weight < 1) {
                throw new IllegalArgumentException("expected a word and a weight from 1 for " + category);
            }
        }
    }

    /**
     * A suggestion.
     *
     * @param confidence 0 (a guess) to 1: the category's share of all that the words say, less where little is said
     * @param because the words that led to it
     */
    public record Suggestion(Category category, double confidence, List<String> because) {
        public Suggestion {
            because = List.copyOf(because);
        }
    }

    /** How much evidence makes half a certainty: one weak word alone should not look sure. */
    private static final double DOUBT = 1.0;

    private Classification() {}

    /** The likeliest category; OTHER with confidence 0 where no word says anything. */
    public static Suggestion suggest(String words, List<Clue> clues) {
        String text = words.toLowerCase(Locale.ROOT);
        Map<Category, Integer> weights = new EnumMap<>(Category.class);
        Map<Category, List<String>> found = new EnumMap<>(Category.class);
        int total = 0;
        for (Clue clue : clues) {
            if (says(text, clue.word())) {
                weights.merge(clue.category(), clue.weight(), Integer::sum);
                found.computeIfAbsent(clue.category(), c -> new ArrayList<>()).add(clue.word());
                total += clue.weight();
            }
        }
        Category best = Category.OTHER;
        int most = 0;
        for (Map.Entry<Category, Integer> one : weights.entrySet()) {
            if (one.getValue() > most) {
                best = one.getKey();
                most = one.getValue();
            }
        }
        return new Suggestion(
                best,
                most == 0 ? 0 : Math.round(100 * most / (total + DOUBT)) / 100.0,
                found.getOrDefault(best, List.of()));
    }

    /** A Latin word counts only as a whole; Chinese has no blanks between words. */
    private static boolean says(String text, String word) {
        int at = text.indexOf(word);
        while (at >= 0) {
            boolean latin = word.charAt(0) < 0x80;
            boolean startsWord = at == 0 || !isLatin(text.charAt(at - 1));
            int end = at + word.length();
            boolean endsWord = end == text.length() || !isLatin(text.charAt(end));
            if (!latin || (startsWord && endsWord)) {
                return true;
            }
            at = text.indexOf(word, at + 1);
        }
        return false;
    }

    private static boolean isLatin(char letter) {
        return letter < 0x80 && Character.isLetterOrDigit(letter);
    }
}
