package org.firstline.messaging.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A setting that is never shown. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Secret {

    /** For a key: how many bytes it has, written in base64; 0 for what is no key. */
    int bytes() default 0;
}
