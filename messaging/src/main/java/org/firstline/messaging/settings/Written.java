package org.firstline.messaging.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a text is written. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Written {

    /** For people, after "expected". */
    String as();

    /** What the whole text matches; the type may ask for more. */
    String pattern() default "(?s).*";
}
