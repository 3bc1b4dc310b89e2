package org.firstline.messaging.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.function.Function;

/** Of a mapping: what its settings may not be together, each good as it may be by itself. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Together {

    /** Takes the mapping and tells what contradicts what, one {@link BadSetting#line} each. */
    Class<? extends Function<?, List<String>>> value();
}
