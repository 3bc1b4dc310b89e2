package org.firstline.messaging.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds of a number or a duration, both allowed; every setting that is one has them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Bounds {

    /** The least, written as in the settings. */
    String least();

    /** The most, written as in the settings. */
    String most();

    /** How many there may be, where the setting is a list. */
    int many() default 1;
}
