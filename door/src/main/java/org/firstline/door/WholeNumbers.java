package org.firstline.door;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Numbers in paths and queries: the framework's own reading does not tell which parameter it could not read. */
@Provider
public class WholeNumbers implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, @Nullable Type genericType, Annotation @Nullable [] annotations) {
        return type == Integer.class || type == int.class
                ? (ParamConverter<T>) new WholeNumber(nameOf(annotations))
                : null;
    }

    private static String nameOf(Annotation @Nullable [] annotations) {
        for (Annotation annotation : annotations == null ? new Annotation[0] : annotations) {
            switch (annotation) {
                case QueryParam query -> {
                    return query.value();
                }
                case PathParam path -> {
                    return path.value();
                }
                default -> {}
            }
        }
        return "parameters";
    }

    private record WholeNumber(String name) implements ParamConverter<Integer> {

        @Override
        public @Nullable Integer fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            // Integer.parseInt alone takes the digits of every script.
            if (!text.matches("-?[0-9]{1,9}")) {
                throw Problems.badRequest(name, "a whole number", "something else");
            }
            return Integer.valueOf(text);
        }

        @Override
        public String toString(Integer number) {
            return number.toString();
        }
    }
}
