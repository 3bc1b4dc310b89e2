package org.firstline.diagnosis.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import org.firstline.diagnosis.domain.Words;

/** The language of whoever asks; English where Accept-Language names neither. */
enum Language {
    ZH("zh-CN"),
    EN("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    static Language of(HttpHeaders headers) {
        for (Locale locale : headers.getAcceptableLanguages()) {
            if (locale.getLanguage().equals("zh")) {
                return ZH;
            }
            if (locale.getLanguage().equals("en")) {
                return EN;
            }
        }
        return EN;
    }

    String of(Words words) {
        return switch (this) {
            case ZH -> words.zh();
            case EN -> words.en();
        };
    }

    /** As it stands in Content-Language. */
    String tag() {
        return tag;
    }
}
