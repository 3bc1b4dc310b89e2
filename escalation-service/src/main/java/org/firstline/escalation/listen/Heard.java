package org.firstline.escalation.listen;

import java.util.function.Function;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.SuiteEvent;
import org.firstline.escalation.domain.Input;
import org.firstline.messaging.Letter;
import org.firstline.messaging.Reading;

/** What all listeners do alike with a letter: is its type known, does it belong on this topic, what does it mean. */
final class Heard {

    private Heard() {}

    /**
     * @param family the events that belong on the topic
     * @param meaning of one of them
     * @throws IllegalArgumentException for an event that does not belong here, or breaks its contract
     */
    static <E extends SuiteEvent> Reading<Input> read(
            Letter letter, Class<E> family, Function<E, Reading<Input>> meaning) {
        var type = Catalogue.recordOf(letter.type());
        if (type.isEmpty()) {
            return new Reading.Unknown<>();
        }
        if (!family.isAssignableFrom(type.get())) {
            throw new IllegalArgumentException("type: expected a type of the topic's family " + family.getSimpleName()
                    + ", found one of another family");
        }
        return meaning.apply(family.cast(Catalogue.read(letter.type(), letter.data())));
    }
}
