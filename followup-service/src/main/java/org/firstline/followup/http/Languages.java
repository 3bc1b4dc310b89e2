package org.firstline.followup.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** The language a person wants, of those there are. The choice follows the person, never the server. */
final class Languages {

    static final Locale CHINESE = Locale.forLanguageTag("zh-CN");
    static final Locale ENGLISH = Locale.ENGLISH;
    static final List<Locale> ALL = List.of(CHINESE, ENGLISH);

    private Languages() {}

    /** The first of the acceptable languages that there is; Chinese for who says nothing. */
    static Locale of(HttpHeaders headers) {
        for (Locale wanted : headers.getAcceptableLanguages()) {
            for (Locale there : ALL) {
                if (wanted.getLanguage().equals(there.getLanguage())) {
                    return there;
                }
            }
        }
        return CHINESE;
    }
}
