package org.firstline.drive.replay;

import java.util.ArrayList;
import java.util.List;

/** Lines of comma-separated values after RFC 4180, without line breaks inside a field. */
final class Csv {

    private Csv() {}

    /** The fields of one line; quotes around a field are taken off, doubled quotes in it become one. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
